// What the page says: numbers, days, the choice as a sentence, as a link, as Python, as csv.
const THIN = "\u202f";

class Words {
  constructor(meta) {
    this.meta = meta;
    this.told = meta.words;
    this.lang = meta.lang;
    this.calendar = new Calendar(meta.monday, meta.days);
    this.plural = new Intl.PluralRules(meta.lang);
  }
  // A text of the catalog with its places filled; a counted text has its plural forms.
  say(key, values = {}) {
    let text = this.told[key];
    if (typeof text === "object") text = text[this.plural.select(values.n)] ?? text.other;
    return text.replace(/\{(\w+)\}/g, (place, name) => {
      const value = values[name];
      return typeof value === "number" ? this.number(value) : value ?? "";
    });
  }
  number(value, decimals = 0) {
    if (!Number.isFinite(value)) return "–";
    const [whole, part] = Math.abs(value).toFixed(decimals).split(".");
    const text = whole.replace(/\B(?=(\d{3})+$)/g, THIN) + (part ? this.told.decimal + part : "");
    return (value < 0 && +value.toFixed(decimals) !== 0 ? "−" : "") + text;
  }
  percent(share) { return this.number(100 * share) + THIN + "%"; }
  list(items) {
    return items.length < 2 ? items.join("") : items.slice(0, -1).join(", ") + this.told.or + items.at(-1);
  }
  date(day, year = true) {
    const date = this.calendar.date(day), month = this.told.months.split(",")[date.getUTCMonth()];
    return `${date.getUTCDate()} ${month}` + (year ? ` ${date.getUTCFullYear()}` : "");
  }
  days(from, to) {
    if (from === to) return this.date(from);
    const sameYear = this.calendar.date(from).getUTCFullYear() === this.calendar.date(to).getUTCFullYear();
    return `${this.date(from, !sameYear)}–${this.date(to)}`;
  }
  weekName(day) {
    const { year, week } = this.calendar.week(day);
    return `${this.told.week} ${week} ${year}`;
  }
  // Weeks by their numbers where they are whole, else days.
  time(from, to) {
    if (from % 7 || (to + 1) % 7) return this.days(from, to);
    const a = this.calendar.week(from), b = this.calendar.week(to);
    if (to - from === 6) return this.weekName(from);
    if (a.year === b.year) return `${this.told.week} ${a.week}–${b.week} ${a.year}`;
    return `${this.weekName(from)}–${this.weekName(to)}`;
  }
  hours([from, to]) { return this.say("clock", { from: pad(from), to: pad(to) }); }
  weekdays(mask) { return this.told.weekdays.split(",").filter((_, day) => mask >> day & 1); }
  label(list, code) { return list.labels[code] ?? this.told[`none_${list.name}`] ?? this.told.none; }

  // The parts of a choice, one text each.
  parts(choice) {
    const found = [];
    for (const list of this.meta.lists)
      if (choice[list.name])
        found.push(`${this.told[`in_${list.name}`]} ${this.list(choice[list.name].map((code) => this.label(list, code)))}`);
    if (choice.box) found.push(this.told.in_box);
    if (choice.time) found.push(this.time(...choice.time));
    const when = [];
    if (choice.days) when.push(this.list(this.weekdays(choice.days)));
    if (choice.hours) when.push(this.hours(choice.hours));
    if (when.length) found.push(when.join(" "));
    return found;
  }
  sentence(store) {
    const { now, choice, all } = store, parts = this.parts(choice);
    const head = parts.length
      ? `${this.say("reports", { n: now.n })}: ${parts.join("; ")}.`
      : this.say("everything", { n: now.n });
    return [head, this.against(store), this.resting(all.n)].filter(Boolean).join(" ");
  }
  resting(n) {
    return this.say("resting", { n, days: this.days(...this.meta.covers) });
  }
  // The chosen beside the same choice a year before; no direction where it is too few.
  against(store) {
    const { choice, now, before } = store;
    if (!choice.time) return this.told.no_year;
    if (!store.yearBefore)
      return this.told[choice.time[1] - choice.time[0] >= LONGEST_CHOICE ? "too_long" : "not_covered"];
    const when = this.time(...store.yearBefore);
    const text = this.say("year_before", { when, count: this.say("reports", { n: before.n }) });
    if (now.n + before.n < this.meta.fewest)
      return `${text} ${this.say("too_few", { least: this.meta.fewest })}`;
    const change = now.n - before.n;
    if (change === 0) return `${text} ${this.told.as_many}`;
    const share = before.n ? this.say("share", { sign: change > 0 ? "+" : "−", share: this.percent(Math.abs(change) / before.n) }) : "";
    return `${text} ${this.say(change > 0 ? "more" : "fewer", { n: Math.abs(change), share })}`;
  }

  link(choice) {
    const pairs = new URLSearchParams();
    choice.time?.forEach((day, at) => pairs.append(["from", "to"][at], this.calendar.iso(day)));
    if (choice.days) pairs.append("days", this.days7(choice.days));
    if (choice.hours) pairs.append("hours", choice.hours.join("-"));
    if (choice.box) pairs.append("box", choice.box.map((v, i) => v + this.meta.origin[i % 2]).join(","));
    for (const list of this.meta.lists)
      for (const code of choice[list.name] || []) pairs.append(list.name, list.values[code] ?? "");
    return pairs.toString();
  }
  days7(mask) { return [0, 1, 2, 3, 4, 5, 6].filter((day) => mask >> day & 1).map((day) => day + 1).join(""); }
  // What a link means; what it names that is not here is left out.
  read(hash) {
    const pairs = new URLSearchParams(hash.replace(/^#/, "")), choice = {};
    const [from, to] = ["from", "to"].map((name) => this.calendar.day(pairs.get(name) || ""));
    if (from !== null && to !== null && from <= to) choice.time = [from, to];
    const mask = [...pairs.get("days") || ""].reduce((sum, day) => "1234567".includes(day) ? sum | 1 << day - 1 : sum, 0);
    if (mask && mask < 127) choice.days = mask;
    const hours = /^(\d{1,2})-(\d{1,2})$/.exec(pairs.get("hours") || "");
    if (hours && +hours[1] < 24 && +hours[2] <= 24 && hours[1] !== hours[2]) choice.hours = [+hours[1], +hours[2]];
    const box = (pairs.get("box") || "").split(",").map(Number);
    if (box.length === 4 && box.every(Number.isInteger)) choice.box = box.map((v, i) => v - this.meta.origin[i % 2]);
    for (const list of this.meta.lists) {
      const names = list.values.map((value) => String(value ?? ""));
      const codes = pairs.getAll(list.name).map((name) => names.indexOf(name)).filter((code) => code >= 0);
      if (codes.length) choice[list.name] = [...new Set(codes)].sort((a, b) => a - b);
    }
    return choice;
  }

  // The choice in Python, and what tells of it on reports that were not looked at.
  python(choice) {
    const { meta, calendar } = this, lines = ["import estgeo as eg", "", "chosen = incidents"];
    const text = (value) => JSON.stringify(value);
    const named = (list) => choice[list.name].map((code) => list.values[code]).filter((value) => value !== null).map(text).join(", ");
    if (choice.insats && choice.insats.length) return this.evaluation(choice.insats, text);
    for (const list of meta.lists)
      if (choice[list.name]) lines.push(...list.python.map((line) => line.replace("[]", () => `[${named(list)}]`)));
    if (choice.box) {
      const [west, south, east, north] = choice.box.map((v, i) => v + meta.origin[i % 2]);
      lines.push(`chosen = chosen.cx[${west}:${east}, ${south}:${north}]`);
    }
    this.whenInPython(choice, lines);
    const next = calendar.week(Math.ceil((meta.covers[1] + 1) / 7) * 7);
    const label = `${next.year}-W${pad(next.week)}`;
    lines.push("", `# ${this.say("later", { week: label })}`, `eg.week_status(chosen, period=${text(label)})`);
    return lines.join("\n");
  }
  whenInPython({ days, hours }, lines) {
    if (!days && !hours) return;
    if (this.meta.known_hour) lines.push(
      'known = chosen["time_precision"].isin(["exact", "interval"])',
      'chosen = chosen[known & (chosen["end"] - chosen["start"] <= "1h")]');
    const [from, to] = hours || [0, 24], late = to < from ? to : 0;
    lines.push('clock = chosen["start"].dt.tz_localize(None)' + (late ? ` - pd.Timedelta(hours=${late})` : ""));
    if (late) lines.unshift("import pandas as pd");
    const among = (part, values) => lines.push(`chosen, clock = [one[clock.dt.${part}.isin([${values.join(", ")}])] for one in (chosen, clock)]`);
    if (days) among("day_of_week", [...this.days7(days)].map((day) => day - 1));
    if (hours) among("hour", Array.from({ length: late ? 24 - from + late : to - from }, (_, i) => from - late + i));
  }
  evaluation(chosen, text) {
    const { covers } = this.meta, iso = (day) => this.calendar.iso(day), lines = ["import estgeo as eg", ""];
    for (const at of chosen) {
      const start = this.calendar.day(this.meta.insatser[at].start);
      const from = Math.max(covers[0], start - 364);
      lines.push(`# ${this.told.selected}`,
        `looked = (${text(iso(from))}, ${text(iso(start - 1))})`,
        `design = eg.Design(insatser[${at}], selected_on=looked)`,
        "print(eg.evaluate(incidents, design).sentence())");
    }
    return lines.join("\n");
  }

  // Rows for a spreadsheet: text that would run as a formula gets an apostrophe.
  csv(store, rows) {
    const { meta, calendar } = this, { columns } = store;
    const safe = (value) => {
      const text = String(value ?? "").replace(/\r/g, " ");
      const runs = /^[\s\u0000-\u0020\u200b-\u200f\u2060-\u2069\ufeff]*[=+\-@\t\uff1d\uff0b\uff0d\uff20]/.test(text) && !/^[+-]?\d+([.,]\d+)?$/.test(text);
      return /[";\n]/.test(text) || runs ? `"${(runs ? "'" : "") + text.replace(/"/g, '""')}"` : text;
    };
    const head = ["start", "time_known", ...meta.lists.map((list) => list.name), "x", "y", ...meta.texts];
    const lines = [head.map(safe).join(";")];
    for (const i of rows) {
      const clock = columns.known[i] < 2 ? ` ${pad((columns.minute[i] / 60) | 0)}:${pad(columns.minute[i] % 60)}` : "";
      const place = i < meta.placed ? [columns.x[i] + meta.origin[0], columns.y[i] + meta.origin[1]] : ["", ""];
      lines.push([
        calendar.iso(columns.day[i]) + clock, this.told.known.split(",")[columns.known[i]],
        ...meta.lists.map((list, k) => {
          const code = store.code(k, i);
          return list.name === "insats" ? meta.sets[code].map((at) => list.values[at]).join(", ") : list.values[code];
        }),
        ...place, ...store.texts.map((texts) => texts[i]),
      ].map(safe).join(";"));
    }
    return "\ufeff" + lines.join("\r\n") + "\r\n";
  }
}

function pad(value) { return String(value).padStart(2, "0"); }
