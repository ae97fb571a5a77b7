// What does an expression say?  XPath 1.0 with OpenRosa's functions, as a tree.
// The grammar stands in src/linli/engines/checklists/expressions/grammar.py; both follow it step by step.

export type Step = { axis: string; name: string; predicates: Expression[] };
export type Expression =
  | { kind: "number"; value: number }
  | { kind: "literal"; text: string }
  | { kind: "negative"; inner: Expression }
  | { kind: "binary"; operator: string; left: Expression; right: Expression }
  | { kind: "call"; name: string; given: Expression[] }
  | { kind: "path"; steps: Step[]; absolute: boolean; start: Expression | null };

type Token = { kind: string; text: string; at: number };

export class Unreadable extends Error {
  constructor(
    readonly at: number,
    readonly text: string,
  ) {
    super(`cannot be read from character ${at + 1} on: ${text}`);
  }
}

const NAME = "[\\p{L}\\p{Nl}_][\\p{L}\\p{N}\\p{M}_.\\-·]*";
const TOKEN = new RegExp(
  `\\s*(?:(?<number>\\d+(?:\\.\\d*)?|\\.\\d+)|(?<literal>"[^"]*"|'[^']*')|(?<name>${NAME}(?::(?!:)${NAME})?)` +
    "|(?<sign>::|\\.\\.|//|!=|<=|>=|[()\\[\\],.@/|+\\-=<>*]))",
  "uy",
);
const WORDS = new Set(["and", "or", "div", "mod"]);
const SIGNS = new Set(["|", "+", "-", "=", "!=", "<", "<=", ">", ">=", "/", "//", "(", "[", ",", "@", "::"]);
const TYPES = new Set(["node", "text", "comment"]);
const LEVELS = [["or"], ["and"], ["=", "!="], ["<", "<=", ">", ">="], ["+", "-"], ["*", "div", "mod"]];
const AXES = new Set(
  "child parent self ancestor ancestor-or-self descendant descendant-or-self attribute following-sibling preceding-sibling".split(" "),
);
const DEEPEST = 40;

function tokensOf(text: string): Token[] {
  const found: Token[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  for (let at = 0; at < end; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const groups = TOKEN.exec(text)?.groups;
    const [kind, words] = Object.entries(groups ?? {}).find(([, part]) => part !== undefined) ?? [];
    if (!kind || words === undefined) throw new Unreadable(at, text.slice(at, at + 12).trim());
    found.push(token(kind, words, TOKEN.lastIndex - words.length, found[found.length - 1]));
  }
  return [...found, { kind: "end", text: "", at: end }];
}

function token(kind: string, words: string, at: number, before: Token | undefined): Token {
  const afterValue = !!before && before.kind !== "operator" && !(before.kind === "sign" && SIGNS.has(before.text));
  if (kind === "literal") return { kind, text: words.slice(1, -1), at };
  if (kind === "name" && afterValue && WORDS.has(words)) return { kind: "operator", text: words, at };
  if (kind === "sign" && words === "*") return { kind: afterValue ? "operator" : "wildcard", text: words, at };
  return { kind, text: words, at };
}

class Parser {
  at = 0;
  depth = 0;
  constructor(readonly tokens: Token[]) {}

  get here(): Token {
    return this.tokens[this.at] as Token;
  }
  get next(): Token {
    return this.tokens[Math.min(this.at + 1, this.tokens.length - 1)] as Token;
  }
  fail(): never {
    throw new Unreadable(this.here.at, this.here.text);
  }
  take(...texts: string[]): string {
    if (!["sign", "operator"].includes(this.here.kind) || !texts.includes(this.here.text)) return "";
    this.at += 1;
    return (this.tokens[this.at - 1] as Token).text;
  }
  need(text: string): void {
    if (!this.take(text)) this.fail();
  }
  level(number: number): Expression {
    const operators = LEVELS[number];
    if (!operators) return this.unary();
    if (number === 0 && ++this.depth > DEEPEST) this.fail();
    let left = this.level(number + 1);
    for (let operator = this.take(...operators); operator; operator = this.take(...operators)) {
      left = { kind: "binary", operator, left, right: this.level(number + 1) };
    }
    if (number === 0) this.depth -= 1;
    return left;
  }
  unary(): Expression {
    let minuses = 0;
    while (this.take("-")) minuses += 1;
    const inner = this.union();
    return minuses % 2 ? { kind: "negative", inner } : inner;
  }
  union(): Expression {
    let left = this.path();
    while (this.take("|")) left = { kind: "binary", operator: "|", left, right: this.path() };
    return left;
  }
  path(): Expression {
    if (!this.startsPrimary()) return this.location();
    const start = this.primary();
    const predicates = this.predicates();
    const steps: Step[] = predicates.length ? [{ axis: "filter", name: "*", predicates }] : [];
    this.moreSteps(steps);
    return steps.length ? { kind: "path", steps, absolute: false, start } : start;
  }
  startsPrimary(): boolean {
    const { kind, text } = this.here;
    if (kind === "number" || kind === "literal") return true;
    return kind === "name" ? this.next.text === "(" && !TYPES.has(text) : kind === "sign" && text === "(";
  }
  primary(): Expression {
    const { kind, text } = this.here;
    this.at += 1;
    if (kind === "number") return { kind, value: Number(text) };
    if (kind === "literal") return { kind, text };
    if (kind === "name") {
      this.need("(");
      return { kind: "call", name: text, given: this.arguments() };
    }
    const inner = this.level(0);
    this.need(")");
    return inner;
  }
  arguments(): Expression[] {
    if (this.take(")")) return [];
    const given = [this.level(0)];
    while (this.take(",")) given.push(this.level(0));
    this.need(")");
    return given;
  }
  location(): Expression {
    const lead = this.take("/", "//");
    const steps: Step[] = lead === "//" ? [anywhere()] : [];
    const starts = ["name", "wildcard"].includes(this.here.kind) || [".", "..", "@"].includes(this.here.text);
    if (lead !== "/" || starts) {
      steps.push(this.step());
      this.moreSteps(steps);
    }
    return { kind: "path", steps, absolute: !!lead, start: null };
  }
  moreSteps(steps: Step[]): void {
    for (let sign = this.take("/", "//"); sign; sign = this.take("/", "//")) {
      if (sign === "//") steps.push(anywhere());
      steps.push(this.step());
    }
  }
  step(): Step {
    if (this.take(".")) return { axis: "self", name: "*", predicates: this.predicates() };
    if (this.take("..")) return { axis: "parent", name: "*", predicates: this.predicates() };
    const axis = this.take("@") ? "attribute" : this.axis();
    if (!["name", "wildcard"].includes(this.here.kind)) this.fail();
    let name = this.here.text;
    this.at += 1;
    if (TYPES.has(name) && this.take("(")) {
      this.need(")");
      name = name === "node" ? "*" : `${name}()`;
    }
    return { axis, name, predicates: this.predicates() };
  }
  axis(): string {
    if (this.here.kind !== "name" || this.next.text !== "::") return "child";
    if (!AXES.has(this.here.text)) this.fail();
    this.at += 2;
    return (this.tokens[this.at - 2] as Token).text;
  }
  predicates(): Expression[] {
    const found: Expression[] = [];
    while (this.take("[")) {
      found.push(this.level(0));
      this.need("]");
    }
    return found;
  }
}

const anywhere = (): Step => ({ axis: "descendant-or-self", name: "*", predicates: [] });
const read = new Map<string, Expression>();

export function parse(text: string): Expression {
  let tree = read.get(text);
  if (!tree) {
    const parser = new Parser(tokensOf(text));
    tree = parser.level(0);
    if (parser.here.kind !== "end") parser.fail();
    read.set(text, tree);
  }
  return tree;
}
