// Which functions may an expression call, and what do they give?  The twin of expressions/*_functions.py.
import { parse } from "./grammar";
import { MS_A_DAY, Moment, Nodes, momentOf, timeOf, toMoment, toNumber, toText, toTruth, type Place, type Value } from "./values";
import { nodes, zoneIn, type Scope } from "./world";
import { walk } from "./paths";

type Apply = (scope: Scope, given: Value[]) => Value;
export type Known = [least: number, most: number, apply: Apply];
const ANY = 99;

const at = (given: Value[], index: number): Value => given[index] ?? "";
const text = (given: Value[], index: number): string => toText(at(given, index));
const number = (scope: Scope, given: Value[], index = 0): number => toNumber(at(given, index), zoneIn(scope));
const own = (scope: Scope, given: Value[]): string => (given.length ? text(given, 0) : scope.world.read(scope.here));
const spread = (given: Value[]): Value[] => given.flatMap((value) => (value instanceof Nodes ? value.texts() : [value]));
const texts = (given: Value[]): string[] => spread(given).map(toText);
const numbers = (scope: Scope, given: Value[]): number[] =>
  spread(given).map((value) => toNumber(value, zoneIn(scope))).filter((each) => !Number.isNaN(each));
const places = (value: Value | undefined): Place[] => (value instanceof Nodes ? value.places : []);
const words = (value: string): string[] => value.split(/\s+/).filter(Boolean);
const whole = (value: number, otherwise: number): number => (Number.isFinite(value) ? Math.trunc(value) : otherwise);
const rounded = (value: number): number => (Number.isFinite(value) ? Math.floor(value + 0.5) : value);
const edge = (found: number[], choose: (...given: number[]) => number): number => (found.length ? choose(...found) : NaN);
const math = (apply: (...given: number[]) => number): Apply => (scope, given) =>
  apply(...given.map((value) => toNumber(value, zoneIn(scope))));

function substr(scope: Scope, given: Value[]): Value {
  const letters = [...text(given, 0)];
  const end = given.length > 2 ? whole(number(scope, given, 2), 0) : letters.length;
  const [from, to] = [whole(number(scope, given, 1), 0), end].map((edge) => (edge < 0 ? edge + letters.length : edge));
  return letters.slice(Math.max(from ?? 0, 0), Math.max(to ?? 0, 0)).join("");
}

function substring(scope: Scope, given: Value[]): Value {
  const start = rounded(number(scope, given, 1));
  const end = given.length > 2 ? start + rounded(number(scope, given, 2)) : Infinity;
  return [...text(given, 0)].filter((_, index) => start <= index + 1 && index + 1 < end).join("");
}

function cut(given: Value[]): [string, string] | null {
  const [whole_, mark] = [text(given, 0), text(given, 1)];
  const index = mark ? whole_.indexOf(mark) : -1;
  return index < 0 ? null : [whole_.slice(0, index), whole_.slice(index + mark.length)];
}

function translate(_: Scope, given: Value[]): Value {
  const [from, to] = [[...text(given, 1)], [...text(given, 2)]];
  return [...text(given, 0)].map((letter) => (from.includes(letter) ? (to[from.indexOf(letter)] ?? "") : letter)).join("");
}

export function patternOf(said: string): RegExp | null {
  try {
    return /\\[pP]\{/.test(said) ? null : new RegExp(`^(?:${said})$`);
  } catch {
    return null;
  }
}

function round(scope: Scope, given: Value[]): Value {
  const value = number(scope, given);
  const digits = given.length > 1 ? number(scope, given, 1) : 0;
  if (!Number.isFinite(value)) return value;
  if (!(Math.abs(digits) <= 30)) return NaN;
  const shift = (said: number, by: number): number => {
    const [base, exponent] = String(said).split("e");
    return Number(`${base}e${Number(exponent ?? 0) + by}`);
  };
  return shift(Math.round(shift(value, Math.trunc(digits))), -Math.trunc(digits));
}

const MONTHS = "January February March April May June July August September October November December".split(" ");
const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

function formatted(scope: Scope, given: Value[]): Value {
  const moment = toMoment(at(given, 0), zoneIn(scope));
  if (!moment) return "";
  const c = moment.civil;
  const two = (value: number, digits = 2): string => String(value).padStart(digits, "0");
  const chinese = /zh|中/.test(scope.world.language);
  const [year, month, day, weekday] = [c.getUTCFullYear(), c.getUTCMonth(), c.getUTCDate(), c.getUTCDay()];
  const [monthName, dayName] = [MONTHS[month] ?? "", DAYS[weekday] ?? ""];
  const fields: Record<string, string> = {
    Y: two(year, 4),
    y: two(year % 100),
    m: two(month + 1),
    n: String(month + 1),
    b: chinese ? `${month + 1}月` : monthName.slice(0, 3),
    B: chinese ? `${month + 1}月` : monthName,
    d: two(day),
    e: String(day),
    H: two(c.getUTCHours()),
    h: String(c.getUTCHours()),
    M: two(c.getUTCMinutes()),
    S: two(c.getUTCSeconds()),
    3: two(c.getUTCMilliseconds(), 3),
    a: chinese ? `周${"日一二三四五六"[weekday]}` : dayName.slice(0, 3),
    A: chinese ? `星期${"日一二三四五六"[weekday]}` : dayName,
  };
  return text(given, 1).replace(/%([YymnbBdeHhMS3aA])/g, (_, letter: string) => fields[letter] ?? "");
}

function between(count: (first: Moment, second: Moment) => number): Known {
  const apply: Apply = (scope, given) => {
    const [first, second] = given.map((value) => toMoment(value, zoneIn(scope)));
    if (!first || !second) return NaN;
    return second.ms >= first.ms ? count(first, second) : -count(second, first);
  };
  return [2, 2, apply];
}
const days = (first: Moment, second: Moment): number => Math.round((second.day.ms - first.day.ms) / MS_A_DAY);
function months(first: Moment, second: Moment): number {
  const [a, b] = [first.civil, second.civil];
  const sum = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
  return sum - (b.getUTCDate() < a.getUTCDate() ? 1 : 0);
}

function decimalTime(scope: Scope, given: Value[]): Value {
  const moment = momentOf(text(given, 0), zoneIn(scope));
  const ms = moment ? ((moment.ms % MS_A_DAY) + MS_A_DAY) % MS_A_DAY : NaN;
  return timeOf(text(given, 0)) ?? ms / MS_A_DAY;
}

function choiceName(scope: Scope, given: Value[]): Value {
  try {
    const tree = parse(text(given, 1).trim());
    if (tree.kind !== "path" || tree.start || tree.steps.some((step) => step.predicates.length)) return text(given, 0);
    return scope.world.choiceLabel(text(given, 0), walk(tree, scope, null, () => "", false).places[0]);
  } catch {
    return text(given, 0);
  }
}

function position(scope: Scope, given: Value[]): Value {
  if (!given.length) return scope.here === scope.current ? scope.here.position : scope.position;
  return places(given[0])[0]?.position ?? 0;
}

function instance(scope: Scope, given: Value[]): Value {
  const top = scope.world.lists.get(text(given, 0));
  return nodes(scope, top ? [top] : []);
}

const selected: Apply = (_, given) => words(text(given, 0)).includes(text(given, 1).trim());
const counted: Apply = (scope, given) => {
  const [least, most] = [number(scope, given, 0), number(scope, given, 1)];
  const count = given.slice(2).filter(toTruth).length;
  return (least < 0 || count >= least) && (most < 0 || count <= most);
};
const weighed: Apply = (scope, given) => {
  let total = 0;
  for (let i = 2; i + 1 < given.length; i += 2) if (toTruth(at(given, i))) total += number(scope, given, i + 1);
  return number(scope, given, 0) <= total && total <= number(scope, given, 1);
};

export const FUNCTIONS: Record<string, Known> = {
  if: [3, 3, (_, given) => at(given, 1)],
  "indexed-repeat": [3, 7, (_, given) => at(given, 0)],
  string: [0, 1, own],
  concat: [1, ANY, (_, given) => texts(given).join("")],
  join: [1, ANY, (_, given) => texts(given.slice(1)).join(text(given, 0))],
  "starts-with": [2, 2, (_, given) => text(given, 0).startsWith(text(given, 1))],
  "ends-with": [2, 2, (_, given) => text(given, 0).endsWith(text(given, 1))],
  contains: [2, 2, (_, given) => text(given, 0).includes(text(given, 1))],
  "substring-before": [2, 2, (_, given) => cut(given)?.[0] ?? ""],
  "substring-after": [2, 2, (_, given) => (text(given, 1) ? (cut(given)?.[1] ?? "") : text(given, 0))],
  substring: [2, 3, substring],
  substr: [2, 3, substr],
  "string-length": [0, 1, (scope, given) => [...own(scope, given)].length],
  "normalize-space": [0, 1, (scope, given) => own(scope, given).replace(/[ \t\r\n]+/g, " ").replace(/^ | $/g, "")],
  translate: [3, 3, translate],
  "lower-case": [1, 1, (_, given) => text(given, 0).toLowerCase()],
  "upper-case": [1, 1, (_, given) => text(given, 0).toUpperCase()],
  regex: [2, 2, (_, given) => patternOf(text(given, 1))?.test(text(given, 0).slice(0, 4000)) ?? false],
  selected: [2, 2, selected],
  "is-selected": [2, 2, selected],
  "selected-at": [2, 2, (scope, given) => words(text(given, 0))[whole(number(scope, given, 1), -1)] ?? ""],
  "count-selected": [1, 1, (_, given) => words(text(given, 0)).length],
  coalesce: [1, ANY, (_, given) => given.map(toText).find(Boolean) ?? ""],
  once: [1, 1, (scope, given) => scope.current.text || at(given, 0)],
  number: [0, 1, (scope, given) => toNumber(given.length ? at(given, 0) : own(scope, given), zoneIn(scope))],
  int: [1, 1, math(Math.trunc)],
  round: [1, 2, round],
  floor: [1, 1, math(Math.floor)],
  ceiling: [1, 1, math(Math.ceil)],
  sum: [1, ANY, (scope, given) => numbers(scope, given).reduce((total, each) => total + each, 0)],
  min: [1, ANY, (scope, given) => edge(numbers(scope, given), Math.min)],
  max: [1, ANY, (scope, given) => edge(numbers(scope, given), Math.max)],
  abs: [1, 1, math(Math.abs)],
  pow: [2, 2, math(Math.pow)],
  sqrt: [1, 1, math(Math.sqrt)],
  exp: [1, 1, math(Math.exp)],
  exp10: [1, 1, math((each) => 10 ** each)],
  log: [1, 1, math(Math.log)],
  log10: [1, 1, math(Math.log10)],
  pi: [0, 0, () => Math.PI],
  sin: [1, 1, math(Math.sin)],
  cos: [1, 1, math(Math.cos)],
  tan: [1, 1, math(Math.tan)],
  asin: [1, 1, math(Math.asin)],
  acos: [1, 1, math(Math.acos)],
  atan: [1, 1, math(Math.atan)],
  atan2: [2, 2, math(Math.atan2)],
  boolean: [1, 1, (_, given) => toTruth(at(given, 0))],
  "boolean-from-string": [1, 1, (_, given) => ["true", "1"].includes(text(given, 0).toLowerCase())],
  not: [1, 1, (_, given) => !toTruth(at(given, 0))],
  true: [0, 0, () => true],
  false: [0, 0, () => false],
  checklist: [2, ANY, counted],
  "weighted-checklist": [2, ANY, weighed],
  random: [0, 0, (scope) => scope.world.chance.draw(scope.current.address)],
  uuid: [0, 1, (scope) => scope.world.chance.uuid(scope.current.address)],
  today: [0, 0, (scope) => scope.world.today],
  now: [0, 0, (scope) => scope.world.now],
  date: [1, 1, (scope, given) => toMoment(at(given, 0), zoneIn(scope))?.day ?? ""],
  "date-time": [1, 1, (scope, given) => {
    const moment = toMoment(at(given, 0), zoneIn(scope));
    return moment ? new Moment(moment.ms, true, zoneIn(scope)) : "";
  }],
  "decimal-date-time": [1, 1, (scope, given) => {
    const moment = toMoment(at(given, 0), zoneIn(scope));
    return moment ? (moment.ms - zoneIn(scope) * 60_000) / MS_A_DAY : NaN;
  }],
  "decimal-time": [1, 1, decimalTime],
  "format-date": [2, 2, formatted],
  "format-date-time": [2, 2, formatted],
  "cht:difference-in-days": between(days),
  "cht:difference-in-weeks": between((first, second) => Math.trunc(days(first, second) / 7)),
  "cht:difference-in-months": between(months),
  "cht:difference-in-years": between((first, second) => Math.trunc(months(first, second) / 12)),
  position: [0, 1, position],
  last: [0, 0, (scope) => scope.size],
  count: [1, 1, (_, given) => places(given[0]).length],
  "count-non-empty": [1, 1, (_, given) => (given[0] instanceof Nodes ? given[0].texts().filter(Boolean).length : 0)],
  name: [1, 1, (_, given) => places(given[0])[0]?.name ?? ""],
  "local-name": [1, 1, (_, given) => places(given[0])[0]?.name ?? ""],
  current: [0, 0, (scope) => nodes(scope, [scope.current])],
  instance: [1, 1, instance],
  randomize: [1, 2, (_, given) => at(given, 0)],
  "jr:choice-name": [2, 2, choiceName],
  "jr:itext": [1, 1, (_, given) => text(given, 0)],
  version: [0, 0, (scope) => scope.world.version],
};
