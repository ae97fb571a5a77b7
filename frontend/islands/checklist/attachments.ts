// Photos and files of a checklist: kept as blobs, photos made lighter, also put into the form that is sent.
import { make } from "./build";
import type { Context, Control } from "./controls";
import { lighter } from "./photos";
import { say } from "./phrases";
import type { Place } from "./values";

/** Files by the place they belong to: an address changes when an earlier entry of a repeat goes. */
export type Kept = Map<Place, File>;
const ACCEPTED: Record<string, string> = { image: "image/*", audio: "audio/*", video: "video/*", file: "" };

export function attachment(context: Context, kept: Kept, fieldName: string): Control {
  const { question, place, run, id } = context;
  const isPhoto = question.kind === "image";
  const attributes = { type: "file", id, class: "form-control", accept: ACCEPTED[question.kind] };
  const input = make("input", attributes);
  const told = make("p", { class: "cl-kept", "aria-live": "polite" });
  const picture = make("img", { class: "cl-picture", alt: "" });
  const remove = make("button", { type: "button", class: "btn" }, say(isPhoto ? "removeFile" : "removeAttachment"));
  let shown: File | undefined;

  const put = (file: File | undefined): void => {
    const held = new DataTransfer();
    if (file) held.items.add(file);
    input.files = held.files;
    if (file) kept.set(place, file);
    else kept.delete(place);
    context.answer(file?.name ?? "");
  };
  input.addEventListener("change", async () => {
    const chosen = input.files?.[0];
    if (!chosen) return;
    try {
      put(isPhoto ? await lighter(chosen, Number(question.parameters?.["max-pixels"]) || undefined) : chosen);
    } catch {
      put(undefined);
      told.textContent = say("badPhoto");
    }
  });
  remove.addEventListener("click", () => {
    put(undefined);
    input.focus();
  });
  const update = (): void => {
    const answer = run.read(place);
    const file = kept.get(place);
    if (fieldName) input.name = `${fieldName}:${place.address}`;
    input.disabled = context.isReadonly();
    remove.hidden = !answer || context.isReadonly();
    if (answer) told.textContent = say("kept", answer);
    else if (shown) told.textContent = "";
    if (file === shown) return;
    if (picture.src) URL.revokeObjectURL(picture.src);
    shown = file;
    picture.hidden = !(file && isPhoto);
    if (file && isPhoto) picture.src = URL.createObjectURL(file);
    else picture.removeAttribute("src");
  };
  picture.hidden = true;
  const element = make("div", { class: "cl-attachment" }, input, picture, told, remove);
  return { element, focus: () => input, isGroup: false, update };
}

export function location(context: Context): Control {
  const button = make("button", { type: "button", class: "btn btn-outline-primary", id: context.id }, say("locate"));
  const told = make("p", { class: "cl-kept", "aria-live": "polite" });
  const found = ({ coords }: GeolocationPosition): void =>
    context.answer([coords.latitude, coords.longitude, coords.altitude ?? 0, coords.accuracy].join(" "));
  button.addEventListener("click", () =>
    navigator.geolocation.getCurrentPosition(found, () => void (told.textContent = say("notLocated"))),
  );
  const update = (): void => {
    button.disabled = context.isReadonly();
    if (context.run.read(context.place)) told.textContent = say("located");
  };
  return { element: make("div", {}, button, told), focus: () => button, isGroup: false, update };
}
