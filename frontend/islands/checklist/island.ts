// Mounts itself on every [data-checklist]: the model, answers and known values stand in JSON blocks inside it.
//   <div data-checklist data-name="answers" data-draft-key="…">
//     <script type="application/json" data-model>…</script>
//     <script type="application/json" data-answers>…</script>   (optional: earlier answers)
//     <script type="application/json" data-prefill>…</script>   (optional: known values by field)
//   </div>
import { make } from "./build";
import { mount, type MountOptions, type Mounted } from "./checklist";
import type { Answers, Checklist } from "./model";
import type { Prefill } from "./run";

const found = new WeakMap<Element, Mounted>();

function block<Held>(place: Element, name: string): Held | undefined {
  const script = place.querySelector(`script[${name}]`);
  return script?.textContent ? (JSON.parse(script.textContent) as Held) : undefined;
}

export function start(place: HTMLElement): Mounted | undefined {
  if (found.has(place)) return found.get(place);
  const model = block<Checklist>(place, "data-model");
  if (!model) return undefined;
  const name = place.dataset.name ?? "answers";
  const sent = make("input", { type: "hidden", name });
  const options: MountOptions = {
    answers: block<Answers>(place, "data-answers"),
    prefill: block<Prefill>(place, "data-prefill"),
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
document.addEventListener("htmx:load", (loaded) => startAll(loaded.target as HTMLElement));
export { mount };
