// Reports as columns, a choice as bits, counts as one pass over the columns.
//
// What every report has of its own (day, hour, place) fails by a bit of the row. What is
// listed fails by its group: reports alike in theme, source and severity are one group,
// those alike in area, street and insatser one of another kind. A view counts the reports
// that fail in nothing, or in nothing but the view itself: so its own bars stay when one
// is chosen. "Before" is the same count over the same days a year earlier. When one side
// of a choice changes, only the reports that change sides are counted again, or only
// those that are in, whichever are fewer; always in the order in which they lie: in any
// other order most of the time goes to fetching them.
"use strict";
const TIME = 1, LONG_AGO = 2, HOUR = 4, PLACE = 8;
// The states of a key: out, in, and for days those that are compared with.
const IN = 1, EARLIER = 2;
const SPAN_HOUR = 168, NO_HOUR = 169, MONTH_ONLY = 4, LONGEST_CHOICE = 370;
// To find and count such a part of all reports costs as much as to count all.
const SOME = 0.6, FEW = "what moves", LEFT = "what is in after it", ALL = "all, at the end";

function bytesOf(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const signs = atob(text), bytes = new Uint8Array(signs.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = signs.charCodeAt(i);
  return bytes;
}
// Written to the stream itself: a Blob would travel through another process.
async function inflated(text) {
  const { readable, writable } = new DecompressionStream("deflate"), writer = writable.getWriter();
  writer.write(bytesOf(text));
  writer.close();
  return new Uint8Array(await new Response(readable).arrayBuffer());
}

// An array of n numbers up to a top.
function small(n, top) { return new (top < 256 ? Uint8Array : top < 65536 ? Uint16Array : Uint32Array)(n); }

// Bytes in planes, the low ones first, as numbers; steps are added up.
function widened(bytes, { planes, steps, top }) {
  const n = bytes.length / planes, out = planes === 1 ? bytes : small(n, 256 ** planes - 1);
  if (planes > 1) for (let i = 0; i < n; i++) out[i] = bytes[i] | bytes[n + i] << 8;
  for (let plane = 2; plane < planes; plane++)
    for (let i = 0; i < n; i++) out[i] |= bytes[plane * n + i] << 8 * plane;
  if (!steps) return out;
  const sums = small(n, top);
  for (let i = 0, sum = 0; i < n; i++) sums[i] = sum += out[i] & 1 ? -(out[i] + 1 >>> 1) : out[i] >>> 1;
  return sums;
}

// The calendar, in whole days from the Monday the columns begin with.
class Calendar {
  constructor(monday, days) {
    this.zero = Date.parse(monday + "T00:00:00Z") / 864e5;
    this.days = days;
    this.weeks = Math.ceil(days / 7);
  }
  date(day) { return new Date((this.zero + day) * 864e5); }
  day(text) {
    const at = Date.parse(text + "T00:00:00Z") / 864e5;
    return Number.isNaN(at) ? null : Math.round(at) - this.zero;
  }
  iso(day) { return this.date(day).toISOString().slice(0, 10); }
  // Monday is 0.
  weekday(day) { return ((day % 7) + 7) % 7; }
  week(day) {
    const thursday = this.date(day - this.weekday(day) + 3), year = thursday.getUTCFullYear();
    return { year, week: 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / 864e5 / 7) };
  }
  weeksIn(year) { return this.week(this.day(`${year}-12-28`)).week; }
  monday(year, week) {
    const fourth = this.day(`${year}-01-04`);
    return fourth - this.weekday(fourth) + 7 * (week - 1);
  }
  // Whole months are compared with the same months, whole weeks with the weeks of the
  // same number (53 with 52), other days with the same dates.
  yearBefore(from, to) {
    if (to - from >= LONGEST_CHOICE) return null;
    const a = this.date(from), b = this.date(to), after = this.date(to + 1);
    if (a.getUTCDate() === 1 && after.getUTCDate() === 1) return [this.earlier(a), this.earlier(after) - 1];
    if (this.weekday(from) === 0 && this.weekday(to) === 6) {
      const { year, week } = this.week(from);
      const start = this.monday(year - 1, Math.min(week, this.weeksIn(year - 1)));
      return [start, start + to - from];
    }
    return [this.earlier(a), this.earlier(b)];
  }
  earlier(date) {
    const year = date.getUTCFullYear() - 1, month = date.getUTCMonth();
    const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / 864e5 - this.zero;
  }
}

// The hours of a week that are meant by days and a span, all if by neither; a night
// belongs to its evening.
function hoursChosen(days, span) {
  const on = new Uint8Array(170), [from, to] = span || [0, 24];
  if (!days && !span) return on.fill(1);
  for (let day = 0; day < 7; day++)
    if (!days || days >> day & 1)
      for (let hour = from; hour < (to > from ? to : to + 24); hour++)
        on[(day * 24 + hour) % 168] = 1;
  return on;
}

// Cells anchored at multiples of their size, never at the data.
function gridOf(meta, size) {
  const { origin, size: [wide, high] } = meta;
  const west = Math.floor(origin[0] / size), south = Math.floor(origin[1] / size);
  return {
    size, across: Math.floor((origin[0] + wide) / size) - west + 1,
    along: Math.floor((origin[1] + high) / size) - south + 1,
    west: west * size - origin[0], south: south * size - origin[1],
  };
}

// A side of a choice: the key of each row, the state of each key, the counts of the keys
// and the bits of each state. Loops over keys are faster when all are of one type.
function sideOf(column, keys, own, bits = null) {
  return { column: column.BYTES_PER_ELEMENT > 1 ? column : new Uint16Array(column), own, bits, on: new Uint8Array(keys).fill(IN) };
}

class Store {
  constructor(meta, columns) {
    const { n, days } = meta, { day, minute, known } = columns;
    Object.assign(this, { meta, columns, n, calendar: new Calendar(meta.monday, days), choice: {}, yearBefore: null });
    this.day = new Uint16Array(n);
    this.hour = new Uint16Array(n);
    for (let i = 0; i < n; i++) {
      this.day[i] = known[i] === MONTH_ONLY ? days : day[i];
      this.hour[i] = known[i] === 0 ? day[i] % 7 * 24 + (minute[i] / 60 | 0) : known[i] === 1 ? SPAN_HOUR : NO_HOUR;
    }
    this.fail = new Uint8Array(n);
    this.moved = new Uint32Array(n);
    this.inside = new Uint32Array(n);
    this.byDay = sideOf(this.day, days + 1, (counts) => counts.days, [TIME | LONG_AGO, 0, TIME]);
    this.byHour = sideOf(this.hour, 170, (counts) => counts.hours, [HOUR, 0]);
    this.groups = meta.groups.map((group, at) => ({
      ...group, ...sideOf(columns[group.name], group.kinds, (counts) => counts.groups[at]), fails: new Uint8Array(group.kinds),
    }));
    this.cellsOf(meta.cells[0]);
    this.all = structuredClone(this.now);
  }
  counts() {
    const { grid, meta } = this, numbers = (n) => new Uint32Array(n);
    return {
      n: 0, days: numbers(meta.days + 1), hours: numbers(170), cells: numbers(grid.across * grid.along + 1),
      groups: meta.groups.map((group) => numbers(group.kinds)), lists: meta.lists.map((list) => numbers(list.values.length)),
    };
  }
  // The code of a row in a list.
  code(k, i) {
    const group = this.groups.find(({ lists }) => lists.includes(k));
    return group.has[group.lists.indexOf(k)][group.column[i]];
  }

  // Cells of a size: the number of its cell for each report, the last for no place.
  cellsOf(size) {
    this.grid = gridOf(this.meta, size);
    const { n } = this, { across, along } = this.grid, { placed } = this.meta;
    const { x, y } = this.columns, left = -this.grid.west, low = -this.grid.south;
    const cell = this.cell = small(n, across * along).fill(across * along);
    for (let i = 0; i < placed; i++)
      cell[i] = ((y[i] + low) / size | 0) * across + ((x[i] + left) / size | 0);
    this.again();
    if (!this.all) return;
    const { cells } = Object.assign(this.all, { cells: this.counts().cells });
    for (let i = 0; i < n; i++) cells[cell[i]]++;
  }

  // Take a choice: only what is new in it is set again.
  choose(choice) {
    if (!Object.keys(choice).length) return this.clear();
    const old = this.choice, isNew = (...names) => names.some((name) => JSON.stringify(old[name]) !== JSON.stringify(choice[name]));
    const sides = [["time"], ["days", "hours"], ["box"], ...this.meta.lists.map((list) => [list.name])];
    // Several sides at once: one count of everything is the shorter way.
    this.stale = sides.filter((names) => isNew(...names)).length > 2;
    if (isNew("time")) this.chooseTime(choice.time);
    if (isNew("days", "hours")) this.flip(this.byHour, hoursChosen(choice.days, choice.hours));
    if (isNew("box")) this.chooseBox(choice.box);
    this.meta.lists.forEach(({ name }, k) => { if (isNew(name)) this.chooseList(k, name, choice[name] && new Set(choice[name])); });
    this.choice = structuredClone(choice);
    if (this.stale) this.again();
    else for (const counts of [this.now, this.before]) this.rollUp(counts);
  }
  // Nothing chosen: nothing fails.
  clear() {
    this.fail.fill(0);
    for (const side of [this.byDay, this.byHour, ...this.groups]) side.on.fill(IN);
    for (const group of this.groups) group.fails.fill(0);
    Object.assign(this, { choice: {}, yearBefore: null, now: structuredClone(this.all), before: this.counts() });
  }

  chooseTime(span) {
    const { covers, days } = this.meta, on = new Uint8Array(days + 1);
    const before = span ? this.calendar.yearBefore(...span) : null;
    this.yearBefore = before && before[0] >= covers[0] && before[1] < span[0] ? before : null;
    if (this.yearBefore) on.fill(EARLIER, before[0], before[1] + 1);
    if (span) on.fill(IN, Math.max(span[0], 0), Math.max(Math.min(span[1], days - 1) + 1, 0));
    else on.fill(IN);
    this.flip(this.byDay, on);
  }
  chooseBox(box) {
    const { fail, moved, inside, n } = this, { x, y } = this.columns, { placed } = this.meta;
    const [west, south, east, north] = box || [0, 0, Infinity, Infinity], elsewhere = box ? PLACE : 0;
    let many = 0, left = 0;
    for (let i = 0; i < n; i++) {
      const out = i >= placed ? elsewhere : x[i] >= west && x[i] < east && y[i] >= south && y[i] < north ? 0 : PLACE;
      if (out === 0) inside[left++] = i;
      if ((fail[i] & PLACE) !== out) moved[many++] = i;
    }
    const turn = () => { for (let at = 0; at < many; at++) fail[moved[at]] ^= PLACE; };
    this.recount(this.wayOf(many, left), many, left, (counts) => counts.cells, turn);
  }
  chooseList(k, name, wanted) {
    const group = this.groups.find(({ lists }) => lists.includes(k)), { fails } = group, bit = 1 << k;
    const isIn = (code) => !wanted || (name === "insats" ? this.meta.sets[code].some((one) => wanted.has(one)) : wanted.has(code));
    group.has[group.lists.indexOf(k)].forEach((code, g) => { fails[g] = isIn(code) ? fails[g] & ~bit : fails[g] | bit; });
    this.flip(group, fails.map((bits) => (bits === 0 ? 1 : 0)));
  }

  // Give the keys of a side new states.
  flip(side, on) {
    const { column, bits, own, on: was } = side, { fail, moved, inside, n } = this, rows = own(this.all);
    const moves = on.map((state, key) => (state === was[key] ? 0 : 1)), stays = on.map((state) => (state ? 1 : 0));
    const [many, left] = [moves, stays].map((some) => rows.reduce((sum, count, key) => sum + count * some[key], 0));
    const way = this.wayOf(many, left), [some, list] = way === FEW ? [moves, moved] : [stays, inside];
    if (way !== ALL) for (let i = 0, at = 0; i < n; i++) if (some[column[i]] === 1) list[at++] = i;
    const mark = (i) => { fail[i] = fail[i] & ~bits[0] | bits[on[column[i]]]; };
    this.recount(way, many, left, own, () => {
      side.on = on;
      if (bits && way === FEW) for (let at = 0; at < many; at++) mark(moved[at]);
      else if (bits) for (let i = 0; i < n; i++) mark(i);
    });
  }
  wayOf(many, left) {
    this.stale ||= Math.min(2 * many, left) > SOME * this.n;
    return this.stale ? ALL : 2 * many <= left ? FEW : LEFT;
  }
  // Bring the counts up to date with a turn of the rows that move.
  recount(way, many, left, own, turn) {
    const { now, before } = this;
    if (way === FEW) this.tally(this.moved, many, -1);
    turn();
    if (way === FEW) this.tally(this.moved, many, 1);
    if (way !== LEFT) return;
    Object.assign(this, { now: this.counts(), before: this.counts() });
    this.tally(this.inside, left, 1);
    // What a view counts of its own side does not hang on the side.
    own(this.now).set(own(now));
    if (own(now) !== now.days) own(this.before).set(own(before));
  }
  again() {
    Object.assign(this, { now: this.counts(), before: this.counts() });
    this.tally(null, this.n, 1);
    for (const counts of [this.now, this.before]) this.rollUp(counts);
  }

  // Add some rows to the counts, as their bits stand, or take them away (sign -1). Adding
  // nought is faster than asking whether to add: what fits is as good as random.
  tally(rows, n, sign) {
    const { fail, day, hour, cell, now, before } = this, [kind, place] = this.groups;
    const kinds = kind.column, places = place.column, kindFits = kind.on, placeFits = place.on;
    for (let at = 0; at < n; at++) {
      const i = rows === null ? at : rows[at], f = fail[i], g = kinds[i], p = places[i], d = day[i];
      const some = kindFits[g] * sign, fits = some * placeFits[p], other = f & (HOUR | PLACE);
      if (f !== 0 && other === 0) now.days[d] += fits;
      if (f & LONG_AGO) continue;
      const counts = f & TIME ? before : now;
      if (other === 0) {
        counts.groups[0][g] += placeFits[p] * sign;
        counts.groups[1][p] += some;
        counts.days[d] += fits;
        counts.hours[hour[i]] += fits;
        counts.cells[cell[i]] += fits;
      } else if (other === HOUR) counts.hours[hour[i]] += fits;
      else if (other === PLACE) counts.cells[cell[i]] += fits;
    }
  }

  // From counts of groups to counts of lists: those that fail in nothing but the list.
  rollUp(counts) {
    counts.n = 0;
    for (const list of counts.lists) list.fill(0);
    this.groups.forEach((group, which) => {
      for (let g = 0; g < group.kinds; g++) {
        const c = counts.groups[which][g], f = group.fails[g];
        if (c === 0) continue;
        if (f === 0 && which === 0) counts.n += c;
        group.lists.forEach((k, at) => {
          if (f !== 0 && f !== 1 << k) return;
          const code = group.has[at][g];
          if (this.meta.lists[k].name !== "insats") counts.lists[k][code] += c;
          else for (const one of this.meta.sets[code]) counts.lists[k][one] += c;
        });
      }
    });
  }

  // The rows of the choice; at most so many, or null when there are more.
  rows(most) {
    if (this.now.n > most) return null;
    const found = [], [kind, place] = this.groups;
    for (let i = 0; i < this.n; i++)
      if (this.fail[i] === 0 && kind.on[kind.column[i]] && place.on[place.column[i]]) found.push(i);
    return found;
  }
}

// Counts without reports: what an organisation gets. A count that is not shown is NaN.
class TableStore {
  constructor(meta) {
    const { tables } = meta, shown = (value) => (value < 0 ? NaN : value);
    Object.assign(this, { meta, choice: {}, yearBefore: null, grid: gridOf(meta, meta.cells[0]) });
    const { across, along } = this.grid, numbers = (n) => new Float64Array(n);
    const counts = (n) => ({ n, lists: [], days: numbers(meta.days + 1), hours: numbers(170), cells: numbers(across * along + 1) });
    this.now = this.all = counts(tables.n);
    this.before = counts(0);
    const { days, hours, cells } = this.now;
    tables.weeks.forEach((value, week) => { days[Math.min(7 * week, meta.days)] = shown(value); });
    tables.hours.forEach((value, at) => { hours[at * 4] = shown(value); });
    for (const [column, row, value] of tables.cells) cells[row * across + column] = shown(value);
  }
  choose() {}
}
