// The page: one choice, all views, undo, the link, what can be copied and saved.
const $ = (id) => document.getElementById(id);
const MOST_LISTED = 50, MOST_SORTED = 20000, MOST_IN_TABLE = 100, SETTLE = 160;

class Page {
  constructor(meta, store) {
    Object.assign(this, { meta, store, words: new Words(meta), past: [], against: "counts", choice: {} });
    this.palette = colors();
    this.weeks = new WeeksChart($("weeks-canvas"), store.calendar || this.words.calendar, meta);
    this.hours = new HoursChart($("hours-canvas"), meta.tables ? 4 : 1);
    this.map = new MapView($("map-box"), meta, this.words);
    this.views = meta.tables ? [] : meta.lists.map((list, k) =>
      [new ListView($(list.name), list, this.words, (name, code) => this.toggle(name, code)), k]);
    const { told } = this.words, titles = meta.lists.filter((list) => list.name !== "insats").map((list) => told[`title_${list.name}`]);
    this.heads = [told.time_column, ...titles, ...meta.texts];
    $("resting").textContent = meta.tables ? this.words.say("hidden_counts", { n: store.now.n, k: meta.tables.k }) : this.words.resting(meta.n);
    this.views.forEach(([view, k]) => { view.now = store.now.lists[k]; view.arrange(true); });
    this.listen();
    if (!meta.tables) this.listenToChoices();
    this.open();
  }
  // What the link says, else the period the page was made for.
  open() {
    const linked = this.words.read(location.hash), { open, tables } = this.meta;
    this.answer(Object.keys(linked).length ? linked : open && !tables ? { time: open } : {});
    this.settle();
  }

  // Answer a choice: set its bits, count once, draw. "keep": it can be undone.
  answer(choice, keep = false) {
    const begun = performance.now(), last = this.words.link(this.choice);
    if (keep && last !== this.words.link(choice)) this.past.push(last);
    this.choice = choice;
    this.store.choose(choice);
    this.draw();
    document.documentElement.dataset.answered = (performance.now() - begun).toFixed(2);
    document.documentElement.dataset.settled = "false";
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.settle(), SETTLE);
  }
  // A drag is one step back, and none when it changed nothing.
  held(is) {
    const link = this.words.link(this.choice);
    if (is) this.before = link;
    else if (link !== this.before) this.past.push(this.before);
  }
  with(changes) {
    const next = { ...this.choice, ...changes };
    for (const name of Object.keys(next)) if (next[name] === null || next[name]?.length === 0) delete next[name];
    this.answer(next, true);
  }
  toggle(name, code) {
    const { [name]: old = [] } = this.choice;
    this.with({ [name]: old.includes(code) ? old.filter((one) => one !== code) : [...old, code].sort((a, b) => a - b) });
  }

  draw() {
    const { store, palette, words, choice } = this;
    if (this.isMoved !== false) { this.map.drawStill(palette); this.isMoved = false; }
    this.map.drawCounts(store, palette, this.against);
    this.weeks.draw(store, palette, words);
    this.hours.draw(store, palette, words, this.against);
    for (const [view, k] of this.views) view.draw(store, k);
    if (this.meta.tables) return;
    $("count").textContent = words.number(store.now.n);
    $("count-of").textContent = words.say("of_reports", { n: store.all.n });
    $("parts").textContent = words.parts(choice).join("; ") || words.told.nothing_chosen;
    $("against").textContent = words.against(store);
  }
  redraw() {
    this.palette = colors();
    this.isMoved = true;
    this.draw();
    this.scaleOfMap();
  }
  // What can wait until the hand rests: tables, text for screen readers, link, code, rows.
  settle() {
    const { store, words, choice, meta } = this;
    for (const [view, k] of this.views) {
      view.arrange();
      view.draw(store, k);
    }
    for (const details of document.querySelectorAll(".table[open]")) this.fillTable(details);
    this.scaleOfMap();
    this.notes();
    if (!meta.tables) {
      $("said").textContent = words.sentence(store);
      $("code").textContent = words.python(choice);
      $("undo").disabled = !this.past.length;
      $("clear").disabled = !Object.keys(choice).length;
      this.controls();
      const link = words.link(choice);
      try { history.replaceState(null, "", link ? "#" + link : "#"); } catch { /* a frame without an address */ }
    }
    document.documentElement.dataset.settled = "true";
  }
  controls() {
    const { choice, words } = this, { calendar } = words;
    ["from", "to"].forEach((id, at) => { $(id).value = choice.time ? calendar.iso(choice.time[at]) : ""; });
    ["hour-from", "hour-to"].forEach((id, at) => { $(id).value = choice.hours?.[at] ?? ""; });
    for (const button of document.querySelectorAll("[data-day]"))
      button.setAttribute("aria-pressed", String(Boolean(choice.days >> button.dataset.day & 1)));
    $("no-time").disabled = !choice.time;
    $("no-hours").disabled = !(choice.days || choice.hours);
    $("no-box").disabled = !choice.box;
    if ($("insats-weeks")) $("insats-weeks").disabled = !choice.insats;
    $("weeks-canvas").setAttribute("aria-label", `${words.told.title_weeks}. ${words.told.see_table}`);
  }
  notes() {
    const { store, words, meta, choice } = this, { hours, cells, days } = store.now;
    const say = (key, n) => (n ? [words.say(key, { n, k: n, size: meta.cells[0] })] : []);
    const lines = meta.tables ? Object.fromEntries(["hours", "map", "weeks"].map((name) => [name, say(`hidden_${name}`, meta.tables.k)])) : {
      hours: [...say("day_only", hours[NO_HOUR]), ...say("long_span", hours[SPAN_HOUR])],
      map: [...say("off_map", cells.at(-1)), ...say(choice.time ? "not_covered" : "no_year", this.against === "year" && !store.yearBefore)],
      weeks: [...say("month_only", days[meta.days]), ...say("insats_lines", meta.insatser.length), ...say("split", meta.split)],
    };
    for (const [name, found] of Object.entries(lines)) $(`${name}-note`).textContent = found.join(" ");
  }
  scaleOfMap() {
    const { words, map, palette, store } = this, box = $("map-scale"), said = (text) => made("span", text);
    const bar = (background, kind = "") => { const part = made("i", "", kind); part.style.background = background; return part; };
    if (map.asPoints) { box.replaceChildren(bar(palette.mark, "dot"), said(words.told.one_report)); return; }
    const size = words.say("cells", { size: store.grid.size });
    if (this.against === "counts")
      box.replaceChildren(said("1"), bar(`linear-gradient(90deg, ${palette.low}, ${palette.high})`), said(`${words.number(map.most)} ${words.told.in_a_cell}, ${size}`));
    else box.replaceChildren(
      said(words.told.fewer_than), bar(`linear-gradient(90deg, ${palette.fewer}, ${palette.paper}, ${palette.more})`), said(`${words.told.more_than}, ${size}`),
      bar(palette.few, "one"), said(words.say("too_few_here", { least: this.meta.fewest_in_a_cell })));
  }

  listen() {
    const { map } = this, moved = this.moved = () => { this.isMoved = true; this.draw(); this.scaleOfMap(); };
    $("closer").addEventListener("click", () => { map.zoom(1.5); moved(); });
    $("farther").addEventListener("click", () => { map.zoom(1 / 1.5); moved(); });
    $("whole").addEventListener("click", () => { map.view = null; moved(); });
    $("print").addEventListener("click", () => window.print());
    map.box.addEventListener("keydown", (event) => this.mapKey(event));
    map.box.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && document.activeElement !== map.box) return;
      event.preventDefault();
      map.zoom(event.deltaY < 0 ? 1.25 : .8, event.offsetX, event.offsetY);
      moved();
    }, { passive: false });
    for (const radio of document.querySelectorAll("[name=against]"))
      radio.addEventListener("change", () => { this.against = radio.value; this.draw(); this.settle(); });
    for (const details of document.querySelectorAll(".table"))
      details.addEventListener("toggle", () => { if (details.open) this.fillTable(details); });
    let width = document.body.clientWidth;
    new ResizeObserver(() => { if (width !== (width = document.body.clientWidth)) this.redraw(); }).observe(document.body);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.redraw());
    window.addEventListener("beforeprint", () => this.paper(true));
    window.addEventListener("afterprint", () => this.paper(false));
    this.drag(map.box, { start: (at) => this.mapDown(at), move: (at, from) => this.mapMove(at, from), end: (at, from, is) => this.mapUp(at, from, is), over: (at) => this.mapTip(at) });
    this.weekTip = (at) => this.tip(this.textOfWeek(this.weeks.weekAt(at.x)));
    this.hourTip = (at) => this.tip(this.textOfHour(this.hours.cellAt(at.x, at.y)));
    if (!this.meta.tables) return;
    for (const [canvas, tip] of [[this.weeks.canvas, this.weekTip], [this.hours.canvas, this.hourTip]])
      this.drag(canvas, { start() {}, move() {}, end() {}, over: tip });
  }
  listenToChoices() {
    const { words, map, meta } = this, { calendar } = words;
    $("undo").addEventListener("click", () => { if (this.past.length) this.answer(words.read(this.past.pop())); });
    $("clear").addEventListener("click", () => this.answer({}, true));
    $("copy-sentence").addEventListener("click", () => this.copy(words.sentence(this.store)));
    $("copy-link").addEventListener("click", () => this.copy(location.href.split("#")[0] + "#" + words.link(this.choice)));
    $("copy-code").addEventListener("click", () => this.copy(words.python(this.choice)));
    $("save-csv").addEventListener("click", () => this.saveRows());
    $("take-view").addEventListener("click", () => this.with({ box: map.bounds() }));
    $("no-box").addEventListener("click", () => this.with({ box: null }));
    $("draw-box").addEventListener("click", () => this.drawing(!this.isDrawing));
    for (const [id, at] of [["from", 0], ["to", 1]])
      $(id).addEventListener("change", () => {
        const day = calendar.day($(id).value), span = this.choice.time ? [...this.choice.time] : [...meta.covers];
        if (day === null) return;
        span[at] = day;
        if (span[0] > span[1]) span[1 - at] = day;
        this.with({ time: span });
      });
    const each = (selector, act) => document.querySelectorAll(selector).forEach((button) => button.addEventListener("click", () => act(button.dataset)));
    each("[data-weeks]", ({ weeks }) => {
      const end = Math.floor((meta.covers[1] + 1) / 7) * 7 - 1;
      this.with({ time: [Math.max(end + 1 - 7 * weeks, 0), end] });
    });
    each("[data-day]", ({ day }) => {
      const days = (this.choice.days || 0) ^ 1 << day;
      this.with({ days: days && days < 127 ? days : null });
    });
    $("no-time").addEventListener("click", () => this.with({ time: null }));
    for (const id of ["hour-from", "hour-to"])
      $(id).addEventListener("change", () => {
        if ($("hour-from").value === "" && $("hour-to").value === "") return this.with({ hours: null });
        const from = +$("hour-from").value, to = +($("hour-to").value || 24);
        this.with({ hours: from === to || (from === 0 && to === 24) ? null : [from, to] });
      });
    $("no-hours").addEventListener("click", () => this.with({ days: null, hours: null }));
    if ($("insats-weeks")) $("insats-weeks").addEventListener("click", () => this.weeksOfInsats());
    window.addEventListener("hashchange", () => this.answer(words.read(location.hash), true));
    this.drag(this.weeks.canvas, { start: (at) => this.weekDown(at), move: (at, from) => this.weekMove(at, from), end: (at, from, is) => this.weekUp(at, is), over: this.weekTip });
    this.drag(this.hours.canvas, { start: () => this.held(true), move: (at, from) => this.hourMove(at, from), end: (at, from, is) => { if (!is) this.hourMove(at, from); this.held(false); }, over: this.hourTip });
  }
  // The days of the first chosen insats, at most 52 weeks of them.
  weeksOfInsats() {
    const one = this.meta.insatser[this.choice.insats[0]], { calendar } = this.words;
    const from = Math.ceil(calendar.day(one.start) / 7) * 7;
    const last = Math.min(one.end ? calendar.day(one.end) : Infinity, this.meta.covers[1], from + 363);
    const to = Math.floor((last + 1) / 7) * 7 - 1;
    if (to > from) this.with({ time: [from, to] });
  }

  // A press, a way and a release; "is": whether the pointer moved.
  drag(target, { start, move, end, over }) {
    let from = null, is = false;
    const at = (event) => { const box = target.getBoundingClientRect(); return { x: event.clientX - box.left, y: event.clientY - box.top, event }; };
    target.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      from = at(event);
      is = false;
      target.setPointerCapture(event.pointerId);
      this.tip("");
      start(from);
    });
    target.addEventListener("pointermove", (event) => {
      const now = at(event);
      if (!from) return over(now);
      if (!is && Math.hypot(now.x - from.x, now.y - from.y) < 4) return;
      is = true;
      move(now, from);
    });
    target.addEventListener("pointerup", (event) => { if (from) end(at(event), from, is); from = null; });
    target.addEventListener("pointercancel", () => { from = null; });
    target.addEventListener("pointerleave", () => this.tip(""));
  }
  // A press in what is chosen takes hold of it; elsewhere it begins a new span.
  weekDown(at) {
    this.held(true);
    const week = this.weeks.weekAt(at.x), span = this.choice.time;
    this.grip = span && week * 7 >= span[0] && week * 7 + 6 <= span[1] ? span : null;
    if (!this.grip) this.weekMove(at, at);
  }
  weekUp(at, is) {
    const { grip } = this;
    this.grip = null;
    if (grip && !is) this.weekMove(at, at);
    this.held(false);
  }
  weekMove(at, from) {
    const a = this.weeks.weekAt(from.x), b = this.weeks.weekAt(at.x);
    if (this.grip) {
      const time = this.grip.map((day) => day + 7 * (b - a));
      if (time[0] >= 0 && time[1] < this.weeks.n * 7) this.answer({ ...this.choice, time });
    } else this.answer({ ...this.choice, time: [Math.min(a, b) * 7, Math.max(a, b) * 7 + 6] });
  }
  hourMove(at, from) {
    const a = this.hours.cellAt(from.x, from.y), b = this.hours.cellAt(at.x, at.y);
    let days = 0;
    for (let day = Math.min(a.day, b.day); day <= Math.max(a.day, b.day); day++) days |= 1 << day;
    const next = { ...this.choice, days, hours: [Math.min(a.hour, b.hour), Math.max(a.hour, b.hour) + 1] };
    if (days === 127) delete next.days;
    if (next.hours[1] - next.hours[0] === 24) delete next.hours;
    this.answer(next);
  }
  drawing(on) {
    this.isDrawing = on;
    $("draw-box").setAttribute("aria-pressed", String(on));
    this.map.box.classList.toggle("drawing", on);
  }
  mapDown(at) {
    this.last = at;
    if (!this.isDrawing) return;
    this.map.box.append(this.rubber = made("div", "", "rubber"));
  }
  mapMove(at, from) {
    if (this.isDrawing) {
      Object.assign(this.rubber.style, { left: Math.min(at.x, from.x) + "px", top: Math.min(at.y, from.y) + "px", width: Math.abs(at.x - from.x) + "px", height: Math.abs(at.y - from.y) + "px" });
      return;
    }
    this.map.pan(at.x - this.last.x, at.y - this.last.y);
    this.last = at;
    this.moved();
  }
  mapUp(at, from, is) {
    if (this.rubber) this.rubber.remove();
    this.rubber = null;
    if (this.isDrawing && is) {
      const a = this.map.toGround(at.x, at.y), b = this.map.toGround(from.x, from.y);
      this.drawing(false);
      this.with({ box: [Math.round(Math.min(a[0], b[0])), Math.round(Math.min(a[1], b[1])), Math.round(Math.max(a[0], b[0])), Math.round(Math.max(a[1], b[1]))] });
    } else if (!is && !this.meta.tables) {
      const zone = this.map.zoneAt(at.x, at.y);
      if (zone >= 0) this.toggle("zone", zone);
    }
  }
  mapKey(event) {
    const steps = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    if (steps) this.map.pan(...steps);
    else if (event.key === "+" || event.key === "=") this.map.zoom(1.5);
    else if (event.key === "-") this.map.zoom(1 / 1.5);
    else return;
    event.preventDefault();
    this.moved();
  }

  tip(text, x, y) {
    const tip = $("tip");
    tip.hidden = !text;
    if (!text) return;
    tip.textContent = text;
    const box = tip.getBoundingClientRect();
    tip.style.left = Math.max(4, Math.min(innerWidth - box.width - 8, (x ?? this.pointer.x) + 14)) + "px";
    tip.style.top = Math.max(4, (y ?? this.pointer.y) - box.height - 12) + "px";
  }
  // Three counts of one thing, each on its line.
  three(head, now, before, rest) {
    const { words, store } = this, lines = [head, Number.isNaN(now) ? words.told.not_shown : words.say("reports", { n: now })];
    if (!this.meta.tables && before >= 0) lines.push(`${words.told.key_year}: ${words.number(before)}`);
    if (!this.meta.tables && store.now.n < store.all.n) lines.push(`${words.told.key_rest}: ${words.number(rest, 1)}`);
    return lines.join("\n");
  }
  textOfWeek(week) {
    return this.three(this.words.weekName(week * 7), this.weeks.now[week], this.weeks.year[week], this.weeks.rest[week]);
  }
  textOfHour({ day, hour, at }) {
    const { words, store, hours } = this, name = words.told.weekdays.split(",")[day];
    const head = `${name} ${words.hours([hour, hour + hours.every])}`;
    return this.three(head, hours.now[at], store.yearBefore ? hours.before[at] : -1, hours.rest[at]);
  }
  mapTip({ x, y }) {
    const { map, store, words, meta } = this, zone = map.zoneAt(x, y), head = zone >= 0 ? meta.zones[zone].name : "";
    if (map.asPoints) {
      const near = this.nearest(x, y);
      return this.tip(near === null ? head : this.textOfRow(near).map((text, at) => (at ? `${this.heads[at]}: ${text}` : text)).join("\n"));
    }
    const cell = map.cellAt(x, y, store.grid);
    if (cell < 0 || !(store.now.cells[cell] !== 0 || store.before.cells[cell] > 0)) return this.tip(head);
    this.tip(this.three(head || words.told.cell, store.now.cells[cell], store.yearBefore ? store.before.cells[cell] : -1, asTheRest(store.now.cells, store.all.cells)[cell]));
  }
  nearest(px, py) {
    const [x, y] = this.map.toGround(px, py), { columns } = this.store;
    let best = null, least = (9 / this.map.view.scale) ** 2;
    for (const i of this.store.rows(MOST_POINTS) || []) {
      const away = (columns.x[i] - x) ** 2 + (columns.y[i] - y) ** 2;
      if (i < this.meta.placed && away < least) { best = i; least = away; }
    }
    return best;
  }
  textOfRow(i) {
    const { store, words, meta } = this, { columns } = store;
    const clock = columns.known[i] < 2 ? ` ${pad((columns.minute[i] / 60) | 0)}.${pad(columns.minute[i] % 60)}` : "";
    const labels = meta.lists.map((list, k) => (list.name === "insats" ? null : words.label(list, store.code(k, i))));
    return [words.date(columns.day[i]) + clock, ...labels.filter((label) => label !== null), ...store.texts.map((texts) => texts[i])];
  }

  // The numbers behind a view.
  fillTable(details) {
    const name = details.parentNode.id, { store, words } = this, { told } = words;
    const columns = [words.told.key_chosen, told.column_year, told.column_rest];
    const numbers = (now, before, all) => [now, before, all].map((v) => (Number.isNaN(v) ? told.not_shown : v >= 0 ? words.number(v) : "–"));
    const row = (now, before, all) => this.meta.tables ? numbers(now, -1, -1).slice(0, 1) : numbers(now, before, all - now);
    const heads = this.meta.tables ? [told.reports_column] : columns, year = (v) => (store.yearBefore ? v : -1);
    let table;
    if (name === "weeks") table = [[told.week_column, ...heads], Array.from({ length: this.weeks.n }, (_, week) =>
      [words.weekName(week * 7), ...row(this.weeks.now[week], this.weeks.year[week], this.weeks.all[week])]).reverse()];
    else if (name === "hours") table = this.hourTable(row, heads, year);
    else if (name === "map") table = this.cellTable(row, heads, year);
    else if (name === "rows") table = this.rowTable();
    else {
      const [view, k] = this.views.find(([one]) => one.list.name === name);
      table = [[told[`title_${name}`], ...heads], view.order.map((code) =>
        [words.label(view.list, code), ...row(store.now.lists[k][code], year(store.before.lists[k][code]), store.all.lists[k][code])])];
    }
    details.querySelector(".scroll").replaceChildren(tableOf(table[0], table[1], name === "rows"));
  }
  hourTable(row, heads, year) {
    const { words, hours } = this, { columns, every } = hours, names = words.told.weekdays.split(",");
    const line = (name, days, column) => {
      const sum = (values) => total(days.map((day) => values[day * columns + column]));
      return [`${name} ${words.hours([column * every, (column + 1) * every])}`, ...row(sum(hours.now), year(sum(hours.before)), sum(hours.all))];
    };
    const lines = (name, days) => Array.from({ length: columns }, (_, column) => line(name, days, column));
    return [[words.told.hour_column, ...heads], [...lines(words.told.all_days, [...names.keys()]), ...names.flatMap((name, day) => lines(name, [day]))]];
  }
  cellTable(row, heads, year) {
    const { store, words, meta } = this, { grid } = store;
    const found = [...store.now.cells.subarray(0, -1).keys()].filter((at) => store.now.cells[at] !== 0);
    found.sort((a, b) => (store.now.cells[b] || 0) - (store.now.cells[a] || 0) || a - b);
    const corner = (at) => [grid.south + Math.floor(at / grid.across) * grid.size + meta.origin[1], grid.west + at % grid.across * grid.size + meta.origin[0]];
    return [[words.say("cell_column", { size: grid.size }), ...heads], found.slice(0, MOST_IN_TABLE).map((at) =>
      [`N ${corner(at)[0]}, E ${corner(at)[1]}`, ...row(store.now.cells[at], year(store.before.cells[at]), store.all.cells[at])])];
  }
  rowTable() {
    const { store, words } = this, rows = store.rows(MOST_SORTED);
    $("rows-note").textContent = rows === null ? words.say("too_many_rows", { most: MOST_SORTED }) : words.say("newest", { most: MOST_LISTED });
    const when = (i) => store.columns.day[i] * 1440 + store.columns.minute[i];
    const newest = (rows || []).sort((a, b) => when(b) - when(a) || a - b).slice(0, MOST_LISTED);
    return [this.heads, newest.map((i) => this.textOfRow(i))];
  }

  saveRows() {
    const rows = this.store.rows(Infinity);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([this.words.csv(this.store, rows)], { type: "text/csv" }));
    link.download = this.words.told.csv_name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.say(this.words.told.copied);
    } catch {
      $("copied").querySelector("textarea").value = text;
      $("copied").showModal();
      $("copied").querySelector("textarea").select();
    }
  }
  say(text) {
    $("said").textContent = text;
    this.tip(text, innerWidth / 2 - 80, 120);
    setTimeout(() => this.tip(""), 1500);
  }
  // Sharp and light on paper, whatever the screen is.
  paper(on) {
    document.documentElement.toggleAttribute("data-paper", on);
    Picture.scale = on ? 3 : 0;
    this.redraw();
    if (on) this.map.flat(this.palette);
  }
}

function tableOf(heads, rows, areTexts) {
  const table = made("table"), top = made("thead"), body = made("tbody");
  const line = (cells, head) => {
    const row = made("tr");
    row.append(...cells.map((text, at) => {
      const cell = made(head || (at === 0 && !areTexts) ? "th" : "td", text, areTexts ? "text" : "");
      if (cell.tagName === "TH") cell.scope = head ? "col" : "row";
      return cell;
    }));
    return row;
  };
  top.append(line(heads, true));
  body.append(...rows.map((cells) => line(cells, false)));
  table.append(top, body);
  return table;
}

async function begin() {
  const begun = performance.now(), meta = JSON.parse($("meta").textContent);
  let store;
  if (meta.tables) store = new TableStore(meta);
  else {
    const columns = {}, inside = (name) => $(`packed-${name}`).textContent;
    const unpack = async ([name, told]) => { columns[name] = widened(await inflated(inside(name)), told); };
    await Promise.all(Object.entries(meta.packed).map(unpack));
    store = new Store(meta, columns);
    store.texts = await Promise.all(meta.texts.map(async (_, at) => new TextDecoder().decode(await inflated(inside(`text-${at}`))).split("\x1e")));
  }
  const decoded = performance.now();
  const page = new Page(meta, store);
  Object.assign(document.documentElement.dataset, { decoded: (decoded - begun).toFixed(1), drawn: (performance.now() - decoded).toFixed(1), ready: "true" });
  window.addEventListener("pointermove", (event) => { page.pointer = { x: event.clientX, y: event.clientY }; }, { capture: true });
}
begin();
