// Renders a checklist: the model, what is known and what was answered become questions that react to one another.
import type { Kept } from "./attachments";
import { make, write } from "./build";
import type { Answers, Checklist } from "./model";
import { say } from "./phrases";
import { begun, everyPlace, type Prefill, type Setting } from "./run";
import { flat, isQuestion, pageViews, type Page, type View } from "./views";
import type { Place } from "./values";

export type MountOptions = {
  /** Earlier answers; without them the checklist begins fresh, with ``prefill`` for our own fields. */
  answers?: Answers | null;
  prefill?: Prefill;
  /** Called after each change with all answers as they stand: the page keeps the draft. */
  onChange?: (answers: Answers) => void;
  setting?: Partial<Setting>;
  /** Blobs of earlier attachments, by place. */
  attachments?: Map<string, File>;
  /** Gives file fields a name, so that a form sends them: ``name:place``. */
  fieldName?: string;
  /** Only where a rule says so: places are otherwise neither asked nor kept. */
  location?: boolean;
  media?: (file: string) => string;
  /** Where files of other kinds cannot be kept: they are not asked for. */
  onlyPhotos?: boolean;
};
export type Mounted = {
  /** What applies, as the server will see it. */
  answers: () => Answers;
  /** Everything as it stands, for a draft. */
  draft: () => Answers;
  /** True when nothing is amiss; otherwise the errors are shown, summed up and focused. */
  validate: () => boolean;
  attachments: () => Map<string, File>;
  destroy: () => void;
};

let mounted = 0;
// crypto.randomUUID is only there over https; a community's own server may be reached without it.
const seed = (): string => [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(16)).join("");

/** Now, as the one who asks reads the clock. */
export function settingNow(now = new Date()): Setting {
  const east = -now.getTimezoneOffset();
  const wall = new Date(now.getTime() + east * 60_000).toISOString().slice(0, -1);
  const two = (number: number): string => String(Math.floor(Math.abs(number))).padStart(2, "0");
  const offset = `${east < 0 ? "-" : "+"}${two(east / 60)}:${two(Math.abs(east) % 60)}`;
  return { today: wall.slice(0, 10), now: `${wall}${offset}` };
}

function firstLanguage(model: Checklist): string {
  const wanted = document.documentElement.lang.slice(0, 2) || "zh";
  return (model.languages ?? []).find((each) => each.includes(`(${wanted}`)) ?? model.languages?.[0] ?? "default";
}

export function mount(element: HTMLElement, model: Checklist, options: MountOptions = {}): Mounted {
  const setting = { ...settingNow(), language: firstLanguage(model), seed: seed(), ...options.setting };
  const run = begun(model, setting, options.answers ?? null, options.prefill ?? {});
  const kept: Kept = new Map();
  for (const place of everyPlace(run.top)) {
    const file = options.attachments?.get(place.address);
    if (file) kept.set(place, file);
  }
  const ids = new Map<Place, string>();
  const prefix = `cl${(mounted += 1)}`;
  const summary = make("div", { class: "cl-summary alert alert-danger", role: "alert", tabindex: "-1" });
  const body = make("div", { class: "cl-body" });
  let views: View[] = [];

  const page: Page = {
    run,
    kept,
    touched: new Set(),
    options: { fieldName: options.fieldName ?? "", location: !!options.location, onlyPhotos: !!options.onlyPhotos, media: options.media },
    id: (place) => {
      if (!ids.has(place)) ids.set(place, `${prefix}-${ids.size}`);
      return ids.get(place) as string;
    },
    answered: (place) => {
      run.forget();
      run.trigger(place);
      page.changed();
    },
    changed: () => {
      run.forget();
      run.countEntries();
      update();
      options.onChange?.(run.answers(run.top, true));
    },
  };
  const update = (): void => {
    views.forEach((view) => view.update());
    if (!summary.hidden) sumUp();
  };
  const draw = (): void => {
    views = pageViews(page);
    body.replaceChildren(...views.map((view) => view.element));
    update();
  };
  const wrong = (): { view: View; said: string }[] =>
    flat(views).filter(isQuestion).map((view) => ({ view, said: view.amiss?.() ?? "" })).filter(({ said }) => said);
  const sumUp = (): void => {
    const found = wrong();
    summary.hidden = !found.length;
    const items = found.map(({ view, said }) => {
      const name = run.spoken((view.place.about as { label?: Record<string, string> }).label, view.place) || view.place.name;
      const link = make("a", { href: `#${page.id(view.place)}` }, `${name}：${said}`);
      link.addEventListener("click", (tapped) => {
        tapped.preventDefault();
        view.control?.focus()?.focus();
        view.element.scrollIntoView({ block: "center" });
      });
      return make("li", {}, link);
    });
    const told = say("summary", found.length);
    if (summary.dataset.said !== told + items.map((item) => item.textContent).join()) {
      summary.dataset.said = told + items.map((item) => item.textContent).join();
      summary.replaceChildren(make("p", {}, told), make("ul", {}, ...items));
    }
  };

  summary.hidden = true;
  body.addEventListener("focusout", (left) => {
    const view = flat(views).find((each) => isQuestion(each) && each.element.contains(left.target as Node));
    if (!view || view.element.contains(left.relatedTarget as Node | null)) return;
    page.touched.add(view.place);
    view.update();
  });
  // Enter in a field must not send a half-filled checklist.
  body.addEventListener("keydown", (pressed) => {
    const field = pressed.target as HTMLElement;
    if (pressed.key === "Enter" && field.tagName === "INPUT") pressed.preventDefault();
  });
  element.classList.add("cl");
  element.replaceChildren(...languageSwitch(model, run.language, (language) => {
    run.speak(language);
    run.forget();
    draw();
  }), summary, body);
  draw();

  return {
    answers: () => run.answers(),
    draft: () => run.answers(run.top, true),
    attachments: () => {
      const standing = new Set(everyPlace(run.top).filter(run.applies));
      return new Map([...kept].filter(([place]) => standing.has(place)).map(([place, file]) => [place.address, file]));
    },
    validate: () => {
      flat(views).filter(isQuestion).forEach((view) => page.touched.add(view.place));
      summary.hidden = false;
      update();
      sumUp();
      if (!summary.hidden) summary.focus();
      return summary.hidden;
    },
    destroy: () => element.replaceChildren(),
  };
}

function languageSwitch(model: Checklist, spoken: string, choose: (language: string) => void): HTMLElement[] {
  const languages = model.languages ?? [];
  if (languages.length < 2) return [];
  const menu = make("select", { class: "form-select", "aria-label": say("language") });
  menu.append(...languages.map((each) => make("option", { value: each, selected: each === spoken }, each.replace(/\s*\([^)]*\)$/, ""))));
  menu.addEventListener("change", () => choose(menu.value));
  const label = make("span");
  write(label, say("language"));
  return [make("label", { class: "cl-language" }, label, menu)];
}
