// The page of one door: the form, kept as a draft at every change, and its photos.
import { lighter } from "../islands/checklist/photos";
import { compose } from "./compose";
import { Full } from "./core/phone";
import type { Door, Entries, Photo } from "./core/model";
import type { Phone } from "./core/phone";
import { entriesOf, putBack, saysSomething } from "./entries";
import { made, one, tell, words } from "./screen";

const MOST_PHOTOS = 6;
const PAUSE = 300;

export class DoorPage {
  private photos: Photo[] = [];
  private before: Entries = [];
  private door: Door | undefined;
  private timer = 0;
  private last: Promise<void> = Promise.resolve();
  private readonly form = one<HTMLFormElement>("#visit");

  constructor(private readonly phone: Phone, private readonly onSaved: (place: string) => void) {
    this.form.addEventListener("input", () => {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.keep(), PAUSE);
    });
    this.form.addEventListener("change", (change) => {
      const input = change.target as HTMLInputElement;
      if (input.type === "file") void this.take(input);
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
    compose(one("#entries"), pack.parts, door, { why: words("why"), missing: words("missing") });
    this.before = entriesOf(this.form);
    const draft = await this.phone.draft(key);
    if (draft) putBack(this.form, draft.entries);
    this.photos = draft?.photos ?? [];
    this.door = door;
    await this.drawPhotos();
    return true;
  }

  async close(): Promise<void> {
    await this.keep();
    this.door = undefined;
  }

  // One after the other, so that an older state never lies over a newer one.
  private keep(): Promise<void> {
    window.clearTimeout(this.timer);
    const { door, photos } = this;
    if (!door || !this.phone.isOpen) return this.last;
    const entries = entriesOf(this.form);
    if (!photos.length && !saysSomething(entries, this.before)) return this.last;
    this.last = this.last.then(async () => {
      await this.phone.keepDraft(door, entries, photos).catch((trouble: unknown) => this.explain(trouble));
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
    const entries = entriesOf(this.form);
    const has = (name: string): boolean => entries.some(([known]) => known === name);
    if (!has("channel") || !has("outcome")) {
      tell(words("outcome"));
      this.form.querySelector<HTMLInputElement>("[name=outcome]")?.focus();
      return;
    }
    await this.keep();
    this.door = undefined; // a second tap finds nothing to save
    try {
      await this.phone.save(door, entries, this.photos);
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
