// What stands in a form as a flat list, and back.
import type { Entries } from "./core/model";

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export function entriesOf(form: HTMLFormElement): Entries {
  const found: Entries = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value !== "") found.push([name, value]);
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
