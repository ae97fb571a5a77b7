// Reporting from a phone: what is written survives a dead network and a closed browser, and is sent by itself later.
import { drop, draft, dropDraft, Full, keepDraft, mark, open, post, settle, type Entry } from "./box";
import { Photos } from "./photos";
import { inList, startPlace } from "./place";
import { send } from "./send";
import sender from "./sender?worker&url";
import { Waiting } from "./waiting";

const KEPT = ["words", "building", "place", "name", "phone", "category", "longitude", "latitude", "website"];
const PAUSE = 250;
type Sync = ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } };

const fresh = (): string => crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) => (+c ^ (crypto.getRandomValues(new Uint8Array(1))[0]! & (15 >> (+c / 4)))).toString(16));

class Page {
  private nonce = fresh();
  private timer = 0;
  private readonly words: DOMStringMap;
  private readonly photos: Photos;
  private readonly letters: Waiting;
  private readonly note = document.createElement("p");

  constructor(private readonly form: HTMLFormElement, private readonly base: IDBDatabase) {
    this.words = (document.querySelector("#report-words") as HTMLElement).dataset;
    this.note.className = "alert alert-warning";
    this.note.setAttribute("role", "status");
    this.photos = new Photos(form, this.words, () => this.later(), (said) => this.tell(said));
    this.letters = new Waiting(base, this.words, (entry) => this.fill(entry));
    startPlace(form, { words: this.words, house: inList, changed: () => this.later() });
    form.addEventListener("input", () => this.later());
    form.addEventListener("change", () => this.later());
    form.addEventListener("submit", (sent) => void this.submit(sent));
    document.addEventListener("visibilitychange", () => void (document.hidden && this.keep()));
  }

  async start(): Promise<void> {
    const kept = await draft(this.base, this.community);
    // A page that the server gave back with faults holds newer words than the draft.
    if (kept && !this.form.querySelector(".is-invalid")) {
      this.fill(kept);
      this.tell(this.words.draft ?? "", true);
    }
    this.form.dataset.ready = "true";
    await this.letters.show();
    await this.letters.send();
  }

  private get community(): string {
    return this.form.dataset.community ?? "";
  }

  private field(name: string): HTMLInputElement | null {
    return this.form.querySelector(`[name=${name}]`);
  }

  private entry(): Entry {
    const fields = KEPT.map((name): [string, string] => [name, this.field(name)?.value ?? ""]).filter(([, value]) => value);
    return {
      nonce: this.nonce, community: this.community, path: location.pathname, fields, photos: this.photos.held,
      madeAt: new Date().toISOString(),
    };
  }

  private fill(entry: Entry): void {
    this.nonce = entry.nonce;
    KEPT.forEach((name) => {
      const field = this.field(name);
      if (field) field.value = entry.fields.find(([key]) => key === name)?.[1] ?? "";
    });
    this.photos.put(entry.photos);
    void this.letters.show();
  }

  private tell(said: string, offersFresh = false): void {
    this.note.textContent = said;
    if (offersFresh) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn ms-2";
      button.textContent = this.words.fresh ?? "";
      button.addEventListener("click", () => void dropDraft(this.base, this.community).then(() => this.clear()));
      this.note.append(" ", button);
    }
    this.form.before(this.note);
  }

  private clear(): void {
    this.form.reset();
    ["longitude", "latitude"].forEach((name) => ((this.field(name) as HTMLInputElement).value = ""));
    document.querySelector("#near")?.replaceChildren();
    this.photos.put([]);
    this.nonce = fresh();
    this.note.remove();
  }

  private later(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.keep(), PAUSE);
  }

  private async keep(): Promise<void> {
    window.clearTimeout(this.timer);
    const entry = this.entry();
    if (!entry.fields.some(([name]) => name === "words") && !entry.photos.length) return;
    try {
      await keepDraft(this.base, entry);
    } catch (trouble) {
      if (!(trouble instanceof Full)) return;
      this.tell(this.words.full ?? "");
      await keepDraft(this.base, { ...entry, photos: [] }).catch(() => undefined);
    }
  }

  private async submit(sent: SubmitEvent): Promise<void> {
    const words = this.field("words");
    if ((words?.value.trim().length ?? 0) < 4) return; // the server says in words what is missing
    sent.preventDefault();
    window.clearTimeout(this.timer);
    const button = this.form.querySelector<HTMLButtonElement>(".report-send");
    const entry = this.entry();
    let isKept = true;
    try {
      await post(this.base, entry);
    } catch {
      isKept = false;
    }
    this.tell(this.words.sending ?? "");
    const end = await send(entry);
    if (button) button.disabled = false;
    if (end.kind === "sent") {
      if (isKept) {
        await settle(this.base, end.receipt);
        await drop(this.base, entry.nonce);
      }
      location.assign(end.receipt.address);
      return;
    }
    if (!isKept) {
      this.tell(this.words.full ?? "");
      return;
    }
    if (end.kind === "refused") await mark(this.base, { ...entry, fault: end.fault });
    else await askForSync();
    this.clear();
    await this.letters.show();
    document.querySelector("#report-outbox")?.scrollIntoView({ block: "center" });
  }
}

// Where the browser can, the helper sends even after the page was closed.
async function askForSync(): Promise<void> {
  try {
    const helper = (await navigator.serviceWorker?.getRegistration()) as Sync | undefined;
    await helper?.sync?.register("linli-report");
  } catch {
    // the page itself tries again
  }
}

async function start(): Promise<void> {
  const code = document.querySelector<HTMLFormElement>("[data-code-form]");
  if (code && location.hash.length > 1) {
    // A link of ours brings the code behind its #, where no server and no log sees it.
    (code.querySelector("#id_code") as HTMLInputElement).value = decodeURIComponent(location.hash.slice(1));
    history.replaceState(null, "", location.pathname);
    code.requestSubmit();
  }
  const form = document.querySelector<HTMLFormElement>("form[data-report]");
  if (!form || !("indexedDB" in window)) return;
  if (form.dataset.keep !== undefined) {
    // The helper must lie above the pages that it keeps: the server hands out the built file from there.
    const helper = `/service_requests/report-helper.js?file=${sender.split("/").pop()}`;
    void navigator.serviceWorker?.register(helper, { scope: "/service_requests/report/" }).catch(() => undefined);
  }
  await new Page(form, await open()).start();
}

void start();
