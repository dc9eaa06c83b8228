// Pictures of counts: weeks, hours of the week, lists. Numbers in, pixels out.

// A canvas as sharp as the screen or the paper; drawn in the pixels of the page.
class Picture {
  constructor(canvas) {
    this.canvas = canvas;
    this.scale = 0;
  }
  fit(width, height) {
    const scale = Picture.scale || Math.min(window.devicePixelRatio || 1, 2);
    if (this.width !== width || this.height !== height || this.scale !== scale) {
      Object.assign(this, { width, height, scale });
      this.canvas.width = Math.round(width * scale);
      this.canvas.height = Math.round(height * scale);
      this.canvas.style.height = height + "px";
      this.pen = this.canvas.getContext("2d");
    }
    this.pen.setTransform(this.scale, 0, 0, this.scale, 0, 0);
    this.pen.clearRect(0, 0, width, height);
    return this.pen;
  }
}

// Colors of the style sheet, in light, in the dark and on paper.
function colors() {
  const style = getComputedStyle(document.documentElement), found = {};
  for (const name of ["ink", "soft", "line", "paper", "tint", "mark", "pale", "year", "rest", "fewer", "more", "few", "low", "high", "green", "water", "building", "road"])
    found[name] = style.getPropertyValue("--" + name).trim();
  found.ramp = mixed(found.low, found.high, 64);
  found.less = mixed(found.paper, found.fewer, 32);
  found.over = mixed(found.paper, found.more, 32);
  // The same as the numbers that a picture of cells is made of.
  const pixel = (color) => { const [red, green, blue] = channels(color); return (255 << 24 | blue << 16 | green << 8 | red) >>> 0; };
  found.none = found.tint;
  found.pixels = { few: pixel(found.few), none: 0 };
  for (const name of ["ramp", "less", "over"]) found.pixels[name] = Uint32Array.from(found[name], pixel);
  return found;
}
function channels(color) { return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16)); }
function mixed(a, b, steps) {
  const from = channels(a), to = channels(b);
  return Array.from({ length: steps }, (_, i) =>
    "#" + from.map((v, k) => Math.round(v + (to[k] - v) * i / (steps - 1)).toString(16).padStart(2, "0")).join(""));
}
// More counts, darker: by the root, so that small counts can be told apart.
function shade(ramp, count, most) {
  return ramp[Math.min(ramp.length - 1, Math.round(Math.sqrt(count / most) * (ramp.length - 1)))];
}
// Fewer or more than what it is set against, in steps of its own noise; grey if too few.
function difference(palette, count, against, fewest) {
  if (count + against < fewest) return count > 0 ? palette.few : palette.none;
  const step = (count - against) / Math.sqrt(Math.max(count, against, 1)) / 4;
  const ramp = step < 0 ? palette.less : palette.over;
  return ramp[Math.min(ramp.length - 1, Math.round(Math.abs(step) * (ramp.length - 1)))];
}
function known(values) { return values.filter((value) => value >= 0); }
function total(values) { let sum = 0; for (const value of values) sum += value; return sum; }
// What a view would show if the chosen were spread as the rest are.
function asTheRest(now, all) {
  const n = total(now), others = total(all) - n, share = others > 0 ? n / others : 0;
  return Float64Array.from(now, (value, i) => (all[i] - value) * share);
}

// An element with a text, never with markup.
function made(kind, text = "", name = "") {
  const part = document.createElement(kind);
  part.textContent = text;
  if (name) part.className = name;
  return part;
}

class WeeksChart {
  constructor(canvas, calendar, meta) {
    Object.assign(this, { picture: new Picture(canvas), canvas, calendar, meta, n: calendar.weeks });
    this.earlier = Int32Array.from({ length: this.n }, (_, week) => {
      const own = calendar.week(week * 7);
      const day = calendar.monday(own.year - 1, Math.min(own.week, calendar.weeksIn(own.year - 1)));
      return day >= 0 ? day / 7 : -1;
    });
  }
  // Counts a week, the same weeks a year before (−1 where there are none) and as the rest.
  count(store) {
    const weekly = (days) => {
      const sums = new Float64Array(this.n);
      for (let day = 0; day < this.meta.days; day++) sums[(day / 7) | 0] += days[day];
      return sums;
    };
    this.now = weekly(store.now.days);
    this.all = weekly(store.all.days);
    const from = this.meta.covers[0];
    this.year = Float64Array.from(this.earlier, (week) => (week >= 0 && week * 7 + 6 >= from ? this.now[week] : -1));
    this.rest = asTheRest(this.now, this.all);
  }
  x(week) { return this.left + week * this.step; }
  weekAt(x) { return Math.max(0, Math.min(this.n - 1, Math.floor((x - this.left) / this.step))); }
  draw(store, palette, words) {
    this.count(store);
    const width = this.canvas.parentNode.clientWidth, height = 168, top = 20, base = height - 22;
    const pen = this.picture.fit(width, height);
    this.left = 34;
    this.step = (width - this.left - 4) / this.n;
    const most = Math.max(1, ...known(this.now), ...known(this.rest)), y = (v) => base - (base - top) * v / most;
    const span = store.choice.time, chosen = store.choice.insats || [];
    // Days as a strip, within what the chart shows.
    const strip = ([from, to], color, at, high) => {
      const a = this.x(Math.max(from / 7, 0)), b = this.x(Math.min((to + 1) / 7, this.n));
      pen.fillStyle = color;
      pen.fillRect(a, at, Math.max(b - a, 0), high);
    };
    if (span) strip(span, palette.tint, top, base - top);
    this.insatser(pen, palette, chosen, top, base);
    axis(pen, palette, most, y, this.left, width, words);
    const gap = this.step > 3 ? 1 : 0;
    for (let week = 0; week < this.n; week++) {
      const on = !span || (week * 7 + 6 >= span[0] && week * 7 <= span[1]), value = this.now[week];
      pen.fillStyle = on ? palette.mark : palette.pale;
      if (Number.isNaN(value)) hidden(pen, palette, this.x(week), top, Math.max(this.step - gap, .6), base - top);
      else pen.fillRect(this.x(week), y(value), Math.max(this.step - gap, .6), base - y(value));
    }
    this.lines(pen, palette, y, base);
    this.years(pen, palette, height);
    if (store.yearBefore) strip(store.yearBefore, palette.year, base + 1, 3);
    if (span) strip(span, palette.mark, base + 1, 3);
  }
  lines(pen, palette, y) {
    for (const [values, color, dash] of [[this.rest, palette.rest, [2, 3]], [this.year, palette.year, []]]) {
      pen.beginPath();
      values.forEach((value, week) => {
        if (!(value >= 0)) return;
        pen[values[week - 1] >= 0 ? "lineTo" : "moveTo"](this.x(week), y(value));
        pen.lineTo(this.x(week + 1), y(value));
      });
      pen.strokeStyle = color;
      pen.lineWidth = 1.2;
      pen.setLineDash(dash);
      pen.stroke();
    }
    pen.setLineDash([]);
  }
  years(pen, palette, height) {
    pen.fillStyle = palette.soft;
    pen.font = "12px system-ui, sans-serif";
    pen.textAlign = "left";
    let last = null, free = 0;
    for (let week = 0; week < this.n; week++) {
      const year = this.calendar.week(week * 7).year;
      if (year === last) continue;
      const x = this.x(week);
      pen.fillRect(x, height - 18, 1, 5);
      if (x >= free && x < this.x(this.n) - 34) { pen.fillText(String(year), x + 3, height - 6); free = x + 40; }
      last = year;
    }
  }
  insatser(pen, palette, chosen, top, base) {
    this.meta.insatser.forEach((one, at) => {
      const from = this.calendar.day(one.start) / 7, to = one.end ? (this.calendar.day(one.end) + 1) / 7 : this.n;
      const a = this.x(Math.max(from, 0)), wide = Math.max(this.x(Math.min(to, this.n)) - a, 2);
      if (from >= this.n || to <= 0) return;
      pen.fillStyle = palette.ink;
      pen.fillRect(a, 3 + 5 * (at % 3), wide, chosen.includes(at) ? 4 : 1.5);
      if (chosen.includes(at)) for (const edge of [a, a + wide]) pen.fillRect(edge - .5, top, 1, base - top);
    });
  }
}

function axis(pen, palette, most, y, left, width, words) {
  const rough = most / 3, power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((k) => k * power).find((k) => k >= rough) || 1);
  pen.font = "11px system-ui, sans-serif";
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  for (let value = 0; value <= most; value += step) {
    pen.fillStyle = palette.line;
    pen.fillRect(left, Math.round(y(value)), width - left - 4, 1);
    pen.fillStyle = palette.soft;
    pen.fillText(words.number(value), left - 5, y(value));
  }
  pen.textBaseline = "alphabetic";
}

// A count that is not shown.
function hidden(pen, palette, x, y, wide, high) {
  pen.save();
  pen.beginPath();
  pen.rect(x, y, wide, high);
  pen.clip();
  pen.fillStyle = palette.tint;
  pen.fill();
  pen.strokeStyle = palette.line;
  pen.lineWidth = 1;
  pen.beginPath();
  for (let at = -high; at < wide; at += 5) { pen.moveTo(x + at, y + high); pen.lineTo(x + at + high, y); }
  pen.stroke();
  pen.restore();
}

class HoursChart {
  constructor(canvas, every = 1) {
    Object.assign(this, { picture: new Picture(canvas), canvas, every, columns: 24 / every });
  }
  // Counts of (day, hours), the year before and as the rest.
  count(store) {
    [this.now, this.before, this.all] = [store.now, store.before, store.all].map(({ hours }) => {
      const sums = new Float64Array(7 * this.columns);
      for (let at = 0; at < 168; at++) sums[Math.floor(at / this.every)] += hours[at];
      return sums;
    });
    this.rest = asTheRest(this.now, this.all);
  }
  draw(store, palette, words, against) {
    this.count(store);
    const width = this.canvas.parentNode.clientWidth, phone = width < 420;
    const left = 38, right = phone ? 4 : 58, top = 40, high = 22, height = top + 7 * high + 20;
    const pen = this.picture.fit(width, height), wide = (width - left - right) / this.columns;
    Object.assign(this, { left, top, high, wide });
    const other = { rest: this.rest, year: this.before }[against], most = Math.max(1, ...known(this.now));
    const on = hoursChosen(store.choice.days, store.choice.hours);
    for (let day = 0; day < 7; day++)
      for (let column = 0; column < this.columns; column++) {
        const at = day * this.columns + column, value = this.now[at], x = left + column * wide, y = top + day * high;
        if (Number.isNaN(value)) { hidden(pen, palette, x, y, wide - 1, high - 1); continue; }
        pen.globalAlpha = !on[day * 24 + column * this.every] ? .25 : 1;
        pen.fillStyle = other ? difference(palette, value, other[at], store.meta.fewest_in_a_cell)
          : value ? shade(palette.ramp, value, most) : palette.tint;
        pen.fillRect(x, y, wide - 1, high - 1);
      }
    pen.globalAlpha = 1;
    this.margins(pen, palette, words, width, right);
  }
  margins(pen, palette, words, width, right) {
    const { left, top, high, wide, columns } = this, hours = new Float64Array(columns), days = new Float64Array(7);
    this.now.forEach((value, at) => { hours[at % columns] += value; days[Math.floor(at / columns)] += value; });
    const mostHours = Math.max(1, ...known(hours)), mostDays = Math.max(1, ...known(days));
    pen.fillStyle = palette.mark;
    hours.forEach((value, at) => { const tall = value >= 0 ? 30 * value / mostHours : 0; pen.fillRect(left + at * wide, 36 - tall, wide - 1, tall); });
    pen.font = "12px system-ui, sans-serif";
    pen.textBaseline = "middle";
    words.told.weekdays_short.split(",").forEach((name, day) => {
      const y = top + day * high + high / 2;
      pen.fillStyle = palette.ink;
      pen.textAlign = "right";
      pen.fillText(name, left - 5, y);
      if (right < 20 || !(days[day] >= 0)) return;
      pen.fillStyle = palette.mark;
      pen.fillRect(width - right + 4, y - 8, 22 * days[day] / mostDays, 16);
      pen.fillStyle = palette.ink;
      pen.fillText(words.number(days[day]), width - 1, y);
    });
    pen.textBaseline = "alphabetic";
    pen.textAlign = "left";
    pen.fillStyle = palette.soft;
    for (let hour = 0; hour < 24; hour += width < 420 ? 6 : 3) pen.fillText(pad(hour), left + hour / this.every * wide, top + 7 * high + 14);
  }
  cellAt(x, y) {
    const column = Math.max(0, Math.min(this.columns - 1, Math.floor((x - this.left) / this.wide)));
    const day = Math.max(0, Math.min(6, Math.floor((y - this.top) / this.high)));
    return { day, hour: column * this.every, at: day * this.columns + column };
  }
}

// A list of values as buttons with bars; the ticks are the rest and the year before.
class ListView {
  constructor(box, list, words, choose) {
    Object.assign(this, { box, list, words, choose, rows: [] });
    this.order = list.values.map((_, code) => code);
    this.shown = list.name === "street" ? 12 : 20;
    this.more = box.querySelector(".more");
    this.more.addEventListener("click", () => { this.shown = Infinity; this.more.hidden = true; this.arrange(true); });
    this.items = box.querySelector(".items");
    list.values.forEach((_, code) => this.rows.push(this.row(code)));
  }
  row(code) {
    const item = document.createElement("li"), button = document.createElement("button");
    const names = ["label", "track", "bar", "tick rest", "tick year", "count"];
    const [label, track, bar, rest, year, count] = names.map((name) => made("span", "", name));
    label.textContent = this.words.label(this.list, code);
    track.append(bar, rest, year);
    button.type = "button";
    button.append(label, track, count);
    button.addEventListener("click", () => this.choose(this.list.name, code));
    item.append(button);
    return { item, button, bar, rest, year, count, n: -1 };
  }
  draw(store, k) {
    const now = store.now.lists[k], before = store.before.lists[k], others = asTheRest(now, store.all.lists[k]);
    const chosen = store.choice[this.list.name], most = Math.max(1, ...now, ...before);
    this.now = now;
    const at = (part, value) => { part.style.left = Math.min(100, 100 * value / most) + "%"; };
    this.rows.forEach((row, code) => {
      if (!row.item.parentNode) return;
      row.bar.style.width = 100 * now[code] / most + "%";
      at(row.rest, others[code]);
      at(row.year, before[code]);
      row.year.hidden = !store.yearBefore;
      if (row.n !== now[code]) row.count.textContent = this.words.number(row.n = now[code]);
      row.button.setAttribute("aria-pressed", String(Boolean(chosen && chosen.includes(code))));
      row.button.classList.toggle("out", Boolean(chosen && !chosen.includes(code)));
    });
  }
  // The longest bars first; only when nobody is on their way to one of them.
  arrange(force) {
    if (!force && this.items.contains(document.activeElement)) return;
    if (this.list.name !== "severity") this.order.sort((a, b) => this.now[b] - this.now[a] || a - b);
    const wanted = this.order.filter((code, at) => at < this.shown || this.rows[code].button.getAttribute("aria-pressed") === "true");
    const items = wanted.map((code) => this.rows[code].item);
    if (items.some((item, at) => this.items.children[at] !== item) || items.length !== this.items.children.length)
      this.items.replaceChildren(...items);
    this.more.hidden = wanted.length >= this.order.length;
  }
}
