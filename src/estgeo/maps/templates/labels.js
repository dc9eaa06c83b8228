// Names that never lie over one another: the less needed wait until one zooms in.
(function () {
  "use strict";
  var estgeo = window.estgeo;
  var APART = 3; // pixels between two names
  var AGAIN = 260; // pixels before the same name stands again
  // Where else the name of an area may stand, in heights of its text.
  var STEPS = [[0, 0], [0, -1.4], [0, 1.4], [0, -2.6], [0, 2.6],
    [-1, -1.4], [1, -1.4], [-1, 1.4], [1, 1.4], [-1, 0], [1, 0]];

  estgeo.declutter = function (state) {
    state.maps.forEach(function (map) { arrange(map, state); });
  };

  function arrange(map, state) {
    var view = map.getSize(), kept = [];
    var labels = state.labels.filter(function (label) {
      return label.map === map && label.marker._icon;
    });
    // All sizes are read before anything is written, or the page is laid out each time.
    labels.forEach(function (label) {
      label.span = label.marker._icon.firstChild;
      label.wide = label.span.offsetWidth;
      label.high = label.span.offsetHeight;
      label.at = map.latLngToContainerPoint(label.marker.getLatLng());
    });
    labels.sort(function (a, b) { return a.rank - b.rank || b.length - a.length; });
    labels.forEach(function (label) {
      var place = placeOf(label, map, view, kept);
      if (place) kept.push(place);
      label.marker._icon.style.visibility = place ? "" : "hidden";
      if (place) {
        label.span.style.transform = "translate(-50%,-50%) translate(" + place.dx + "px," +
          place.dy + "px) rotate(" + -label.angle + "deg)";
      }
    });
  }

  function placeOf(label, map, view, kept) {
    if (label.length && label.length / metres(map, label) < label.wide) return null;
    var turn = label.angle * Math.PI / 180;
    var cos = Math.abs(Math.cos(turn)), sin = Math.abs(Math.sin(turn));
    var wide = label.wide * cos + label.high * sin;
    var high = label.wide * sin + label.high * cos;
    var steps = label.length ? STEPS.slice(0, 1) : STEPS;
    for (var i = 0; i < steps.length; i++) {
      var dx = steps[i][0] * (label.wide / 2 + 12), dy = steps[i][1] * label.high;
      var place = {
        text: label.text, dx: dx, dy: dy,
        x: label.at.x + dx, y: label.at.y + dy, wide: wide / 2, high: high / 2
      };
      if (inside(place, view) && !kept.some(function (other) {
        return meet(place, other);
      })) return place;
    }
    return null;
  }

  function inside(place, view) {
    return place.x - place.wide >= 0 && place.x + place.wide <= view.x &&
      place.y - place.high >= 0 && place.y + place.high <= view.y;
  }

  function meet(one, other) {
    var dx = Math.abs(one.x - other.x), dy = Math.abs(one.y - other.y);
    if (one.text === other.text && Math.max(dx, dy) < AGAIN) return true;
    return dx < one.wide + other.wide + APART && dy < one.high + other.high + APART;
  }

  // Metres a pixel: 40 075 017 round the equator, 256 pixels at the first zoom.
  function metres(map, label) {
    var latitude = label.marker.getLatLng().lat * Math.PI / 180;
    return 40075017 * Math.cos(latitude) / Math.pow(2, map.getZoom() + 8);
  }
})();
