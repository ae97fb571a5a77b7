// What can be chosen at a place, and what is amiss with an answer?  The twin of choosing.py and verdicts.py.
import { CHOOSING, type Question } from "./model";
import type { Run } from "./run";
import { Nodes, momentOf, numberText, timeOf, toNumber, toTruth, type Place } from "./values";
import { scopeAt } from "./world";
import { valueOf } from "./expressions";

export type Why = "required" | "kind" | "choice" | "constraint";
export type Amiss = { why: Why; said: string; kind?: string; ends?: [string, string] };
export type Offer = { name: string; label: string };

const INTEGER = /^-?\d{1,15}$/;
const DECIMAL = /^-?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})$/;

export function offered(run: Run, question: Question, place: Place): Offer[] {
  const { list_name: list = "", filter = "", nodeset = "", file = "" } = question.source ?? {};
  if (!question.source || file) return [];
  if (nodeset) return fromAnswers(run, question, place);
  const choices = run.lists[list] ?? [];
  const items = run.world.lists.get(list)?.children[0]?.children ?? [];
  const kept = choices.filter((_, index) => !filter || passes(run, filter, place, items[index] as Place, index, items.length));
  return kept.map((choice) => ({ name: choice.name, label: run.spoken(choice.label, place) || choice.name }));
}

function passes(run: Run, filter: string, current: Place, here: Place, index: number, size: number): boolean {
  try {
    return toTruth(valueOf(filter, { ...scopeAt(run.world, current), here, position: index + 1, size }));
  } catch {
    return true;
  }
}

function fromAnswers(run: Run, question: Question, place: Place): Offer[] {
  const { nodeset = "", child = "", filter = "" } = question.source ?? {};
  const rows = run.value(nodeset, place);
  const found = new Set<string>();
  (rows instanceof Nodes ? rows.places : []).forEach((row, index, all) => {
    const text = row.children.filter((each) => each.name === child).map(run.read).join("");
    if (text && (!filter || passes(run, filter, place, row, index, all.length))) found.add(text);
  });
  return [...found].map((name) => ({ name, label: name }));
}

export function amiss(run: Run, question: Question, place: Place): Amiss | null {
  if (question.kind === "note") return null;
  const [text, rules] = [run.read(place), question.rules ?? {}];
  if (!text) {
    const wanted = question.kind !== "geopoint" && run.holds(rules.required, place);
    return wanted ? { why: "required", said: run.spoken(rules.required_message, place) } : null;
  }
  const wrong = wrongKind(question, text) ?? wrongChoice(run, question, place, text);
  if (wrong) return wrong;
  if (!rules.constraint || run.holds(rules.constraint, place)) return null;
  return { why: "constraint", said: run.spoken(rules.constraint_message, place) };
}

const KINDS: Record<string, (text: string) => unknown> = {
  integer: (text) => INTEGER.test(text),
  decimal: (text) => DECIMAL.test(text),
  date: (text) => momentOf(text, 0),
  time: (text) => timeOf(text) !== null,
  datetime: (text) => momentOf(text, 0),
};

function wrongKind(question: Question, text: string): Amiss | null {
  if (question.kind === "range") {
    const [start, end] = endsOf(question);
    if (DECIMAL.test(text) && Math.min(start, end) <= Number(text) && Number(text) <= Math.max(start, end)) return null;
    return { why: "kind", said: "", kind: "range", ends: [numberText(Math.min(start, end)), numberText(Math.max(start, end))] };
  }
  const right = KINDS[question.kind];
  return !right || right(text) ? null : { why: "kind", said: "", kind: question.kind };
}

export const endsOf = (question: Question): [number, number] => [
  toNumber(question.parameters?.start ?? "1"),
  toNumber(question.parameters?.end ?? "10"),
];

function wrongChoice(run: Run, question: Question, place: Place, text: string): Amiss | null {
  if (!CHOOSING.has(question.kind) || !question.source || question.source.file) return null;
  const names = new Set(offered(run, question, place).map((choice) => choice.name));
  const chosen = question.kind === "select_one" ? [text] : text.split(/\s+/).filter(Boolean);
  if (!chosen.every((name) => names.has(name))) return { why: "choice", said: "" };
  return question.kind === "rank" && chosen.length !== names.size ? { why: "choice", said: "", kind: "rank" } : null;
}
