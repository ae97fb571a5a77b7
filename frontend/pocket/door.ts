// The page of one door: the form, kept as a draft at every change, and its photos.
import { lighter } from "../islands/checklist/photos";
import { DoorChecklists } from "./checklists";
import { compose } from "./compose";
import { Full } from "./core/phone";
import type { Door, Entries, Photo } from "./core/model";
import type { Phone } from "./core/phone";
import { amissIn, entriesOf, notAsked, putBack, saysSomething } from "./entries";
import { made, one, tell, words } from "./screen";

const MOST_PHOTOS = 6;
const PAUSE = 300;

export class DoorPage {
  private photos: Photo[] = [];
  private before: Entries = [];
  private more: Entries = [];
  private door: Door | undefined;
  private timer = 0;
  private last: Promise<void> = Promise.resolve();
  private readonly form = one<HTMLFormElement>("#visit");
  private readonly lists: DoorChecklists;

  constructor(private readonly phone: Phone, private readonly onSaved: (place: string) => void) {
    this.lists = new DoorChecklists(phone, () => this.soon(), (trouble) => this.explain(trouble));
    this.form.addEventListener("input", () => this.soon());
    this.form.addEventListener("change", (change) => {
      this.soon();
      const input = change.target as HTMLInputElement;
      if (input.type === "file" && !input.closest(".cl")) void this.take(input);
    });
    this.form.addEventListener("submit", (sent) => {
      sent.preventDefault();
      void this.save();
    });
    one("[data-drop]").addEventListener("click", () => void this.drop());
    // Whoever leaves in the middle finds everything again.
    document.addEventListener("visibilitychange", () => void this.keep());
  }

  async open(key: string): Promise<boolean> {
    await this.close();
    const pack = await this.phone.pack();
    const door = pack?.doors.find((each) => each.key === key);
    if (!pack || !door) return false;
    one("#place").textContent = door.place;
    one("#address").textContent = [door.address, door.last && words("last", { day: door.last })].filter(Boolean).join(" · ");
    compose(one("#entries"), pack.parts, door, { why: words("why"), missing: words("missing"), now: this.phone.now() });
    this.before = entriesOf(this.form);
    const draft = await this.phone.draft(key);
    if (draft) putBack(this.form, draft.entries);
    this.more = notAsked(this.form, draft?.entries ?? []);
    this.photos = draft?.photos ?? [];
    await this.lists.show(this.form, pack, door, draft?.lists);
    this.door = door;
    await this.drawPhotos();
    return true;
  }

  async close(): Promise<void> {
    await this.keep();
    this.door = undefined;
    this.lists.close();
  }

  private soon(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.keep(), PAUSE);
  }

  // One after the other, so that an older state never lies over a newer one.
  private keep(): Promise<void> {
    window.clearTimeout(this.timer);
    const { door, photos } = this;
    if (!door || !this.phone.isOpen) return this.last;
    const entries = [...entriesOf(this.form), ...this.more];
    const { fillings } = this.lists;
    if (!photos.length && !fillings.length && !saysSomething(entries, this.before)) return this.forget(door);
    this.last = this.last.then(async () => {
      await this.phone.keepDraft(door, entries, photos, fillings).catch((trouble: unknown) => this.explain(trouble));
    });
    return this.last;
  }

  // Everything was taken back: there is nothing left to keep.
  private forget(door: Door): Promise<void> {
    this.last = this.last.then(async () => {
      if (await this.phone.draft(door.key)) await this.phone.dropDraft(door.key);
    });
    return this.last;
  }

  private explain(trouble: unknown): void {
    if (!(trouble instanceof Full)) throw trouble;
    tell(words("full"));
  }

  private async take(input: HTMLInputElement): Promise<void> {
    for (const file of [...(input.files ?? [])].slice(0, MOST_PHOTOS - this.photos.length)) {
      try {
        const light = await lighter(file);
        const photo = await this.phone.addPhoto(new Uint8Array(await light.arrayBuffer()));
        this.photos = [...this.photos.filter((each) => each.digest !== photo.digest), photo];
      } catch (trouble) {
        tell(trouble instanceof Full ? words("full") : words("photo"));
      }
    }
    input.value = "";
    await this.keep();
    await this.drawPhotos();
  }

  private async drawPhotos(): Promise<void> {
    const rows = await Promise.all(this.photos.map(async (photo) => {
      const bytes = await this.phone.photo(photo.digest);
      const picture = made("img");
      picture.alt = "";
      if (bytes) {
        picture.src = URL.createObjectURL(new Blob([bytes as unknown as BlobPart], { type: "image/jpeg" }));
        picture.addEventListener("load", () => URL.revokeObjectURL(picture.src), { once: true });
      }
      const away = made("button", "btn btn-sm", words("remove"));
      away.type = "button";
      away.addEventListener("click", () => {
        this.photos = this.photos.filter((each) => each.digest !== photo.digest);
        void this.keep().then(() => this.drawPhotos());
      });
      return made("li", "", "", [picture, away]);
    }));
    const place = one("#chosen");
    place.hidden = rows.length === 0;
    place.replaceChildren(...rows);
  }

  private async save(): Promise<void> {
    const { door } = this;
    if (!door) return;
    const entries = [...entriesOf(this.form), ...this.more];
    const amiss = amissIn(this.lists.entries(entries), this.phone.now(), this.lists.teaches);
    if (amiss) {
      tell(words(amiss.said));
      const field = this.form.querySelector<HTMLElement>(`[name="${amiss.field}"]`);
      field?.scrollIntoView({ block: "center" });
      return field?.focus({ preventScroll: true });
    }
    if (!this.lists.validate()) return tell(words("amiss"));
    const theirs = this.lists.photos.filter((photo) => !this.photos.some(({ digest }) => digest === photo.digest));
    if (this.photos.length + theirs.length > MOST_PHOTOS) return tell(words("toomany", { n: String(MOST_PHOTOS) }));
    await this.keep();
    this.door = undefined; // a second tap finds nothing to save
    try {
      await this.phone.save(door, this.lists.entries(entries), [...this.photos, ...theirs]);
    } catch (trouble) {
      this.door = door;
      this.explain(trouble);
      return;
    }
    this.onSaved(door.place);
  }

  private async drop(): Promise<void> {
    const { door } = this;
    this.door = undefined;
    window.clearTimeout(this.timer);
    await this.last;
    if (door) await this.phone.dropDraft(door.key);
    location.hash = "";
  }
}
