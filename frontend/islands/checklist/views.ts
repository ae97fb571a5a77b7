// How do questions, groups and repeats stand on the page, and what changes with each answer?
import { attachment, location, type Kept } from "./attachments";
import { make, write } from "./build";
import { makerOf, type Control } from "./controls";
import { ATTACHED, isShown, unfolded, type Group, type Node as ListNode, type Question, type Repeat } from "./model";
import { say, sentence } from "./phrases";
import { questionOf, type Run } from "./run";
import type { Place } from "./values";
import { amiss } from "./verdicts";

export type Options = { fieldName: string; location: boolean; onlyPhotos?: boolean; media?: (file: string) => string };
export type View = { place: Place; element: HTMLElement; update: () => void; views: View[]; control?: Control; amiss?: () => string };
export type Page = {
  run: Run;
  options: Options;
  kept: Kept;
  /** Places whose errors may be shown: those touched, all after a check. */
  touched: Set<Place>;
  answered: (place: Place) => void;
  changed: () => void;
  id: (place: Place) => string;
};

const VISIBLE_MEDIA = "image";

/** The views of one level in reading order, with each repeat in its place. */
function level(page: Page, parent: Place, nodes: ListNode[]): View[] {
  return unfolded(nodes).flatMap((node) => {
    if (node.is === "repeat") return [repeatView(page, parent, node)];
    const place = parent.children.find((child) => child.about === node);
    if (!place) return [];
    return node.is === "question" ? questionView(page, place, node) : [groupView(page, place, node)];
  });
}

export const pageViews = (page: Page): View[] => level(page, page.run.top, page.run.nodes);

function toggled(element: HTMLElement, applies: boolean): boolean {
  element.hidden = !applies;
  return applies;
}

function questionView(page: Page, place: Place, question: Question): View[] {
  if (!isShown(question) || (question.kind === "geopoint" && !page.options.location)) return [];
  const { run } = page;
  if (page.options.onlyPhotos && ATTACHED.has(question.kind) && question.kind !== "image") return [unasked(page, place, question)];
  const id = page.id(place);
  const isReadonly = (): boolean => run.holds(question.rules?.readonly, place);
  const answer = (text: string): void => {
    place.text = text;
    page.answered(place);
  };
  const context = { run, question, place, id, isReadonly, answer };
  const control = ATTACHED.has(question.kind)
    ? attachment(context, page.kept, page.options.fieldName)
    : question.kind === "geopoint"
      ? location(context)
      : makerOf(question)(context);
  return [framed(page, place, question, control, id)];
}

// A question that cannot be answered here is told, so that nobody misses it: it is no entry and holds nothing up.
function unasked(page: Page, place: Place, question: Question): View {
  const label = make("p", { class: "cl-label" });
  const element = make("div", { class: "cl-question" }, label, make("p", { class: "cl-hint" }, say("onlineOnly")));
  const update = (): void => {
    if (toggled(element, page.run.applies(place))) write(label, page.run.spoken(question.label, place));
  };
  return { place, element, update, views: [] };
}

function framed(page: Page, place: Place, question: Question, control: Control, id: string): View {
  const { run } = page;
  const label = make("span", { class: "cl-label-words" });
  const mark = make("span", { class: "cl-must" }, say("mustFill"));
  const hint = make("p", { class: "cl-hint", id: `${id}-hint` });
  const guidance = make("details", { class: "cl-guidance" }, make("summary", {}, "?"), make("p"));
  const error = make("p", { class: "cl-error", id: `${id}-error` });
  const ownLabel = question.kind === "acknowledge";
  const isNote = question.kind === "note";
  const heading = isNote
    ? make("p", { class: "cl-note-words" }, label)
    : control.isGroup
      ? make("legend", { class: "cl-label" }, label, mark)
      : make("label", { class: "cl-label", for: id }, label, mark);
  const picture = pictureOf(page, question);
  const parts = [ownLabel ? mark : heading, picture, hint, question.guidance && guidance, control.element, error];
  const element = make(control.isGroup ? "fieldset" : "div", { class: `cl-question cl-${question.kind}` }, ...parts);
  const said = (): string => {
    const wrong = run.applies(place) ? amiss(run, question, place) : null;
    return wrong ? sentence(wrong) : "";
  };
  const update = (): void => {
    if (!toggled(element, run.applies(place))) return;
    write(label, run.spoken(question.label, place));
    write(hint, run.spoken(question.hint, place));
    write(guidance.lastElementChild as HTMLElement, run.spoken(question.guidance, place));
    hint.hidden = !question.hint;
    mark.hidden = !run.holds(question.rules?.required, place) || isNote;
    control.update();
    const wrong = page.touched.has(place) ? said() : "";
    error.textContent = wrong;
    error.hidden = !wrong;
    element.classList.toggle("is-amiss", !!wrong);
    const field = control.isGroup ? element : control.focus();
    if (field && !isNote) {
      field.setAttribute("aria-describedby", [question.hint && hint.id, wrong && error.id].filter(Boolean).join(" "));
      if (!control.isGroup) field.setAttribute("aria-invalid", String(!!wrong));
    }
  };
  return { place, element, update, views: [], control, amiss: said };
}

function pictureOf(page: Page, question: Question): HTMLElement | null {
  const file = Object.values(question.media?.[VISIBLE_MEDIA] ?? {})[0];
  const source = file && page.options.media?.(file);
  return source ? make("img", { class: "cl-picture", src: source, alt: "" }) : null;
}

function groupView(page: Page, place: Place, group: Group): View {
  const legend = make("legend", { class: "cl-legend" });
  const hint = make("p", { class: "cl-hint" });
  const views = level(page, place, group.children ?? []);
  const element = make("fieldset", { class: "cl-group" }, group.label && legend, group.hint && hint, ...views.map((view) => view.element));
  const update = (): void => {
    if (!toggled(element, page.run.applies(place))) return;
    write(legend, page.run.spoken(group.label, place));
    write(hint, page.run.spoken(group.hint, place));
    views.forEach((view) => view.update());
    // A group of which nothing is asked now is no heading over nothing.
    element.hidden = views.length > 0 && views.every((view) => view.element.hidden);
  };
  return { place, element, update, views };
}

function repeatView(page: Page, parent: Place, repeat: Repeat): View {
  const { run } = page;
  const list = make("div", { class: "cl-entries" });
  const add = make("button", { type: "button", class: "btn btn-outline-primary cl-add" }, say("add"));
  const element = make("div", { class: "cl-repeat" }, list, !repeat.count && add);
  const made = new Map<Place, View>();
  const view: View = { place: parent, element, update: () => undefined, views: [] };
  add.addEventListener("click", () => {
    const entry = run.addEntry(parent, repeat, {});
    run.fill({}, entry);
    page.changed();
    const first = made.get(entry)?.views.find((each) => each.control);
    first?.control?.focus()?.focus();
  });
  view.update = () => {
    const entries = parent.children.filter((child) => child.about === repeat);
    for (const [place] of made) if (!entries.includes(place)) made.delete(place);
    view.views = entries.map((entry) => {
      const drawn = made.get(entry) ?? entryView(page, entry, repeat, () => add.focus());
      made.set(entry, drawn);
      return drawn;
    });
    const elements = view.views.map((each) => each.element);
    if (elements.some((each, at) => list.children[at] !== each) || list.children.length !== elements.length) {
      list.replaceChildren(...elements);
    }
    view.views.forEach((each) => each.update());
    const ruledOut = entries.length > 0 && view.views.every((each) => each.element.hidden);
    element.hidden = ruledOut || !run.applies(parent) || (!entries.length && !!repeat.count);
  };
  return view;
}

function entryView(page: Page, entry: Place, repeat: Repeat, removed: () => void): View {
  const legend = make("legend", { class: "cl-legend" });
  const remove = make("button", { type: "button", class: "btn btn-sm cl-remove" });
  const views = level(page, entry, repeat.children ?? []);
  const element = make("fieldset", { class: "cl-group cl-entry" }, legend, ...views.map((view) => view.element), !repeat.count && remove);
  remove.addEventListener("click", () => {
    const family = entry.parent;
    if (family) family.children = family.children.filter((child) => child !== entry);
    page.changed();
    removed();
  });
  const update = (): void => {
    if (!toggled(element, page.run.applies(entry))) return;
    const name = [page.run.spoken(repeat.label, entry), say("entry", entry.position)].filter(Boolean).join(" · ");
    write(legend, name);
    write(remove, say("remove", name));
    views.forEach((view) => view.update());
  };
  return { place: entry, element, update, views };
}

export const flat = (views: View[]): View[] => views.flatMap((view) => [view, ...flat(view.views)]);
export const isQuestion = (view: View): boolean => !!view.control && !!questionOf(view.place);
