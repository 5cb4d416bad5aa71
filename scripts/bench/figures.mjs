// Figures: each with its goal, whether it is met, and how it stood at the last release.

/** How a value of a unit is written, and from which change on it has moved; what depends on the machine is never compared. */
const UNITS = {
  ratio: { write: (value) => value.toFixed(2), moved: 0.05 },
  shift: { write: (value) => value.toFixed(3), moved: 0 },
  bytes: { write: (value) => `${(value / 1000).toFixed(1)} kB`, moved: 0.001 },
  points: { write: (value) => String(value), moved: 0 },
  megabytes: { write: (value) => `${(value / 1e6).toFixed(1)} MB` },
  seconds: { write: (value) => `${value.toFixed(2)} s` },
  milliseconds: { write: (value) => (value < 1000 ? `${value.toFixed(0)} ms` : `${(value / 1000).toFixed(2)} s`) },
};

export class Figures {
  rows = [];
  notes = [];

  /** Begins a part of the table. */
  part(title) {
    this.rows.push({ title });
    this.current = title;
  }

  /** Adds a figure; its goal is `most` or `least`, or it has none. */
  add(name, unit, value, { most, least } = {}) {
    const met = most === undefined && least === undefined ? undefined : value <= (most ?? value) && value >= (least ?? value);
    this.rows.push({ part: this.current, name, unit, value, most, least, met });
  }

  /** A word below the table. */
  note(text) {
    this.notes.push(text);
  }

  /** What can be compared on another machine, by part and name. */
  kept() {
    const kept = this.rows.filter(({ unit }) => unit && UNITS[unit].moved !== undefined);
    // Noise beyond the third decimal place would change the file for nothing.
    return Object.fromEntries(kept.map(({ part, name, value }) => [`${part}: ${name}`, Math.round(value * 1000) / 1000]));
  }

  /** All of it, for tools. */
  json(about) {
    const figures = this.rows.filter(({ unit }) => unit);
    return `${JSON.stringify({ ...about, figures, notes: this.notes }, undefined, 2)}\n`;
  }

  /** The table, for people. */
  table() {
    const wide = Math.max(...this.rows.map(({ name }) => name?.length ?? 0));
    const lines = this.rows.map(({ title, name, unit, value, most, least, met }) => {
      if (title) return `\n${title}`;
      const { write } = UNITS[unit];
      const goal = met === undefined ? '' : most === undefined ? `≥ ${write(least)}` : `≤ ${write(most)}`;
      const word = met === undefined ? '' : met ? 'met' : 'NOT MET';
      return `  ${name.padEnd(wide)}  ${write(value).padStart(9)}  ${goal.padStart(10)}  ${word}`.trimEnd();
    });
    return [...lines, '', ...this.notes.map((note) => `- ${note}`), ''].join('\n');
  }

  /** What has moved since these figures were stored, a line each. */
  moved(stored) {
    const now = this.kept();
    const units = new Map(this.rows.map(({ part, name, unit }) => [`${part}: ${name}`, unit]));
    return Object.entries(now).flatMap(([name, value]) => {
      const { write, moved } = UNITS[units.get(name)];
      const before = stored[name];
      if (before === undefined) return [`${name}: new, ${write(value)}`];
      if (Math.abs(value - before) <= moved * Math.abs(before)) return [];
      const percent = before === 0 ? '' : ` (${value > before ? '+' : ''}${((value / before - 1) * 100).toFixed(1)} %)`;
      return [`${name}: ${write(before)} → ${write(value)}${percent}`];
    });
  }
}
