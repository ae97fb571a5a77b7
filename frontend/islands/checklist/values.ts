// How does one value become another?  Texts, numbers, truths, moments, nodes; the twin of expressions/values.py.

export const MS_A_DAY = 86_400_000;
const MOMENT = /^([1-9]\d{3})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/;
const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?$/;
const NUMBER = /^-?(?:\d+(?:\.\d*)?|\.\d+)$/;

/** One place in the answers, or in a list of choices. */
export class Place {
  children: Place[] = [];
  about: unknown = null;
  constructor(
    readonly name: string,
    readonly parent: Place | null = null,
    public text = "",
    readonly repeats = false,
  ) {}

  add(name: string, text = "", repeats = false): Place {
    const child = new Place(name, this, text, repeats);
    this.children.push(child);
    return child;
  }
  get position(): number {
    return this.parent ? this.parent.children.filter((each) => each.name === this.name).indexOf(this) + 1 : 1;
  }
  lineage(): Place[] {
    const above: Place[] = [];
    for (let step: Place = this; step.parent; step = step.parent) above.unshift(step);
    return above;
  }
  /** ``people[2]/name``, without the root. */
  get address(): string {
    const steps = this.lineage().slice(1);
    return steps.map((step) => (step.repeats ? `${step.name}[${step.position}]` : step.name)).join("/");
  }
}

export class Nodes {
  constructor(
    readonly places: Place[],
    readonly read: (place: Place) => string,
  ) {}
  texts(): string[] {
    return this.places.map(this.read);
  }
}

const two = (number: number, digits = 2): string => String(number).padStart(digits, "0");

/** A day, or a moment when ``timed``, as milliseconds of the calendar on the wall. */
export class Moment {
  constructor(
    readonly ms: number,
    readonly timed = false,
    readonly zone = 0,
  ) {}
  get days(): number {
    return this.ms / MS_A_DAY;
  }
  get day(): Moment {
    return new Moment(Math.floor(this.ms / MS_A_DAY) * MS_A_DAY);
  }
  get civil(): Date {
    return new Date(this.ms);
  }
  toString(): string {
    const c = this.civil;
    const day = `${two(c.getUTCFullYear(), 4)}-${two(c.getUTCMonth() + 1)}-${two(c.getUTCDate())}`;
    if (!this.timed) return day;
    const east = Math.abs(this.zone);
    const offset = `${this.zone < 0 ? "-" : "+"}${two(Math.floor(east / 60))}:${two(east % 60)}`;
    const clock = `${two(c.getUTCHours())}:${two(c.getUTCMinutes())}:${two(c.getUTCSeconds())}.${two(c.getUTCMilliseconds(), 3)}`;
    return `${day}T${clock}${offset}`;
  }
}

export type Value = string | number | boolean | Moment | Nodes;

function clock(hours: string, minutes: string, seconds?: string, fraction?: string): number | null {
  const [h, m, s] = [Number(hours), Number(minutes), Number(seconds ?? 0)];
  if (h > 24 || m > 59 || s > 59 || (h === 24 && (m || s))) return null;
  return ((h * 60 + m) * 60 + s) * 1000 + Number(`${fraction ?? ""}000`.slice(0, 3));
}

export function zoneOf(offset: string): number {
  if (!offset || offset === "Z") return 0;
  const digits = offset.slice(1).replace(":", "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0);
  return offset.startsWith("-") ? -minutes : minutes;
}

export function momentOf(text: string, zone: number): Moment | null {
  const found = MOMENT.exec(text.trim());
  if (!found) return null;
  const [, year, month, day, hours, minutes, seconds, fraction, offset] = found;
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const civil = new Date(ms);
  if (civil.getUTCMonth() + 1 !== Number(month) || civil.getUTCDate() !== Number(day)) return null;
  if (hours === undefined) return new Moment(ms);
  const time = clock(hours, minutes ?? "0", seconds, fraction);
  if (time === null) return null;
  const shift = offset === undefined ? 0 : zone - zoneOf(offset);
  return new Moment(ms + time + shift * 60_000, true, zone);
}

export function timeOf(text: string): number | null {
  const found = TIME.exec(text.trim());
  const ms = found ? clock(found[1] ?? "", found[2] ?? "", found[3], found[4]) : null;
  return ms === null ? null : ms / MS_A_DAY;
}

export function numberText(number: number): string {
  if (!Number.isFinite(number)) return String(number);
  if (Number.isInteger(number)) return BigInt(number).toString();
  const text = String(number);
  const [digits, exponent] = text.split("e-");
  if (!exponent) return text;
  const minus = digits?.startsWith("-") ? "-" : "";
  return `${minus}0.${"0".repeat(Number(exponent) - 1)}${(digits ?? "").replace(/[-.]/g, "")}`;
}

export function toText(value: Value): string {
  if (typeof value === "string") return value;
  if (value instanceof Nodes) return value.places[0] ? value.read(value.places[0]) : "";
  return typeof value === "number" ? numberText(value) : String(value);
}

export function toNumber(value: Value, zone = 0): number {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (value instanceof Moment) return value.days;
  const text = toText(value).trim();
  if (NUMBER.test(text)) return Number(text);
  return momentOf(text, zone)?.days ?? timeOf(text) ?? NaN;
}

export function toTruth(value: Value): boolean {
  if (value instanceof Nodes) return value.places.length > 0;
  return value instanceof Moment || !!value;
}

export function toMoment(value: Value, zone: number): Moment | null {
  if (value instanceof Moment) return value;
  let days = typeof value === "boolean" ? Number(value) : typeof value === "number" ? value : NaN;
  if (typeof value === "string" || value instanceof Nodes) {
    const text = toText(value).trim();
    const found = momentOf(text, zone);
    if (found || !NUMBER.test(text)) return found;
    days = Number(text);
  }
  if (!(days >= -354_285 && days <= 2_932_896)) return null; // the years 1000 to 9999
  const ms = Math.floor(days * MS_A_DAY + 0.5);
  return new Moment(ms, ms % MS_A_DAY !== 0, zone);
}
