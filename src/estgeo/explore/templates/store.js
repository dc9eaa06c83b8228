// Reports as columns, a choice as bits, counts as one pass over the columns.
//
// What every report has of its own (day, hour, place) fails by a bit of the row. What is
// listed fails by a bit of a group: reports alike in theme, source and severity are one
// group, those alike in area, street and insatser one of another kind. A view counts the
// reports that fail in nothing, or in nothing but the view itself: so its own bars stay
// when one is chosen. "Before" is the same count over the same days a year earlier. When
// one side of a choice changes, only the reports that change sides are counted again, or
// only those that are in, whichever are fewer.
"use strict";
const TIME = 1, HOUR = 2, PLACE = 4;
const SPAN_HOUR = 168, NO_HOUR = 169, MONTH_ONLY = 4, LONGEST_CHOICE = 370, SOME = 0.4;

async function inflated(text) {
  const packed = Uint8Array.fromBase64
    ? Uint8Array.fromBase64(text)
    : Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// An array of n numbers up to a top.
function small(n, top) { return new (top < 256 ? Uint8Array : top < 65536 ? Uint16Array : Uint32Array)(n); }

// Bytes in planes, the low ones first, as numbers; steps are added up.
function widened(bytes, { planes, steps, top }) {
  const n = bytes.length / planes;
  const out = planes === 1 ? bytes : planes === 2 ? new Uint16Array(n) : new Uint32Array(n);
  if (planes === 2) for (let i = 0; i < n; i++) out[i] = bytes[i] | bytes[n + i] << 8;
  if (planes > 2)
    for (let i = 0; i < n; i++)
      out[i] = bytes[i] | bytes[n + i] << 8 | bytes[2 * n + i] << 16 | (planes > 3 ? bytes[3 * n + i] << 24 : 0);
  if (!steps) return out;
  const sums = small(n, top);
  for (let i = 0, sum = 0; i < n; i++) sums[i] = sum += out[i] & 1 ? -(out[i] + 1 >>> 1) : out[i] >>> 1;
  return sums;
}

// Reports that are alike in some lists: the number of the group of each, what each group
// has in each list, and the bits of the lists it fails in.
function grouped(columns, sizes, n) {
  let code = new Uint32Array(n), kinds = 1;
  columns.forEach((column, k) => {
    const span = kinds * sizes[k], few = span <= 4e6, seen = few ? new Uint32Array(span) : new Map();
    let found = 0;
    for (let i = 0; i < n; i++) {
      const key = code[i] * sizes[k] + column[i];
      let own = few ? seen[key] : seen.get(key) || 0;
      if (own === 0) {
        own = ++found;
        if (few) seen[key] = own;
        else seen.set(key, own);
      }
      code[i] = own - 1;
    }
    kinds = Math.max(found, 1);
  });
  const first = new Uint32Array(kinds);
  for (let i = n - 1; i >= 0; i--) first[code[i]] = i;
  const short = small(n, kinds);
  short.set(code);
  return {
    code: short, kinds, fails: new Uint8Array(kinds), fits: new Uint8Array(kinds).fill(1),
    has: columns.map((column) => Uint32Array.from(first, (row) => column[row])),
  };
}

// The rows of each key, one after the other, and where each key's begin.
function bucketed(column, keys) {
  const starts = new Uint32Array(keys + 1), n = column.length, rows = new Uint32Array(n);
  for (let i = 0; i < n; i++) starts[column[i] + 1]++;
  for (let key = 0; key < keys; key++) starts[key + 1] += starts[key];
  const next = starts.slice();
  for (let i = 0; i < n; i++) rows[next[column[i]]++] = i;
  return { rows, starts };
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
  week(day) {
    const thursday = this.date(day - ((day % 7) + 7) % 7 + 3), year = thursday.getUTCFullYear();
    return { year, week: 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / 864e5 / 7) };
  }
  weeksIn(year) { return this.week(this.day(`${year}-12-28`)).week; }
  monday(year, week) {
    const fourth = this.day(`${year}-01-04`);
    return fourth - ((fourth % 7) + 7) % 7 + 7 * (week - 1);
  }
  // Whole months are compared with the same months, whole weeks with the weeks of the
  // same number (53 with 52), other days with the same dates.
  yearBefore(from, to) {
    if (to - from >= LONGEST_CHOICE) return null;
    const a = this.date(from), b = this.date(to), after = this.date(to + 1);
    if (a.getUTCDate() === 1 && after.getUTCDate() === 1)
      return [this.earlier(a), this.earlier(after) - 1];
    if (((from % 7) + 7) % 7 === 0 && (((to + 1) % 7) + 7) % 7 === 0) {
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

// The hours of a week that are meant by days and a span; a night belongs to its evening.
function hoursChosen(days, span) {
  const on = new Uint8Array(170);
  const [from, to] = span || [0, 24];
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

// Rows in blocks, each with the least box that holds it; which side of a box it is on.
const BLOCK = 1024, OUT = 0, IN = 1, MIXED = 2;
function blocksOf(x, y, placed) {
  return Array.from({ length: Math.ceil(placed / BLOCK) }, (_, at) => {
    const from = at * BLOCK, to = Math.min(from + BLOCK, placed), block = { from, to, west: x[from], east: x[from], south: y[from], north: y[from] };
    for (let i = from; i < to; i++) {
      if (x[i] < block.west) block.west = x[i];
      else if (x[i] > block.east) block.east = x[i];
      if (y[i] < block.south) block.south = y[i];
      else if (y[i] > block.north) block.north = y[i];
    }
    return block;
  });
}
function sideOf(block, [west, south, east, north]) {
  if (block.east < west || block.west >= east || block.north < south || block.south >= north) return OUT;
  return block.west >= west && block.east < east && block.south >= south && block.north < north ? IN : MIXED;
}

const KINDS = ["theme", "source", "severity"];

class Store {
  constructor(meta, columns) {
    const n = meta.n;
    Object.assign(this, { meta, columns, n, calendar: new Calendar(meta.monday, meta.days) });
    this.fail = new Uint8Array(n);
    this.groups = [true, false].map((isKind) => {
      const lists = meta.lists.map((list, k) => k).filter((k) => KINDS.includes(meta.lists[k].name) === isKind);
      const sizes = lists.map((k) => meta.lists[k].name === "insats" ? meta.sets.length : meta.lists[k].values.length);
      return { lists, ...grouped(lists.map((k) => columns[meta.lists[k].name]), sizes, n) };
    });
    this.day = new Uint16Array(n);
    this.hour = new Uint8Array(n);
    for (let i = 0; i < n; i++) {
      const known = columns.known[i], day = columns.day[i];
      this.day[i] = known === MONTH_ONLY ? meta.days : day;
      this.hour[i] = known === 0 ? day % 7 * 24 + (columns.minute[i] / 60 | 0) : known === 1 ? SPAN_HOUR : NO_HOUR;
    }
    const side = (bit, column, keys, own) => ({ bit, column, on: new Uint8Array(keys).fill(1), own, ...bucketed(column, keys) });
    this.byDay = side(TIME, this.day, meta.days + 1, (counts) => counts.days);
    this.byHour = side(HOUR, this.hour, 170, (counts) => counts.hours);
    this.groups.forEach((group, which) => Object.assign(group, side(0, group.code, group.kinds, (counts) => counts.groups[which])));
    const counts = () => ({
      days: new Uint32Array(meta.days + 1), hours: new Uint32Array(170), cells: null, n: 0,
      groups: this.groups.map((one) => new Uint32Array(one.kinds)), lists: meta.lists.map((list) => new Uint32Array(list.values.length)),
    });
    this.now = counts();
    this.before = counts();
    this.choice = {};
    this.previous = null;
    this.blocks = blocksOf(columns.x, columns.y, meta.placed);
    this.cellsOf(meta.cells[0]);
    this.again();
    this.all = structuredClone(this.now);
  }

  // Cells of a size: the number of its cell for each report, the last for no place.
  cellsOf(size) {
    this.grid = gridOf(this.meta, size);
    const { across, along } = this.grid, { placed } = this.meta;
    const { x, y } = this.columns, left = -this.grid.west, low = -this.grid.south;
    const cell = small(this.n, across * along).fill(across * along);
    for (let i = 0; i < placed; i++)
      cell[i] = Math.floor((y[i] + low) / size) * across + Math.floor((x[i] + left) / size);
    this.cell = cell;
    this.now.cells = new Uint32Array(across * along + 1);
    this.before.cells = new Uint32Array(across * along + 1);
    if (this.all) {
      this.all.cells = new Uint32Array(across * along + 1);
      for (let i = 0; i < this.n; i++) this.all.cells[cell[i]]++;
    }
  }

  // Take a choice: only the bits of what is new in it are set again.
  choose(choice) {
    if (!Object.keys(choice).length) return this.clear();
    const old = this.choice, same = (name) => JSON.stringify(old[name]) === JSON.stringify(choice[name]);
    // Several sides at once: one count of everything is the shorter way.
    const sides = ["time", "when", "box", ...this.meta.lists.map((list) => list.name)];
    this.stale = sides.filter((name) => name === "when" ? !same("days") || !same("hours") : !same(name)).length > 2;
    if (!same("time")) this.chooseTime(choice.time);
    if (!same("days") || !same("hours"))
      this.flip(this.byHour, choice.days || choice.hours ? hoursChosen(choice.days, choice.hours) : new Uint8Array(170).fill(1));
    if (!same("box")) this.chooseBox(choice.box);
    for (const group of this.groups)
      group.lists.forEach((k, at) => {
        const { name } = this.meta.lists[k];
        if (!same(name)) this.chooseList(group, at, k, name, choice[name] && new Set(choice[name]));
      });
    this.choice = structuredClone(choice);
    if (this.stale) this.again();
    else for (const counts of [this.now, this.before]) this.rollUp(counts);
  }

  // Nothing chosen: nothing fails, and the counts are those that were counted first.
  clear() {
    this.fail.fill(0);
    for (const side of [this.byDay, this.byHour, ...this.groups]) side.on.fill(1);
    for (const group of this.groups) {
      group.fails.fill(0);
      group.fits = group.on;
    }
    this.choice = {};
    this.previous = null;
    this.again();
  }

  chooseTime(span) {
    const on = new Uint8Array(this.meta.days + 1);
    let previous = null;
    if (span) {
      on.fill(1, Math.max(span[0], 0), Math.max(Math.min(span[1], this.meta.days - 1) + 1, 0));
      const before = this.calendar.yearBefore(span[0], span[1]);
      if (before && before[0] >= this.meta.covers[0] && before[1] < span[0]) {
        previous = new Uint8Array(this.meta.days + 1).fill(1, before[0], before[1] + 1);
        this.previousSpan = before;
      }
    } else on.fill(1);
    this.flip(this.byDay, on, previous);
  }

  // Set the bits of the rows whose key changes sides, and bring the counts up to date.
  flip(side, on, previous = this.previous) {
    const { rows, starts } = side, was = this.previous, dated = side === this.byDay;
    const keys = Array.from(on.keys()), size = (sum, key) => sum + starts[key + 1] - starts[key];
    const moves = keys.filter((key) => side.on[key] !== on[key] || (dated && (was ? was[key] : 0) !== (previous ? previous[key] : 0)));
    const within = keys.filter((key) => on[key] || (dated && previous !== null && previous[key]));
    const add = (some, sign) => { for (const key of some) this.tally(rows, starts[key], starts[key + 1], sign); };
    const leaving = moves.reduce(size, 0), staying = within.reduce(size, 0), few = leaving <= staying;
    // All rows in their order cost as much as some four of ten in another.
    this.stale ||= Math.min(2 * leaving, staying) > SOME * this.n;
    if (!this.stale && few) add(moves, -1);
    this.turn(side, on, moves);
    this.previous = previous;
    if (this.stale) return;
    if (few) return add(moves, 1);
    // What a view counts of its own side does not hang on the side.
    const kept = side.own(this.now).slice(), before = side.own(this.before).slice();
    this.empty();
    add(within, 1);
    side.own(this.now).set(kept);
    if (!dated) side.own(this.before).set(before);
  }
  turn(side, on, moves) {
    const { rows, starts, bit, column } = side, { fail } = this;
    side.on = on;
    if (side.fits) side.fits = on;
    else if (moves.length * 4 > on.length) for (let i = 0; i < this.n; i++) fail[i] = on[column[i]] ? fail[i] & ~bit : fail[i] | bit;
    else for (const key of moves)
      for (let at = starts[key]; at < starts[key + 1]; at++) fail[rows[at]] = on[key] ? fail[rows[at]] & ~bit : fail[rows[at]] | bit;
  }
  empty() {
    for (const { days, hours, cells, groups } of [this.now, this.before])
      for (const counts of [days, hours, cells, ...groups]) counts.fill(0);
  }

  // Reports lie in the order of their places: whole blocks of them are in a box or out.
  chooseBox(box) {
    const { fail, n } = this, { x, y } = this.columns, { placed } = this.meta, moved = this.moved ??= new Uint32Array(n);
    const [west, south, east, north] = box || [0, 0, Infinity, Infinity], was = this.choice.box || [0, 0, Infinity, Infinity];
    let many = 0;
    for (const block of this.blocks) {
      const now = sideOf(block, [west, south, east, north]);
      if (now !== MIXED && now === sideOf(block, was)) continue;
      for (let i = block.from; i < block.to; i++) {
        const out = x[i] >= west && x[i] < east && y[i] >= south && y[i] < north ? 0 : PLACE;
        moved[many] = i;
        many += (fail[i] & PLACE) === out ? 0 : 1;
      }
    }
    for (let i = placed; i < n; i++) if ((fail[i] & PLACE) !== (box ? PLACE : 0)) moved[many++] = i;
    this.stale ||= many > n / 3;
    if (!this.stale) this.tally(moved, 0, many, -1);
    for (let at = 0; at < many; at++) fail[moved[at]] ^= PLACE;
    if (!this.stale) this.tally(moved, 0, many, 1);
  }

  chooseList(group, at, k, name, wanted) {
    const on = new Uint8Array(group.kinds);
    for (let g = 0; g < group.kinds; g++) {
      const code = group.has[at][g];
      const fits = !wanted || (name === "insats" ? this.meta.sets[code].some((one) => wanted.has(one)) : wanted.has(code));
      group.fails[g] = fits ? group.fails[g] & ~(1 << k) : group.fails[g] | 1 << k;
      on[g] = group.fails[g] === 0 ? 1 : 0;
    }
    this.flip(group, on);
  }

  // Count everything; without a choice it is what was counted first.
  again() {
    if (this.all && !Object.keys(this.choice).length) {
      this.now = structuredClone(this.all);
      this.before.lists.forEach((list) => list.fill(0));
      for (const counts of [this.before.hours, this.before.cells, ...this.before.groups]) counts.fill(0);
      this.before.n = 0;
      return;
    }
    this.empty();
    this.tally(null, 0, this.n, 1);
    for (const counts of [this.now, this.before]) this.rollUp(counts);
  }

  // Add some rows to the counts, as their bits stand, or take them away (sign -1). Adding
  // nought is faster than asking whether to add: what fits is as good as random.
  tally(rows, from, to, sign) {
    const { fail, day, hour, cell, now, before, previous } = this, [kind, place] = this.groups;
    const kinds = kind.code, places = place.code, kindFits = kind.fits, placeFits = place.fits;
    for (let at = from; at < to; at++) {
      const i = rows === null ? at : rows[at], f = fail[i], g = kinds[i], p = places[i], d = day[i];
      const some = kindFits[g] * sign, fits = some * placeFits[p];
      if (f === TIME) now.days[d] += fits;
      if (f & TIME && (previous === null || previous[d] === 0)) continue;
      const counts = f & TIME ? before : now, other = f & ~TIME;
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
      if (this.fail[i] === 0 && kind.fails[kind.code[i]] === 0 && place.fails[place.code[i]] === 0) found.push(i);
    return found;
  }
}

// Counts without reports: what an organisation gets. A count that is not shown is NaN.
class TableStore {
  constructor(meta) {
    const { tables } = meta, shown = (value) => (value < 0 ? NaN : value);
    this.meta = meta;
    this.choice = {};
    this.previous = null;
    this.grid = gridOf(meta, meta.cells[0]);
    const days = new Float64Array(meta.days + 1), hours = new Float64Array(170);
    tables.weeks.forEach((value, week) => { days[Math.min(7 * week, meta.days)] = shown(value); });
    tables.hours.forEach((value, at) => { hours[Math.floor(at / 6) * 24 + at % 6 * 4] = shown(value); });
    const cells = new Float64Array(this.grid.across * this.grid.along + 1);
    for (const [column, row, value] of tables.cells)
      cells[(row - Math.round((this.grid.south + meta.origin[1]) / this.grid.size)) * this.grid.across + column - Math.round((this.grid.west + meta.origin[0]) / this.grid.size)] = shown(value);
    const none = { days: days.map(() => 0), hours: hours.map(() => 0), cells: cells.map(() => 0), lists: [], n: 0 };
    this.now = { days, hours, cells, lists: [], n: tables.n };
    this.all = this.now;
    this.before = none;
  }
  choose() {}
}
