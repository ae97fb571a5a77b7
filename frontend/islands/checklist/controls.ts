// One control for each kind of question: it shows the answer and says when a person changes it.
import { make, write } from "./build";
import { say } from "./phrases";
import type { Question } from "./model";
import { endsOf, offered, type Offer } from "./verdicts";
import type { Run } from "./run";
import type { Place } from "./values";

export type Control = {
  /** What stands in the form. */
  element: HTMLElement;
  /** The field to focus, and whether the question is a group of fields with a legend. */
  focus: () => HTMLElement | null;
  isGroup: boolean;
  update: () => void;
};
export type Context = {
  run: Run;
  question: Question;
  place: Place;
  id: string;
  isReadonly: () => boolean;
  /** A person's answer. */
  answer: (text: string) => void;
};
export type Maker = (context: Context) => Control;

const appearsAs = (question: Question, ...wanted: string[]): boolean =>
  (question.appearance ?? []).some((each) => wanted.includes(each));
const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);

function field(context: Context, attributes: Record<string, string>, shown = (text: string) => text, kept = shown): Control {
  const { run, place, id } = context;
  const input = make("input", { id, class: "form-control", autocomplete: "off", ...attributes });
  input.addEventListener("input", () => context.answer(input.value && kept(input.value)));
  const update = (): void => {
    const text = run.read(place);
    if (document.activeElement !== input || context.isReadonly()) input.value = text && shown(text);
    input.readOnly = context.isReadonly();
  };
  return { element: input, focus: () => input, isGroup: false, update };
}

const text: Maker = (context) => {
  const { question, run, place, id } = context;
  if (appearsAs(question, "numbers", "thousands-sep")) return field(context, { type: "text", inputmode: "tel" });
  if (!appearsAs(question, "multiline") && !question.parameters?.rows) return field(context, { type: "text" });
  const area = make("textarea", { id, class: "form-control", rows: question.parameters?.rows ?? "3" });
  area.addEventListener("input", () => context.answer(area.value));
  const update = (): void => {
    if (document.activeElement !== area) area.value = run.read(place);
    area.readOnly = context.isReadonly();
  };
  return { element: area, focus: () => area, isGroup: false, update };
};

const date: Maker = (context) => {
  if (appearsAs(context.question, "year")) {
    return field(context, { type: "number", min: "1000", max: "9999" }, (day) => day.slice(0, 4), (year) => `${year}-01-01`);
  }
  if (appearsAs(context.question, "month-year")) {
    return field(context, { type: "month" }, (day) => day.slice(0, 7), (month) => `${month}-01`);
  }
  return field(context, { type: "date" }, (day) => day.slice(0, 10));
};

const datetime: Maker = (context) =>
  field(
    context,
    { type: "datetime-local" },
    (moment) => moment.slice(0, 16),
    (moment) => `${moment}:00.000${String(context.run.world.now).slice(-6)}`,
  );

const time: Maker = (context) => field(context, { type: "time" }, (clock) => clock.slice(0, 5));

/** Rebuild the choices only when what can be chosen has changed. */
function choosing(context: Context, draw: (offers: Offer[]) => void): () => void {
  let drawn = "";
  return () => {
    const offers = offered(context.run, context.question, context.place);
    const now = JSON.stringify(offers);
    if (now !== drawn) draw(offers);
    drawn = now;
  };
}

const select: Maker = (context) => {
  const menu = make("select", { id: context.id, class: "form-select" });
  menu.addEventListener("change", () => context.answer(menu.value));
  const redraw = choosing(context, (offers) =>
    menu.replaceChildren(
      make("option", { value: "" }, say("pickOne")),
      ...offers.map(({ name, label }) => make("option", { value: name }, label)),
    ),
  );
  const update = (): void => {
    redraw();
    menu.value = context.run.read(context.place);
    menu.disabled = context.isReadonly();
  };
  return { element: menu, focus: () => menu, isGroup: false, update };
};

function boxes(context: Context, type: "radio" | "checkbox"): Control {
  const { question, run, place, id } = context;
  const row = appearsAs(question, "horizontal", "horizontal-compact", "likert", "columns", "columns-pack", "list-nolabel", "quick");
  const list = make("div", { class: row ? "cl-choices cl-choices-row" : "cl-choices" });
  const inputs = (): HTMLInputElement[] => [...list.querySelectorAll("input")];
  const chosen = (): string => inputs().filter((each) => each.checked).map((each) => each.value).join(" ");
  const redraw = choosing(context, (offers) => {
    const drawn = offers.map(({ name, label }, at) => {
      const input = make("input", { type, class: "form-check-input", name: id, id: at ? `${id}-${at}` : id, value: name });
      const said = make("span");
      write(said, label);
      return make("label", { class: "cl-choice" }, input, said);
    });
    list.replaceChildren(...(drawn.length ? drawn : [make("p", { class: "quiet" }, say("noChoices"))]));
  });
  list.addEventListener("change", () => context.answer(chosen()));
  // A tick once set can be taken back: a second tap on the chosen one.
  list.addEventListener("click", (tapped) => {
    const input = tapped.target as HTMLInputElement;
    if (type !== "radio" || input.tagName !== "INPUT" || input.value !== input.dataset.was) return;
    input.checked = false;
    context.answer("");
  });
  const update = (): void => {
    redraw();
    const answer = run.read(place);
    const names = type === "radio" ? [answer] : words(answer);
    for (const input of inputs()) {
      input.checked = names.includes(input.value);
      input.disabled = context.isReadonly();
      if (type === "radio") input.dataset.was = input.checked ? input.value : "\0";
    }
  };
  return { element: list, focus: () => inputs().find((each) => each.checked) ?? inputs()[0] ?? null, isGroup: true, update };
}

const acknowledge: Maker = (context) => {
  const { run, place, id } = context;
  const input = make("input", { type: "checkbox", class: "form-check-input", id });
  const said = make("span");
  const element = make("label", { class: "cl-choice cl-acknowledge" }, input, said);
  input.addEventListener("change", () => context.answer(input.checked ? "OK" : ""));
  const update = (): void => {
    write(said, run.spoken(context.question.label, place));
    input.checked = !!run.read(place);
    input.disabled = context.isReadonly();
  };
  return { element, focus: () => input, isGroup: false, update };
};

const range: Maker = (context) => {
  const { run, place, question, id } = context;
  const [start, end] = endsOf(question).map(String);
  const step = question.parameters?.step ?? "1";
  const input = make("input", { type: "range", class: "form-range", id, min: start, max: end, step });
  const shown = make("output", { for: id, class: "cl-slider-value" });
  input.addEventListener("input", () => context.answer(input.value));
  const update = (): void => {
    const answer = run.read(place);
    if (answer) input.value = answer;
    input.classList.toggle("is-untouched", !answer);
    input.disabled = context.isReadonly();
    shown.textContent = answer || "—";
  };
  const element = make("div", { class: "cl-slider" }, make("span", {}, start), input, make("span", {}, end), shown);
  return { element, focus: () => input, isGroup: false, update };
};

const rank: Maker = (context) => {
  const { run, question, place, id } = context;
  const list = make("ol", { class: "cl-order" });
  const start = make("button", { type: "button", class: "btn btn-outline-primary", id: `${id}-start` }, say("rankStart"));
  let drawn = "";
  const order = (): Offer[] => {
    const offers = offered(run, question, place);
    const ranked = words(run.read(place)).flatMap((name) => offers.filter((offer) => offer.name === name));
    return [...ranked, ...offers.filter((offer) => !ranked.includes(offer))];
  };
  const move = (at: number, by: number): void => {
    const names = order().map((offer) => offer.name);
    names.splice(at + by, 0, ...names.splice(at, 1));
    context.answer(names.join(" "));
    list.querySelectorAll<HTMLElement>("li")[at + by]?.querySelector<HTMLElement>(by < 0 ? "button" : "button:last-child")?.focus();
  };
  start.addEventListener("click", () => context.answer(order().map((offer) => offer.name).join(" ")));
  const arrow = (sign: string, words_: string, off: boolean, act: () => void): HTMLElement => {
    const button = make("button", { type: "button", class: "btn cl-arrow", "aria-label": words_, disabled: off }, sign);
    button.addEventListener("click", act);
    return button;
  };
  const update = (): void => {
    const offers = order();
    start.hidden = !!run.read(place) || context.isReadonly();
    const now = JSON.stringify([offers, context.isReadonly()]);
    if (now === drawn) return;
    drawn = now;
    const items = offers.map((offer, at) => make(
      "li",
      {},
      make("span", {}, offer.label),
      arrow("↑", say("up", offer.label), at === 0 || context.isReadonly(), () => move(at, -1)),
      arrow("↓", say("down", offer.label), at === offers.length - 1 || context.isReadonly(), () => move(at, 1)),
    ));
    list.replaceChildren(...items);
  };
  const element = make("div", { id, tabindex: "-1" }, list, start);
  return { element, focus: () => list.querySelector("button:not([disabled])"), isGroup: true, update };
};

const readOut: Maker = ({ run, place, id }) => {
  const element = make("output", { id, class: "cl-output" });
  return { element, focus: () => element, isGroup: false, update: () => void (element.textContent = run.read(place) || "—") };
};

const note: Maker = ({ id }) => {
  const element = make("span", { id });
  return { element, focus: () => element, isGroup: false, update: () => undefined };
};

const MAKERS: Record<string, Maker> = {
  text,
  barcode: text,
  integer: (context) => field(context, { type: "text", inputmode: "numeric" }, (each) => each, (each) => each.trim()),
  decimal: (context) => field(context, { type: "text", inputmode: "decimal" }, (each) => each, (each) => each.trim().replace(",", ".")),
  date,
  time,
  datetime,
  select_one: (context) => (appearsAs(context.question, "minimal", "autocomplete", "search") ? select(context) : boxes(context, "radio")),
  select_multiple: (context) => boxes(context, "checkbox"),
  rank,
  range,
  acknowledge,
  note,
};

export function makerOf(question: Question): Maker {
  if (question.rules?.calculation && !question.triggers?.length) return readOut;
  return MAKERS[question.kind] ?? text;
}
