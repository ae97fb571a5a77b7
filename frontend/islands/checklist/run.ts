// What does every place hold, and does it apply?  The twin of answers.py, running.py, storing.py and prefilling.py;
// here the tree of places lives as long as the page, and is valued anew after each answer.
import { valueOf } from "./expressions";
import { childrenOf, everyNode, nameOf, pick, unfolded, type Answers, type Checklist, type Choice, type Node, type Question, type Repeat, type Words } from "./model";
import { Moment, Place, momentOf, numberText, toMoment, toNumber, toText, toTruth, zoneOf, type Value } from "./values";
import { Chance, scopeAt, type World } from "./world";

export type Setting = { today: string; now: string; user?: string; language?: string; seed?: string };
export type Prefill = Record<string, string | string[]>;
const MOST_ENTRIES = 200;

export const aboutOf = (place: Place): Node => place.about as Node;
export const questionOf = (place: Place): Question | null => {
  const about = place.about as Node | null;
  return about?.is === "question" ? about : null;
};
export const everyPlace = (place: Place): Place[] => place.children.flatMap((each) => [each, ...everyPlace(each)]);

export class Run {
  readonly document = new Place("");
  readonly top: Place;
  readonly world: World;
  readonly nodes: Node[];
  readonly lists: Record<string, Choice[]>;
  private values = new Map<Place, string>();
  private applying = new Map<Place, boolean>();
  private busy = new Set<Place>();

  constructor(
    readonly model: Checklist,
    answers: Answers,
    readonly setting: Setting,
  ) {
    this.nodes = model.children ?? [];
    this.lists = model.lists ?? {};
    const root = model.root ?? "data";
    this.top = this.document.add(root);
    this.top.about = { is: "group", path: `/${root}`, children: this.nodes } satisfies Node;
    this.plant(this.top, this.nodes, answers);
    const offset = /(?:Z|[+-]\d{2}:?\d{2})$/.exec(setting.now)?.[0] ?? "";
    const now = momentOf(setting.now, zoneOf(offset)) ?? new Moment(0, true);
    this.world = {
      document: this.document,
      today: momentOf(setting.today, 0) ?? now.day,
      now,
      language: this.language,
      version: model.version ?? "",
      lists: new Map(),
      read: this.read,
      applies: this.applies,
      choiceLabel: this.choiceLabel,
      chance: new Chance(setting.seed),
    };
    for (const name of Object.keys(this.lists)) this.world.lists.set(name, this.list(name));
  }

  get language(): string {
    const spoken = this.model.languages ?? ["default"];
    const wanted = this.setting.language ?? "";
    return spoken.includes(wanted) ? wanted : (spoken[0] ?? "default");
  }

  get languages(): string[] {
    return [this.language, ...(this.model.languages ?? ["default"])];
  }

  speak(language: string): void {
    this.setting.language = language;
    this.world.language = this.language;
    for (const name of this.world.lists.keys()) this.world.lists.set(name, this.list(name));
  }

  private list(name: string): Place {
    const top = new Place("");
    const root = top.add("root");
    for (const choice of this.lists[name] ?? []) {
      const item = root.add("item");
      item.add("name", choice.name);
      item.add("label", pick(choice.label, this.languages));
      for (const [column, text] of Object.entries(choice.columns ?? {})) item.add(column, text);
    }
    return top;
  }

  private plant(parent: Place, nodes: Node[], answers: Answers): void {
    for (const node of unfolded(nodes)) {
      const given = answers[nameOf(node)];
      if (node.is === "repeat") {
        for (const entry of Array.isArray(given) ? given.slice(0, MOST_ENTRIES) : []) this.addEntry(parent, node, entry);
        continue;
      }
      const place = parent.add(nameOf(node), node.is === "question" && typeof given === "string" ? given : "");
      place.about = node;
      const inner = given && typeof given === "object" && !Array.isArray(given) ? given : {};
      this.plant(place, childrenOf(node), inner);
    }
  }

  addEntry(parent: Place, repeat: Repeat, answers: Answers): Place {
    const entry = new Place(nameOf(repeat), parent, "", true);
    entry.about = repeat;
    const names = unfolded(childrenOf(aboutOf(parent))).map(nameOf);
    const later = names.slice(names.indexOf(entry.name) + 1);
    const at = parent.children.findIndex((child) => later.includes(child.name));
    parent.children.splice(at < 0 ? parent.children.length : at, 0, entry);
    this.plant(entry, childrenOf(repeat), answers && typeof answers === "object" ? answers : {});
    return entry;
  }

  /** Defaults and known values for places that have none yet. */
  fill(prefill: Prefill, within: Place = this.document): void {
    for (const place of everyPlace(within)) {
      const question = questionOf(place);
      if (!question || place.text) continue;
      place.text = this.firstText(question, place, prefill);
      this.forget();
    }
  }

  private firstText(question: Question, place: Place, prefill: Prefill): string {
    let known = question.field_name ? prefill[question.field_name] : undefined;
    if (Array.isArray(known)) known = known[(place.lineage().find((step) => step.repeats)?.position ?? 1) - 1];
    if (known) return known;
    if (question.default_expression) return this.stored(question, this.value(question.default_expression, place));
    return question.default ?? "";
  }

  /** Give counted repeats their entries; true when any came or went. */
  countEntries(prefill: Prefill = {}): boolean {
    let changed = false;
    for (const node of everyNode(this.nodes)) {
      if (node.is !== "repeat" || !node.count) continue;
      const above = node.path.slice(0, node.path.lastIndexOf("/"));
      for (const parent of everyPlace(this.document).filter((place) => aboutOf(place).path === above)) {
        changed = this.setEntries(parent, node, prefill) || changed;
      }
      this.forget();
    }
    return changed;
  }

  private setEntries(parent: Place, repeat: Repeat, prefill: Prefill): boolean {
    const wanted = toNumber(this.value(repeat.count ?? "", parent), this.world.now.zone);
    const entries = parent.children.filter((child) => child.about === repeat);
    const count = Number.isNaN(wanted) ? 0 : Math.trunc(Math.min(Math.max(wanted, 0), MOST_ENTRIES));
    const surplus = new Set(entries.slice(count));
    parent.children = parent.children.filter((child) => !surplus.has(child));
    for (let i = entries.length; i < count; i += 1) this.fill(prefill, this.addEntry(parent, repeat, {}));
    return entries.length !== count;
  }

  forget(): void {
    this.values.clear();
    this.applying.clear();
  }

  value(expression: string, place: Place): Value {
    try {
      return valueOf(expression, scopeAt(this.world, place));
    } catch {
      return "";
    }
  }
  holds = (expression: string | undefined, place: Place): boolean => !!expression && toTruth(this.value(expression, place));

  applies = (place: Place): boolean => {
    const known = this.applying.get(place);
    if (known !== undefined) return known;
    this.applying.set(place, true); // what asks about itself applies
    const relevant = (place.about as Node | null)?.rules?.relevant;
    const applies = (!place.parent || this.applies(place.parent)) && (!relevant || this.holds(relevant, place));
    this.applying.set(place, applies);
    return applies;
  };

  read = (place: Place): string => {
    const known = this.values.get(place);
    if (known !== undefined) return known;
    if (!this.applies(place)) return "";
    const question = questionOf(place);
    if (!question || this.busy.has(place)) return place.text;
    this.busy.add(place);
    const text = this.computed(question, place);
    this.busy.delete(place);
    this.values.set(place, text);
    return text;
  };

  private computed(question: Question, place: Place): string {
    const calculation = question.rules?.calculation;
    if (calculation && !question.triggers?.length) return this.stored(question, this.value(calculation, place));
    switch (question.kind) {
      case "today":
        return String(this.world.today);
      case "start":
        return place.text || String(this.world.now);
      case "end":
        return String(this.world.now);
      case "username":
        return this.setting.user ?? "";
      case "uncollected":
        return "";
    }
    return place.text;
  }

  stored(question: Question, value: Value): string {
    const [type, zone] = [question.data_type ?? "string", this.world.now.zone];
    if (type === "date" || type === "dateTime") {
      const moment = toMoment(value, zone);
      return moment ? String(type === "date" ? moment.day : new Moment(moment.ms, true, zone)) : "";
    }
    if (type === "int" || type === "decimal") {
      const number = toNumber(value, zone);
      return Number.isFinite(number) ? numberText(type === "int" ? Math.trunc(number) : number) : "";
    }
    const text = toText(value);
    return text === "NaN" ? "" : text;
  }

  /** What follows when an answer changes: questions triggered by it are reckoned once. */
  trigger(changed: Place): void {
    const path = aboutOf(changed).path;
    const entries = changed.lineage().filter((step) => step.repeats);
    for (const place of everyPlace(this.document)) {
      const question = questionOf(place);
      if (!question?.triggers?.includes(path)) continue;
      const lineage = place.lineage();
      const elsewhere = entries.some((entry) => lineage.some((step) => step.about === entry.about && step !== entry));
      if (!elsewhere) place.text = this.stored(question, this.value(question.rules?.calculation ?? "''", place));
      this.forget();
    }
  }

  spoken(words: Words | undefined, place: Place): string {
    return pick(words, this.languages).replace(/\$\{([^}]*)\}/g, (_, said: string) => toText(this.value(said, place)));
  }

  choiceLabel = (value: string, place: Place | undefined): string => {
    const list = place && questionOf(place)?.source?.list_name;
    const choice = list ? this.lists[list]?.find((each) => each.name === value) : undefined;
    return (choice && place && this.spoken(choice.label, place)) || value;
  };

  /** Nested answers: what applies when ``all`` is false, everything as it stands otherwise. */
  answers(place: Place = this.top, all = false): Answers {
    const found: Answers = {};
    for (const child of place.children) {
      if (!all && !this.applies(child)) continue;
      const about = aboutOf(child);
      const inner = about.is === "question" ? (all ? child.text : this.read(child)) : this.answers(child, all);
      if (about.is === "repeat") found[child.name] = [...((found[child.name] as Answers[]) ?? []), inner as Answers];
      else if (typeof inner === "string" ? inner : Object.keys(inner).length) found[child.name] = inner;
    }
    return found;
  }
}

/** Answers whose repeats have as many entries as the longest list of known values, else one. */
export function withEntries(nodes: Node[], prefill: Prefill): Answers {
  const made: Answers = {};
  for (const node of unfolded(nodes)) {
    if (node.is === "group") made[nameOf(node)] = withEntries(node.children ?? [], prefill);
    if (node.is !== "repeat") continue;
    const known = everyNode(node.children ?? []).map((each) => (each.is === "question" && each.field_name ? prefill[each.field_name] : undefined));
    const count = node.count ? 0 : Math.max(1, ...known.map((each) => (Array.isArray(each) ? Math.min(each.length, MOST_ENTRIES) : 1)));
    made[nameOf(node)] = Array.from({ length: count }, () => withEntries(node.children ?? [], prefill));
  }
  return made;
}

/** A run with earlier answers, or a fresh one with defaults and known values. */
export function begun(model: Checklist, setting: Setting, answers: Answers | null, prefill: Prefill): Run {
  if (answers) {
    const run = new Run(model, answers, setting);
    run.countEntries(prefill);
    return run;
  }
  const run = new Run(model, withEntries(model.children ?? [], prefill), setting);
  run.fill(prefill);
  run.countEntries(prefill);
  return run;
}
