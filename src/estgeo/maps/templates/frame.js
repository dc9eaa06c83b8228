// The page around a map: head, map panes, key; every text goes through textContent.
(function () {
  "use strict";
  var estgeo = (window.estgeo = {});

  function make(tag, className, text) {
    var element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined && text !== null) element.textContent = text;
    return element;
  }
  estgeo.make = make;

  // The same form as estgeo's Python: thin spaces between thousands, a true minus.
  estgeo.number = function (value, decimals, sign) {
    var parts = Math.abs(value).toFixed(decimals || 0).split(".");
    parts[0] = parts[0].replace(/\B(?=(\d{3})+$)/g, "\u202f");
    var text = parts.join(sign || ".");
    return value < 0 && /[1-9]/.test(text) ? "\u2212" + text : text;
  };

  estgeo.frame = function (map, options) {
    if (map.estgeo) return;
    var box = map.getContainer();
    // The page's one main part, unless a page around the map has one already.
    var frame = make(document.querySelector("main") ? "div" : "main", "estgeo-frame");
    if (window !== window.parent) frame.classList.add("estgeo-framed");
    frame.style.width = options.width;
    frame.style.height = options.height;
    box.parentNode.insertBefore(frame, box);
    var head = frame.appendChild(make("header", "estgeo-head"));
    var body = frame.appendChild(make("div", "estgeo-body"));
    var panes = body.appendChild(make("div", "estgeo-panes"));
    var key = body.appendChild(make("aside", "estgeo-key"));
    key.setAttribute("aria-label", options.words.key);
    key.tabIndex = 0; // what scrolls must answer to the arrow keys
    panes.appendChild(make("div", "estgeo-pane")).appendChild(box);
    frame.style.setProperty("--panes", 1);
    map.estgeo = {
      maps: [map], frame: frame, head: head, panes: panes, key: key,
      layers: {}, labels: [], tipped: [], titles: {}, captions: [], bounds: L.latLngBounds([]), fit: options.fit,
      words: options.words, sign: options.sign
    };
    prepare(map, options);
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", options.words.map);
  };

  function prepare(map, options) {
    if (map.attributionControl) map.attributionControl.setPrefix(false);
    L.control.scale({ imperial: false }).addTo(map);
    if (map.zoomControl) {
      [["_zoomInButton", "zoom_in"], ["_zoomOutButton", "zoom_out"]].forEach(function (pair) {
        var button = map.zoomControl[pair[0]];
        button.title = options.words[pair[1]];
        button.setAttribute("aria-label", options.words[pair[1]]);
      });
    }
    [["estgeo-under", 350], ["estgeo-over", 450], ["estgeo-points", 460],
     ["estgeo-names", 470]].forEach(function (pane) {
      var element = map.createPane(pane[0]);
      element.style.zIndex = pane[1];
      if (pane[0] !== "estgeo-points") element.style.pointerEvents = "none";
    });
  }

  estgeo.head = function (map, data) {
    var head = map.estgeo.head;
    head.appendChild(make("h1", "", data.title));
    map.getContainer().setAttribute("aria-label", map.estgeo.words.map + ": " + data.title);
    if (data.facts.length) {
      var line = head.appendChild(make("p", "estgeo-facts"));
      data.facts.forEach(function (fact) {
        line.appendChild(make("span", "", fact));
      });
    }
  };

  // Whose map the ground is, as its licence asks.
  estgeo.source = function (map, data) {
    map.estgeo.maps.forEach(function (each) {
      each.attributionControl.addAttribution(estgeo.make("span", "", data.text).outerHTML);
    });
  };

  estgeo.internal = function (map, data) {
    if (map.estgeo.internal) return;
    map.estgeo.internal = true;
    map.estgeo.head.appendChild(make("p", "estgeo-internal", data.text));
  };

  // More maps beside the first one, moved and zoomed together.
  estgeo.split = function (map, data) {
    var state = map.estgeo, first = state.maps[0];
    state.captions = data.captions;
    data.captions.forEach(function (caption, i) {
      var pane = state.panes.children[i];
      if (!pane) {
        pane = state.panes.appendChild(make("div", "estgeo-pane"));
        var box = pane.appendChild(make("div", "folium-map"));
        var other = L.map(box, L.extend({}, first.options, { zoomControl: false }));
        prepare(other, { words: state.words });
        box.setAttribute("role", "region");
        box.setAttribute("aria-label", caption);
        state.maps.push(other);
      }
      pane.appendChild(make("div", "estgeo-caption", caption));
    });
    state.frame.style.setProperty("--panes", data.captions.length);
    state.frame.classList.add("estgeo-split");
    var busy = false;
    state.maps.forEach(function (mover) {
      mover.on("move zoomend", function () {
        if (busy) return;
        busy = true;
        state.maps.forEach(function (follower) {
          if (follower !== mover) {
            follower.setView(mover.getCenter(), mover.getZoom(), { animate: false });
          }
        });
        busy = false;
      });
    });
  };

  estgeo.key = function (map, data) {
    var state = map.estgeo;
    var section = state.key.appendChild(make("section", "estgeo-section"));
    var title = section.appendChild(make("h2"));
    if (data.layer) {
      state.titles[data.layer] = data.title;
      var label = title.appendChild(make("label"));
      var box = label.appendChild(make("input"));
      box.type = "checkbox";
      box.checked = true;
      if (data.swatch) {
        section.classList.add("estgeo-plain");
        paint(label.appendChild(make("i", "estgeo-" + data.swatch.shape)), data.swatch);
      }
      label.appendChild(make("span", "", data.title));
      box.addEventListener("change", function () {
        state.layers[data.layer].forEach(function (drawn) {
          if (box.checked) drawn.group.addTo(drawn.map);
          else drawn.group.remove();
        });
        estgeo.declutter(state);
      });
    } else {
      title.textContent = data.title;
    }
    if (data.intro) section.appendChild(make("p", "", data.intro));
    if (data.rows.length) {
      var list = section.appendChild(make("ul", "estgeo-classes"));
      if (data.unit) list.appendChild(make("li", "estgeo-unit", data.unit));
      data.rows.forEach(function (row) {
        var item = list.appendChild(make("li"));
        var swatch = item.appendChild(make("i", "estgeo-" + row.shape));
        paint(swatch, row);
        item.appendChild(make("span", "", row.label));
        item.appendChild(make("b", "estgeo-count", row.count));
      });
    }
    data.notes.forEach(function (note) {
      section.appendChild(make("p", "estgeo-note", note));
    });
  };

  function paint(swatch, row) {
    var style = row.style;
    if (row.shape === "line") {
      swatch.style.borderTop = style.weight + "px " +
        (style.dashArray ? "dashed " : "solid ") + style.color;
      return;
    }
    var seen = style.fill && style.fillOpacity > 0;
    swatch.style.backgroundColor = seen ? style.fillColor : "transparent";
    if (style.hatch) {
      swatch.style.backgroundImage = "repeating-linear-gradient(45deg," +
        style.hatch + " 0 1px,transparent 1px 5px)";
    }
    if (style.stroke) {
      swatch.style.border = Math.max(1, style.weight) + "px " +
        (style.dashArray ? "dashed " : "solid ") + style.color;
    }
    // The key shows the colour as it is seen on the map's pale ground.
    swatch.style.opacity = seen ? Math.max(style.fillOpacity, 0.3) : 1;
  }

  estgeo.finish = function (map) {
    var state = map.estgeo;
    estgeo.table(state);
    if (!state.key.children.length) state.key.remove();
    whenSized(state.maps[0].getContainer(), function () {
      state.maps.forEach(function (each) {
        each.invalidateSize({ animate: false, pan: false });
      });
      fit(state);
      printing(state);
      estgeo.declutter(state);
      state.maps.forEach(function (each) {
        each.on("moveend zoomend resize", function () { estgeo.declutter(state); });
      });
      state.frame.dataset.ready = "true";
    });
  };

  // A frame inside another page has no size until that page is laid out, and a map
  // cannot be fitted into nothing.
  function whenSized(element, then) {
    if (element.clientWidth && element.clientHeight) return then();
    var watch = new ResizeObserver(function () {
      if (!element.clientWidth || !element.clientHeight) return;
      watch.disconnect();
      then();
    });
    watch.observe(element);
  }

  function fit(state) {
    if (!state.fit || !state.bounds.isValid()) return;
    state.maps[0].fitBounds(state.bounds, { padding: [12, 12], animate: false });
    state.maps.slice(1).forEach(function (each) {
      each.setView(state.maps[0].getCenter(), state.maps[0].getZoom(), { animate: false });
    });
  }

  // On paper the panes have a size of their own: draw for it, then go back.
  function printing(state) {
    function redraw(on, bounds, margin) {
      state.frame.classList.toggle("estgeo-printing", on);
      state.maps.forEach(function (each) {
        each.invalidateSize({ animate: false, pan: false });
        each.fitBounds(bounds, { animate: false, padding: [margin, margin] });
      });
    }
    var seen, view;
    window.addEventListener("beforeprint", function () {
      view = [state.maps[0].getCenter(), state.maps[0].getZoom()];
      seen = state.maps[0].getBounds();
      var whole = state.fit && state.bounds.isValid() && state.untouched !== false;
      if (whole) redraw(true, state.bounds, 8);
      else redraw(true, seen, 0);
    });
    window.addEventListener("afterprint", function () {
      redraw(false, seen, 0);
      state.maps.forEach(function (each) {
        each.setView(view[0], view[1], { animate: false });
      });
    });
    state.maps.forEach(function (each) {
      each.on("dragstart dblclick boxzoomend", function () { state.untouched = false; });
      L.DomEvent.on(each.getContainer(), "wheel", function () { state.untouched = false; });
    });
  }
})();
