// What stands in a form as a flat list, and back.
import type { Entries } from "./core/model";

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export function entriesOf(form: HTMLFormElement): Entries {
  const found: Entries = [];
  // Checklists tell their answers themselves.
  const theirs = new Set([...form.querySelectorAll<Field>(".cl [name]")].map((field) => field.name));
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value !== "" && !theirs.has(name)) found.push([name, value]);
  }
  return found;
}

// Whether a person entered something: marks and what is chosen from the start do not count.
export function saysSomething(entries: Entries, before: Entries): boolean {
  const known = new Set(before.map((pair) => pair.join("=")));
  return entries.some((pair) => !known.has(pair.join("="))) || entries.length < before.length;
}

export function putBack(form: HTMLFormElement, entries: Entries): void {
  for (const field of form.querySelectorAll<Field>("input[name],select[name],textarea[name]")) {
    if (field.type === "file") continue;
    const values = entries.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox")) {
      field.checked = values.includes(field.value) || (field.type === "radio" && field.value === "" && !values.length);
    } else if (field.type !== "hidden") {
      field.value = values[0] ?? "";
    }
  }
}

// What a draft says about fields that are asked no more: it goes along all the same.
export function notAsked(form: HTMLFormElement, entries: Entries): Entries {
  const asked = new Set([...form.querySelectorAll<Field>("[name]")].map((field) => field.name));
  const values = entries.filter(([name]) => /^(value|same):/.test(name) && !asked.has(name)).map(([name]) => name);
  const bases = values.map((name) => name.replace(/^value:/, "base:"));
  return entries.filter(([name]) => values.includes(name) || (bases.includes(name) && !asked.has(name)));
}

export type Amiss = { said: "outcome" | "unmet" | "promise" | "future"; field: string };
const SPOKEN = new Set(["met", "told_by_family"]);
const LEARNS = /^(value|same|group|change|new):/;

// What the server would refuse, told while one still stands at the door; the server has the last word.
export function amissIn(entries: Entries, now: Date, teaches = false): Amiss | undefined {
  const all = new Map(entries);
  const outcome = all.get("outcome");
  if (!all.has("channel") || !outcome) return { said: "outcome", field: "outcome" };
  const learns = entries.find(([name, value]) =>
    (LEARNS.test(name) && !/^new:\d+:(kind|relation|on)$/.test(name)) || (name.startsWith("state:") && /^(moved_out|died)$/.test(value)));
  if ((learns || teaches) && !SPOKEN.has(outcome)) return { said: "unmet", field: "outcome" };
  if (all.has("promise:0:words") && !all.has("promise:0:due_on")) return { said: "promise", field: "promise:0:due_on" };
  const day = all.get("date");
  if (day && new Date(`${day}T${all.get("time") ?? "00:00"}`) > new Date(now.getTime() + 600_000)) return { said: "future", field: "date" };
  return undefined;
}
