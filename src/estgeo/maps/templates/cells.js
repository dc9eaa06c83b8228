// Shapes from compact numbers: one delta-coded array of coordinates for a whole layer.
(function () {
  "use strict";
  var estgeo = window.estgeo;
  var SCALE = 1e6;

  function counter(counts) {
    var i = 0;
    return typeof counts === "number"
      ? function () { return counts; }
      : function () { return counts[i++]; };
  }

  // Returns one nested array of [latitude, longitude] a feature: parts, rings, points.
  estgeo.decode = function (geometry) {
    var xy = geometry.xy, at = 0, x = 0, y = 0;
    var parts = counter(geometry.parts), rings = counter(geometry.rings);
    var points = counter(geometry.points);
    var features = new Array(geometry.size);
    for (var f = 0; f < geometry.size; f++) {
      var feature = (features[f] = []);
      for (var p = parts(); p > 0; p--) {
        var part = [];
        feature.push(part);
        for (var r = rings(); r > 0; r--) {
          var ring = [];
          part.push(ring);
          for (var n = points(); n > 0; n--) {
            x += xy[at++];
            y += xy[at++];
            ring.push([y / SCALE, x / SCALE]);
          }
        }
      }
    }
    return features;
  };

  function shape(kind, feature, options) {
    if (kind === "polygon") return L.polygon(feature, options);
    if (kind === "line") {
      return L.polyline(feature.map(function (part) { return part[0]; }), options);
    }
    return L.circleMarker(feature[0][0][0], options);
  }

  function styled(style, extra) {
    var options = L.extend({ smoothFactor: 0 }, style, extra);
    if (style.hatch && !options.canvas) options.fillColor = "url(#" + hatch(style) + ")";
    return options;
  }
  estgeo.styled = styled;

  // SVG patterns for classes that must be told apart without colour.
  function hatch(style) {
    var name = "estgeo-hatch-" + (style.fillColor + style.hatch).replace(/[^0-9a-f]/g, "");
    if (document.getElementById(name)) return name;
    var space = "http://www.w3.org/2000/svg";
    var svg = document.createElementNS(space, "svg");
    svg.setAttribute("width", 0);
    svg.setAttribute("height", 0);
    svg.style.position = "absolute";
    var pattern = document.createElementNS(space, "pattern");
    pattern.id = name;
    [["width", 6], ["height", 6], ["patternUnits", "userSpaceOnUse"],
     ["patternTransform", "rotate(45)"]].forEach(function (pair) {
      pattern.setAttribute(pair[0], pair[1]);
    });
    [[6, style.fillColor], [1.2, style.hatch]].forEach(function (pair) {
      var bar = document.createElementNS(space, "rect");
      bar.setAttribute("width", pair[0]);
      bar.setAttribute("height", 6);
      bar.setAttribute("fill", pair[1]);
      pattern.appendChild(bar);
    });
    svg.appendChild(pattern);
    document.body.appendChild(svg);
    return name;
  }

  // "Antal: {0}" with the values of feature i; a line whose first value is missing is left out.
  function line(field, i, sign) {
    var first = field.values[0][i];
    if (first === null || first === undefined || first === "") return null;
    return field.text.replace(/\{(\d)\}/g, function (whole, k) {
      var value = field.values[k][i];
      if (value === null || value === undefined) return "\u2013";
      return typeof value === "string" ? value
        : estgeo.number(value, field.decimals[k], sign);
    });
  }

  function tooltip(map, data, i, cls) {
    var box = estgeo.make("div");
    var tip = data.tip;
    if (tip.names && tip.names[i] !== null) box.appendChild(estgeo.make("strong", "", tip.names[i]));
    var sentence = tip.sentences[cls];
    if (sentence) box.appendChild(estgeo.make("p", "", sentence));
    tip.fields.forEach(function (field) {
      var text = line(field, i, map.estgeo.sign);
      if (text !== null) box.appendChild(estgeo.make("p", "", text));
    });
    return box;
  }

  estgeo.layer = function (map, data) {
    var state = map.estgeo, target = state.maps[data.at];
    var pane = data.pane || "overlayPane";
    var renderer = (data.canvas ? L.canvas : L.svg)({ pane: pane, padding: 0.2 });
    var group = L.featureGroup();
    var classes = counter(data.classes);
    var shapes = estgeo.decode(data.geometry).map(function (feature, i) {
      var cls = classes();
      var drawn = shape(data.geometry.kind, feature, styled(data.styles[cls], {
        renderer: renderer, pane: pane, interactive: !!data.tip, canvas: data.canvas
      }));
      drawn.estgeo = { i: i, cls: cls };
      return drawn.addTo(group);
    });
    if (data.tip) {
      group.bindTooltip(function (drawn) {
        return tooltip(map, data, drawn.estgeo.i, drawn.estgeo.cls);
      }, { sticky: true, opacity: 1, className: "estgeo-tip" });
    }
    if (data.tip) {
      state.tipped.push({ data: data, shapes: shapes, tell: function (drawn) {
        return tooltip(map, data, drawn.estgeo.i, drawn.estgeo.cls);
      } });
    }
    if (data.names) names(state, target, group, data.names);
    group.addTo(target);
    (state.layers[data.id] = state.layers[data.id] || []).push({
      map: target, group: group, shapes: shapes
    });
    if (data.fit && shapes.length) state.bounds.extend(group.getBounds());
  };

  function names(state, target, group, data) {
    estgeo.decode(data.geometry).forEach(function (spot, i) {
      var marker = L.marker(spot[0][0][0], {
        pane: "estgeo-names", interactive: false, keyboard: false,
        icon: L.divIcon({
          // Numbers of places stand on a plate of their own, over dots and dark cells.
          className: "estgeo-name estgeo-rank" + data.rank,
          iconSize: null,
          html: estgeo.make("span", "", data.texts[i])
        })
      }).addTo(group);
      state.labels.push({
        map: target, marker: marker, rank: data.rank, text: data.texts[i],
        angle: data.angles[i] || 0, length: data.lengths[i] || 0
      });
    });
  }
})();
