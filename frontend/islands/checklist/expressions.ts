// What is the value of an expression at a place?  The twin of expressions/evaluation.py; both are judged by
// tests/engines/checklists/expressions/vectors.json.
import { FUNCTIONS } from "./functions";
import { parse, type Expression } from "./grammar";
import { walk } from "./paths";
import { Moment, Nodes, toMoment, toNumber, toText, toTruth, type Value } from "./values";
import { nodes, zoneIn, type Scope } from "./world";

type Path = Extract<Expression, { kind: "path" }>;
type Call = Extract<Expression, { kind: "call" }>;
type Binary = Extract<Expression, { kind: "binary" }>;

export const valueOf = (text: string, scope: Scope): Value => evaluated(parse(text), scope);

function evaluated(tree: Expression, scope: Scope): Value {
  switch (tree.kind) {
    case "number":
      return tree.value;
    case "literal":
      return tree.text;
    case "negative":
      return -toNumber(evaluated(tree.inner, scope), zoneIn(scope));
    case "binary":
      return binary(tree, scope);
    case "call":
      return call(tree, scope);
    case "path":
      return path(tree, scope, false);
  }
}

function path(tree: Path, scope: Scope, everywhere: boolean): Nodes {
  const start = tree.start ? evaluated(tree.start, scope) : null;
  if (start !== null && !(start instanceof Nodes)) return nodes(scope, []);
  return walk(tree, scope, start, evaluated, everywhere);
}

function call(tree: Call, scope: Scope): Value {
  const [first, second, third] = tree.given;
  if (tree.name === "if" && first && second && third && tree.given.length === 3) {
    return evaluated(toTruth(evaluated(first, scope)) ? second : third, scope);
  }
  if (tree.name === "indexed-repeat" && tree.given.length >= 3) return indexedRepeat(tree, scope);
  const known = Object.hasOwn(FUNCTIONS, tree.name) ? FUNCTIONS[tree.name] : undefined;
  if (!known || tree.given.length < known[0] || tree.given.length > known[1]) return "";
  return known[2](scope, tree.given.map((each) => evaluated(each, scope)));
}

function indexedRepeat(tree: Call, scope: Scope): Value {
  const everywhere = (each: Expression | undefined): Nodes | null => (each?.kind === "path" ? path(each, scope, true) : null);
  let kept = everywhere(tree.given[0])?.places ?? [];
  for (let i = 1; i + 1 < tree.given.length; i += 2) {
    const groups = everywhere(tree.given[i]);
    const index = toNumber(evaluated(tree.given[i + 1] as Expression, scope), zoneIn(scope));
    const wanted = Number.isFinite(index) ? Math.max(Math.trunc(index), 1) : 1;
    if (!groups) continue;
    const chosen = new Set(groups.places.filter((place) => place.position === wanted));
    kept = kept.filter((place) => place.lineage().some((step) => chosen.has(step)));
  }
  return nodes(scope, kept);
}

function binary(tree: Binary, scope: Scope): Value {
  const left = evaluated(tree.left, scope);
  if (tree.operator === "and" || tree.operator === "or") {
    const truth = toTruth(left);
    return truth === (tree.operator === "or") ? truth : toTruth(evaluated(tree.right, scope));
  }
  const right = evaluated(tree.right, scope);
  const zone = zoneIn(scope);
  if (tree.operator === "|") {
    const places = [left, right].flatMap((side) => (side instanceof Nodes ? side.places : []));
    return nodes(scope, [...new Set(places)]);
  }
  const compare = COMPARISONS[tree.operator];
  if (compare) return compared(tree.operator, left, right, zone);
  return ARITHMETIC[tree.operator]?.(toNumber(left, zone), toNumber(right, zone)) ?? NaN;
}

const ARITHMETIC: Record<string, (left: number, right: number) => number> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  div: (left, right) => left / right,
  mod: (left, right) => (right === 0 ? NaN : left % right),
};
const COMPARISONS: Record<string, (left: number, right: number) => boolean> = {
  "=": (left, right) => left === right,
  "!=": (left, right) => left !== right,
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
};

function compared(operator: string, left: Value, right: Value, zone: number): boolean {
  if (typeof left === "boolean" || typeof right === "boolean") {
    return COMPARISONS[operator]?.(Number(toTruth(left)), Number(toTruth(right))) ?? false;
  }
  const each = (value: Value): Value[] => (value instanceof Nodes ? value.texts() : [value]);
  return each(left).some((one) => each(right).some((other) => pair(operator, one, other, zone)));
}

function pair(operator: string, left: Value, right: Value, zone: number): boolean {
  const equality = operator === "=" || operator === "!=";
  if (equality && typeof left === "string" && typeof right === "string") return (left === right) === (operator === "=");
  if (equality && (left instanceof Moment || right instanceof Moment)) {
    const [one, other] = [toMoment(left, zone), toMoment(right, zone)];
    const equal = one && other ? one.ms === other.ms : toText(left) === toText(right);
    return equal === (operator === "=");
  }
  return COMPARISONS[operator]?.(toNumber(left, zone), toNumber(right, zone)) ?? false;
}
