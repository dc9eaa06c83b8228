// Weeks one after another: a range input, a play button, and only changed cells redrawn.
(function () {
  "use strict";
  var estgeo = window.estgeo;
  var PACE = 700;

  estgeo.steps = function (map, data) {
    var state = map.estgeo, make = estgeo.make;
    var drawn = state.layers[data.layer][0];
    var bar = make("div", "estgeo-steps");
    var play = bar.appendChild(make("button", "", data.words.play));
    play.type = "button";
    var range = bar.appendChild(make("input"));
    range.type = "range";
    range.min = 0;
    range.max = data.labels.length - 1;
    range.step = 1;
    range.value = data.labels.length - 1;
    range.setAttribute("aria-label", data.words.slider);
    var text = bar.appendChild(make("output"));
    text.setAttribute("aria-live", "polite");
    state.panes.parentNode.parentNode.insertBefore(bar, state.panes.parentNode);
    var counts = state.key.querySelectorAll(".estgeo-classes .estgeo-count");

    function show(step) {
      var row = data.classes[step];
      var seen = data.styles.map(function () { return 0; });
      seen[0] = data.quiet;
      drawn.shapes.forEach(function (cell, i) {
        var cls = row.charCodeAt(i) - 48;
        seen[cls]++;
        if (cell.estgeo.cls !== cls) {
          cell.estgeo.cls = cls;
          cell.setStyle(estgeo.styled(data.styles[cls], {}));
        }
      });
      seen.forEach(function (n, cls) {
        if (counts[cls]) counts[cls].textContent = estgeo.number(n);
      });
      text.textContent = data.labels[step];
      range.setAttribute("aria-valuetext", data.labels[step]);
    }

    var timer = null;
    function stop() {
      window.clearInterval(timer);
      timer = null;
      play.textContent = data.words.play;
    }
    function next() {
      var last = data.labels.length - 1;
      if (+range.value >= last) return stop();
      range.value = +range.value + 1;
      show(+range.value);
    }
    play.addEventListener("click", function () {
      if (timer) return stop();
      if (+range.value >= data.labels.length - 1) {
        range.value = 0;
        show(0);
      }
      play.textContent = data.words.pause;
      timer = window.setInterval(next, PACE);
    });
    range.addEventListener("input", function () {
      stop();
      show(+range.value);
    });
    show(+range.value);
  };
})();
