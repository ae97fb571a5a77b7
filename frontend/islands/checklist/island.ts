// Mounts itself on every [data-checklist].  The model, and if there are any earlier answers and known values, stand in
// JSON blocks beside it, as Django's json_script writes them, and are named by their ids:
//   {{ model|json_script:"list-model" }} {{ prefill|json_script:"list-prefill" }}
//   <div data-checklist data-name="answers" data-model="list-model" data-prefill="list-prefill"></div>
// or inside it: <script type="application/json" data-model>.  Without a name the block next to it is the model.
// In a form (enctype multipart/form-data) the answers are sent as JSON in ``data-name``, files as ``data-name:place``;
// a button with formnovalidate sends a draft.  Each change tells the page: the event checklist:change with the draft.
import { make } from "./build";
import { mount, type MountOptions, type Mounted } from "./checklist";
import type { Answers, Checklist } from "./model";
import type { Prefill } from "./run";

const found = new WeakMap<Element, Mounted>();

function block<Held>(place: HTMLElement, name: "model" | "answers" | "prefill"): Held | undefined {
  const named = document.getElementById(place.dataset[name] ?? "");
  const script = named ?? place.querySelector(`script[data-${name}]`) ?? (name === "model" ? beside(place) : null);
  return script?.textContent ? (JSON.parse(script.textContent) as Held) : undefined;
}

const beside = (place: Element): Element | null =>
  [place.nextElementSibling, place.previousElementSibling].find((each) => each?.matches('script[type="application/json"]')) ?? null;

export function start(place: HTMLElement): Mounted | undefined {
  if (found.has(place)) return found.get(place);
  const model = block<Checklist>(place, "model");
  if (!model) return undefined;
  const name = place.dataset.name ?? "answers";
  const sent = make("input", { type: "hidden", name });
  const options: MountOptions = {
    answers: block<Answers>(place, "answers"),
    prefill: block<Prefill>(place, "prefill"),
    fieldName: name,
    location: place.dataset.location === "allowed",
    setting: { user: place.dataset.user ?? "" },
    onChange: (draft) => {
      write();
      place.dispatchEvent(new CustomEvent("checklist:change", { bubbles: true, detail: draft }));
    },
  };
  const body = make("div");
  place.append(body, sent);
  const checklist = mount(body, model, options);
  const write = (): void => void (sent.value = JSON.stringify(checklist.answers()));
  write();
  const form = place.closest("form");
  form?.addEventListener("submit", (sending) => {
    if (!place.isConnected) return; // left out again
    write();
    const isDraft = (sending.submitter as HTMLButtonElement | null)?.formNoValidate;
    if (isDraft || checklist.validate()) return;
    sending.preventDefault();
    sending.stopImmediatePropagation();
  }, { capture: true });
  found.set(place, checklist);
  return checklist;
}

const startAll = (within: ParentNode): void => within.querySelectorAll<HTMLElement>("[data-checklist]").forEach(start);
startAll(document);

// A checklist asked for twice stays once; one that was opened by mistake can be left out again.
function isThere(arrived: HTMLElement): boolean {
  const name = arrived.querySelector<HTMLElement>("[data-checklist]")?.dataset.name;
  if (!name) return false;
  const all = [...document.querySelectorAll<HTMLElement>("[data-checklist]")].filter((each) => each.dataset.name === name);
  const first = all.find((each) => !arrived.contains(each));
  if (first) arrived.remove();
  first?.scrollIntoView({ block: "start" });
  return !!first;
}

document.addEventListener("htmx:load", (loaded) => {
  const arrived = loaded.target as HTMLElement;
  if (!isThere(arrived)) startAll(arrived);
});
document.addEventListener("click", (tapped) => {
  (tapped.target as HTMLElement).closest("[data-checklist-away]")?.closest(".checklist-card")?.remove();
});
export { mount };
