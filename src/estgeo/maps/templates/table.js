// What the map shows as tables, for those who cannot point at it.
(function () {
  "use strict";
  var estgeo = window.estgeo;
  var LISTED = 300; // rows; beyond them the largest classes are only counted

  estgeo.table = function (state) {
    if (!state.tipped.length) return;
    var make = estgeo.make, words = state.words;
    var details = state.key.appendChild(make("details", "estgeo-table"));
    details.appendChild(make("summary", "", words.table));
    // Written when it is asked for: it takes longer than the map, and the weeks change.
    details.addEventListener("toggle", function () {
      while (details.children.length > 1) details.removeChild(details.lastChild);
      if (!details.open) return;
      state.tipped.forEach(function (layer) {
        var title = state.titles[layer.data.id] || state.captions[layer.data.at] || "";
        details.appendChild(tableOf(layer, title, words));
      });
    });
  };

  function tableOf(layer, title, words) {
    var make = estgeo.make, labels = layer.data.labels;
    var table = make("table");
    table.appendChild(make("caption", "", title));
    var head = table.appendChild(make("thead")).appendChild(make("tr"));
    [words.place, words.facts].forEach(function (word) {
      head.appendChild(make("th", "", word)).scope = "col";
    });
    var body = table.appendChild(make("tbody"));
    var classes = labels.map(function () { return []; });
    layer.shapes.forEach(function (drawn) { classes[drawn.estgeo.cls].push(drawn); });
    var only = onlyCounted(classes);
    classes.forEach(function (shapes, cls) {
      if (only[cls]) return add(body, estgeo.number(shapes.length), labels[cls]);
      shapes.forEach(function (drawn) {
        var told = layer.tell(drawn), name = told.querySelector("strong");
        var facts = [].map.call(told.querySelectorAll("p"), function (p) {
          return p.textContent;
        });
        if (!facts.length && labels[cls]) facts = [labels[cls]];
        add(body, name ? name.textContent : drawn.estgeo.i + 1, facts.join(" \u00b7 "));
      });
    });
    return table;
  }

  // The largest classes are not listed until the others have few enough rows.
  function onlyCounted(classes) {
    var only = {}, left = 0;
    classes.forEach(function (shapes) { left += shapes.length; });
    classes.map(function (shapes, cls) { return [shapes.length, cls]; })
      .sort(function (a, b) { return b[0] - a[0]; })
      .forEach(function (pair) {
        if (left <= LISTED) return;
        only[pair[1]] = true;
        left -= pair[0];
      });
    return only;
  }

  function add(body, name, facts) {
    var row = body.appendChild(estgeo.make("tr"));
    row.appendChild(estgeo.make("th", "", name)).scope = "row";
    row.appendChild(estgeo.make("td", "", facts));
  }
})();
