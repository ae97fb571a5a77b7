// The visit page of a door, put together from the server's parts; whatever is put in is escaped.
import type { Door, Due, Parts, Person } from "./core/model";

const NOBODY = "00000000-0000-0000-0000-000000000000";
const SIGNS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export const escape = (words: string): string => words.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);

export const fill = (part: string, values: Record<string, string>): string =>
  part.replace(/⟦(\w+)⟧/g, (_whole, name: string) => escape(values[name] ?? ""));

const element = (html: string): HTMLElement => {
  const made = document.createElement("template");
  made.innerHTML = html;
  return made.content.firstElementChild as HTMLElement;
};

const dues = (parts: Parts, due: Due[]): string => due.map((one) => fill(one.key ? parts.tick : parts.due, { ...one })).join("");

function ask(parts: Parts, asked: NonNullable<Person["asks"]>[number], missing: string): HTMLElement | undefined {
  const [field, base, held, why] = asked;
  const part = parts.asks[field];
  if (!part) return undefined;
  const made = element(fill(part, { base, held: held || missing, why }));
  if (!why) made.querySelector(".form-hint > .tag")?.remove();
  if (!held) made.querySelector(".form-hint > label")?.remove();
  return made;
}

const UNFOLDED = 2; // with more people, what to ask of each is folded until it is tapped

function person(parts: Parts, one: Person, missing: string, folds: boolean): HTMLElement {
  const made = element(fill(parts.person, { name: one.name, about: one.about ?? "" }));
  const slot = (name: string): HTMLElement | null => made.querySelector(`[data-slot="${name}"]`);
  slot("groups")?.append(...(one.groups ?? []).map((group) => element(`<span class="tag">${escape(group)}</span>`)));
  (slot("due") ?? made).innerHTML = dues(parts, one.due ?? []);
  slot("asks")?.append(...(one.asks ?? []).map((asked) => ask(parts, asked, missing)).filter((found) => found !== undefined));
  const fold = made.querySelector<HTMLDetailsElement>(".visit-fold");
  if (fold) fold.open = !folds;
  if (one.asks?.length) fold?.querySelector("summary")?.append(" ", element(`<span class="tag">${one.asks.length}</span>`));
  const verifications = (one.verifications ?? []).map((due) => fill(parts.verification, { ...due }));
  (slot("verifications") ?? made).innerHTML = verifications.join("");
  made.querySelectorAll("legend a").forEach((link) => link.remove()); // leads to a page that needs the network
  // The person's key stands wherever the parts say nobody.
  return element(made.outerHTML.replaceAll(NOBODY, escape(one.key)));
}

export function compose(place: HTMLElement, parts: Parts, door: Door, words: { why: string; missing: string; now: Date }): void {
  const why = door.due.length
    ? `<section class="card"><div class="card-header"><h2 class="card-title">${escape(words.why)}</h2></div>` +
      `<ul class="rowlist">${dues(parts, door.due)}</ul></section>`
    : "";
  const rest = document.createElement("template");
  rest.innerHTML = parts.rest;
  const first = document.createElement("template");
  first.innerHTML = why;
  const everyone = document.createElement("template");
  everyone.innerHTML = door.people.length > 1 ? (parts.everyone ?? "") : "";
  const folds = door.people.length > UNFOLDED;
  const people = door.people.map((one) => person(parts, one, words.missing, folds));
  place.replaceChildren(first.content, everyone.content, ...people, rest.content);
  const today = words.now.toLocaleDateString("sv-SE");
  place.querySelectorAll<HTMLInputElement>("input[type=date][max]").forEach((entry) => (entry.max = today));
  place.querySelectorAll<HTMLInputElement>("input[type=date][min]").forEach((entry) => (entry.min = today));
}
