// The checklists of one door: offered as buttons, opened on a tap, kept with the draft, checked before they are saved.
import type { Mounted } from "../islands/checklist/checklist";
import type { Checklist } from "../islands/checklist/model";
import type { Door, Entries, Filling, Listed, Pack, Photo } from "./core/model";
import type { Phone } from "./core/phone";
import { made, tell, words } from "./screen";

type Offer = Omit<Filling, "answers" | "photos"> & { known: Record<string, string> };
// One that could not be opened just now stays with the draft as it was.
type Shut = { filling: Filling; card: HTMLElement };
type Open = { offer: Offer; mounted: Mounted; card: HTMLElement; button: HTMLButtonElement | undefined };

const nameOf = ({ book, person }: Pick<Filling, "book" | "person">): string => `checklist:${book}:${person}`;
const titleOf = ({ title, name }: Pick<Filling, "title" | "name">): string => (name ? `${title}（${name}）` : title);

function offersAt(pack: Pack, door: Door): Offer[] {
  const offer = ([number, known = {}, bases = {}]: Listed, person = "", name = ""): Offer[] => {
    const listed = pack.checklists?.[number];
    return listed ? [{ book: listed[0], title: listed[1], number: listed[2], person, name, known, bases }] : [];
  };
  const ofPeople = door.people.flatMap((one) => (one.lists ?? []).flatMap((listed) => offer(listed, one.key, one.name)));
  return [...(door.lists ?? []).flatMap((number) => offer([number])), ...ofPeople];
}

export class DoorChecklists {
  private open: Open[] = [];
  private shut: Shut[] = [];
  private files = new WeakMap<File, Photo>();
  private place: HTMLElement | null = null;
  private isHere = false;

  constructor(private readonly phone: Phone, private readonly changed: () => void, private readonly trouble: (what: unknown) => void) {}

  // What may be filled here, and what was begun, also with a version that is no longer in use.
  async show(form: HTMLElement, pack: Pack, door: Door, begun: Filling[] = []): Promise<void> {
    this.close();
    this.isHere = true;
    this.place = form.querySelector('[data-slot="checklists"]');
    const card = form.querySelector<HTMLElement>('[data-slot="offers"]');
    const buttons = new Map<string, HTMLButtonElement>();
    for (const offer of offersAt(pack, door)) {
      const button = made("button", "btn", titleOf(offer));
      button.type = "button";
      button.addEventListener("click", () => void this.fill(offer, undefined, button));
      buttons.set(nameOf(offer), button);
    }
    card?.querySelector(".taps")?.replaceChildren(...buttons.values());
    if (card) card.hidden = !buttons.size;
    for (const filling of begun) await this.fill({ ...filling, known: {} }, filling, buttons.get(nameOf(filling)));
  }

  close(): void {
    this.isHere = false;
    this.open.forEach(({ mounted }) => mounted.destroy());
    this.open = [];
    this.shut = [];
  }

  private async fill(offer: Offer, begun?: Filling, button?: HTMLButtonElement): Promise<void> {
    if (button) button.disabled = true; // a second tap opens nothing twice
    const place = this.place;
    try {
      const [model, { mount, settingNow }] = await Promise.all([
        this.phone.questions<Checklist>(offer.book), import("../islands/checklist/checklist"),
      ]);
      if (!model) throw new Error("no questions");
      const attachments = await this.filesOf(begun);
      if (!this.isHere || this.place !== place) return;
      const body = made("div", "card-body");
      const card = this.card(offer, !button, body, () => this.drop(card));
      this.put(card);
      const mounted = mount(body, model, {
        answers: (begun?.answers as never) ?? null, prefill: offer.known, attachments, onlyPhotos: true,
        setting: { ...settingNow(this.phone.now()), user: this.phone.meta?.name ?? "" },
        onChange: () => void this.takeFiles().then(this.changed, this.trouble),
      });
      this.open.push({ offer, mounted, card, button });
      if (!begun) {
        card.scrollIntoView({ block: "start" });
        card.focus({ preventScroll: true });
        this.changed();
      }
    } catch {
      if (begun) this.keepShut(offer, begun);
      else if (button) button.disabled = false;
      if (!begun) tell(words("unlisted", { title: titleOf(offer) }));
    }
  }

  private put(card: HTMLElement): void {
    this.place?.append(card);
    if (this.place) this.place.hidden = false;
  }

  private card(offer: Offer, isOld: boolean, body: HTMLElement, away: () => void): HTMLElement {
    const button = made("button", "btn btn-sm ms-auto", words("unfill"));
    button.type = "button";
    button.addEventListener("click", away);
    const card = made("section", "card checklist-card", "", [
      made("div", "card-header", "", [made("h2", "card-title", titleOf(offer)), button]),
      ...(isOld ? [made("p", "alert alert-info m-3 mb-0", words("older", { number: String(offer.number) }))] : []),
      body,
    ]);
    card.tabIndex = -1;
    return card;
  }

  private keepShut(offer: Offer, filling: Filling): void {
    const said = made("div", "card-body", words("unlisted", { title: titleOf(offer) }));
    const card = this.card(offer, false, said, () => this.drop(card));
    this.shut.push({ filling, card });
    this.put(card);
  }

  private drop(card: HTMLElement): void {
    const gone = this.open.find((each) => each.card === card);
    this.open = this.open.filter((each) => each !== gone);
    this.shut = this.shut.filter((each) => each.card !== card);
    gone?.mounted.destroy();
    card.remove();
    if (this.place) this.place.hidden = !this.open.length && !this.shut.length;
    if (gone?.button) {
      gone.button.disabled = false;
      gone.button.focus();
    }
    this.changed();
  }

  // ── Photos: in the vault like any other ────────────────────────────────────────────────────────────────
  private async filesOf(begun?: Filling): Promise<Map<string, File>> {
    const found = new Map<string, File>();
    for (const [place, { name, ...photo }] of Object.entries(begun?.photos ?? {})) {
      const bytes = await this.phone.photo(photo.digest);
      if (!bytes) continue;
      const file = new File([bytes as unknown as BlobPart], name, { type: "image/jpeg" });
      this.files.set(file, photo);
      found.set(place, file);
    }
    return found;
  }

  private async takeFiles(): Promise<void> {
    for (const { mounted } of this.open) {
      for (const file of mounted.attachments().values()) {
        if (!this.files.has(file)) this.files.set(file, await this.phone.addPhoto(new Uint8Array(await file.arrayBuffer())));
      }
    }
  }

  private photosOf({ mounted }: Open): Filling["photos"] {
    const taken = [...mounted.attachments()].map(([place, file]) => [place, file, this.files.get(file)] as const);
    return Object.fromEntries(taken.flatMap(([place, file, photo]) => (photo ? [[place, { ...photo, name: file.name }]] : [])));
  }

  get photos(): Photo[] {
    const all = this.open.flatMap((each) => Object.values(this.photosOf(each)));
    return all.map(({ digest, size }) => ({ digest, size }));
  }

  // ── What is kept and what is sent ──────────────────────────────────────────────────────────────────────
  get fillings(): Filling[] {
    const open = this.open.map((each) => {
      const { known: _known, ...offer } = each.offer;
      return { ...offer, answers: each.mounted.draft(), photos: this.photosOf(each) };
    });
    return [...open, ...this.shut.map(({ filling }) => filling)];
  }

  // Whether an open one tells the register something about somebody.
  get teaches(): boolean {
    return this.open.some(({ offer }) => offer.person && Object.keys(offer.bases).length > 0);
  }

  entries(before: Entries): Entries {
    const known = new Set(before.map(([name]) => name));
    const answers = this.open.map(({ offer, mounted }): Entries[number] => [nameOf(offer), JSON.stringify(mounted.answers())]);
    const bases = this.open.flatMap(({ offer }) =>
      Object.entries(offer.bases).map(([key, base]): Entries[number] => [`base:${offer.person}:${key}`, base]));
    return [...before, ...answers, ...bases.filter(([name]) => !known.has(name))];
  }

  // Every checklist is asked, so that each shows what is amiss; the first one is looked at.
  validate(): boolean {
    const amiss = this.open.filter(({ mounted }) => !mounted.validate());
    amiss[0]?.mounted.validate();
    (amiss[0] ?? this.shut[0])?.card.scrollIntoView({ block: "start" });
    return !amiss.length && !this.shut.length;
  }
}
