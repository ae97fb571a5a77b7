// A phone: a vault that opens with a PIN, what was written down, and the way to the server.
// Nothing leaves the outbox before the server's receipt lies in the vault beside it.
import type { Act, Door, Draft, End, Entries, Filling, Meta, Pack, Photo, Receipt } from "./model";
import { Full, type Answer, type Change, type Clock, type Net, type Shelf, type Store } from "./store";
import * as vault from "./vault";

const WRONG_PINS = 5;
const BATCH = 20;
const CHUNK = 256 * 1024;
const KEPT_RECEIPTS = 300;
// Seconds: a clock that is this right is believed as it is, here as on the server.
const RIGHT_ENOUGH = 600;

// What the server says about one act; while it says "wait" there is no receipt.
type Told = Omit<Receipt, "result"> & { result: Receipt["result"] | "wait" };

export { Full };

export class Locked extends Error {}

export class Phone {
  meta: Meta | undefined;
  private key: CryptoKey | undefined;

  constructor(private readonly store: Store, private readonly net: Net, private readonly clock: Clock, private readonly rounds?: number) {}

  async start(): Promise<"new" | "locked" | "forgotten"> {
    const held = await this.store.read("meta", "phone");
    this.meta = held && vault.readJson<Meta>(held);
    if (!this.meta) return "new";
    return this.meta.wrapped ? "locked" : "forgotten";
  }

  get isOpen(): boolean {
    return this.key !== undefined;
  }

  lock(): void {
    this.key = undefined;
  }

  // Make this browser known; what it holds opens with `pin` from now on.
  async begin(pin: string, name: string): Promise<End> {
    const who = await this.net.ask("GET", "/visits/pocket/hello/");
    if (who.status !== 200) return endOf(who);
    const made = await this.net.ask("POST", "/sync/devices/", { name });
    if (made.status !== 200) return endOf(made);
    const { account, name: person } = who.body as { account: number; name: string };
    this.meta = { device: String(made.body.device), account, name: person, grid: "", tries: 0 };
    await this.takeKey(String(made.body.key), pin);
    return "done";
  }

  // After too many wrong PINs: whoever has signed in gets the key again and chooses a new one.
  async readmit(pin: string): Promise<End> {
    const given = await this.net.ask("GET", `/sync/devices/${this.known.device}/key/`);
    if (given.status !== 200) return this.refused(given);
    await this.takeKey(String(given.body.key), pin);
    return "done";
  }

  private async takeKey(base64: string, pin: string): Promise<void> {
    const raw = vault.fromBase64(base64);
    const meta = { ...this.known, wrapped: await vault.wrap(raw, pin, this.rounds), tries: 0 };
    await this.keepMeta(meta);
    this.key = await vault.keyFrom(raw);
    raw.fill(0);
  }

  async unlock(pin: string): Promise<"open" | "wrong" | "forgotten"> {
    const meta = this.known;
    if (!meta.wrapped) return "forgotten";
    // Counted before it is tried: closing the browser does not give another try.
    await this.keepMeta({ ...meta, tries: meta.tries + 1 });
    this.key = await vault.unwrap(meta.wrapped, pin);
    if (this.key) {
      await this.keepMeta({ ...meta, tries: 0 });
      await this.tidy();
      return "open";
    }
    if (meta.tries + 1 < WRONG_PINS) return "wrong";
    const { wrapped: _gone, ...rest } = meta;
    await this.keepMeta({ ...rest, tries: 0 });
    return "forgotten";
  }

  private get known(): Meta {
    if (!this.meta) throw new Locked();
    return this.meta;
  }

  private get open(): CryptoKey {
    if (!this.key) throw new Locked();
    return this.key;
  }

  private async keepMeta(meta: Meta): Promise<void> {
    await this.store.write([{ shelf: "meta", key: "phone", bytes: vault.plainJson(meta) }]);
    this.meta = meta;
  }

  private async put(shelf: Shelf, key: string, value: unknown): Promise<Change> {
    return { shelf, key, bytes: await vault.sealJson(this.open, value, `${shelf}:${key}`) };
  }

  private async get<Held>(shelf: Shelf, key: string): Promise<Held | undefined> {
    const box = await this.store.read(shelf, key);
    return box && vault.unsealJson<Held>(this.open, box, `${shelf}:${key}`);
  }

  private async list<Held>(shelf: Shelf): Promise<Held[]> {
    const boxes = await this.store.all(shelf);
    return Promise.all(boxes.map(([key, box]) => vault.unsealJson<Held>(this.open, box, `${shelf}:${key}`)));
  }

  // Room for what a person wrote comes first: the pack can be loaded again.
  private async keep(changes: Change[]): Promise<void> {
    try {
      await this.store.write(changes);
    } catch (trouble) {
      if (!(trouble instanceof Full)) throw trouble;
      await this.store.write([{ shelf: "pack", key: "pack" }]);
      await this.store.write(changes);
    }
  }

  // ── What was loaded ────────────────────────────────────────────────────────────────────────────────────
  async pack(): Promise<Pack | undefined> {
    return this.get<Pack>("pack", "pack");
  }

  async load(grid?: string): Promise<End> {
    const held = grid === undefined || grid === this.known.grid ? await this.pack() : undefined;
    if (grid !== undefined && grid !== this.known.grid) await this.keepMeta({ ...this.known, grid });
    const models = (await this.store.all("pack")).map(([key]) => key.split(":")[1]).filter(Boolean).join();
    const asked = new URLSearchParams({ device: this.known.device, have: held?.version ?? "", grid: this.known.grid, models });
    const answer = await this.net.ask("GET", `/visits/pocket/load/?${asked}`);
    if (answer.status !== 200) return this.refused(answer);
    if (answer.body.account !== this.known.account) return "other";
    await this.noteClock(answer.body.now);
    const at = this.clock.now().toISOString();
    const { models: brought, now: _now, ...told } = answer.body;
    const pack = { ...held, ...told, at } as unknown as Pack;
    const changes = [await this.put("pack", "pack", pack)];
    for (const [book, model] of Object.entries(brought ?? {})) changes.push(await this.put("pack", `book:${book}`, model));
    try {
      await this.store.write(changes);
    } catch (trouble) {
      if (!(trouble instanceof Full)) throw trouble;
      return "full";
    }
    await this.tidy();
    return "done";
  }

  // The questions of one version of a checklist.
  async questions<Model>(book: string): Promise<Model | undefined> {
    return this.get<Model>("pack", `book:${book}`);
  }

  // Now by the server's clock, as far as this phone knows it.
  now(): Date {
    return new Date(this.clock.now().getTime() - (this.meta?.ahead ?? 0) * 1000);
  }

  private async noteClock(server: unknown): Promise<void> {
    const told = Date.parse(String(server));
    if (Number.isNaN(told)) return;
    const off = Math.round((this.clock.now().getTime() - told) / 1000);
    const ahead = Math.abs(off) > RIGHT_ENOUGH ? off : 0;
    if (ahead !== (this.known.ahead ?? 0)) await this.keepMeta({ ...this.known, ahead });
  }

  // ── What is being written down ─────────────────────────────────────────────────────────────────────────
  async draft(door: string): Promise<Draft | undefined> {
    return this.get<Draft>("drafts", door);
  }

  async drafts(): Promise<Draft[]> {
    return this.list<Draft>("drafts");
  }

  async keepDraft(door: Pick<Door, "key" | "place">, entries: Entries, photos: Photo[], lists: Filling[] = []): Promise<Draft> {
    const now = this.clock.now();
    const nonce = (await this.draft(door.key))?.nonce ?? vault.newId(now);
    const draft = { nonce, door: door.key, place: door.place, entries, photos, lists, at: now.toISOString() };
    await this.keep([await this.put("drafts", door.key, draft)]);
    return draft;
  }

  async dropDraft(door: string): Promise<void> {
    await this.store.write([{ shelf: "drafts", key: door }]);
    await this.tidy();
  }

  async addPhoto(bytes: Uint8Array): Promise<Photo> {
    const digest = await vault.sha256(bytes);
    const box = await vault.seal(this.open, bytes, `photos:${digest}`);
    await this.keep([{ shelf: "photos", key: digest, bytes: box }]);
    return { digest, size: bytes.length };
  }

  async photo(digest: string): Promise<Uint8Array | undefined> {
    const box = await this.store.read("photos", digest);
    return box && vault.unseal(this.open, box, `photos:${digest}`);
  }

  // Written down for good: from the drafts into the outbox in one step.
  async save(door: Pick<Door, "key" | "place">, entries: Entries, photos: Photo[]): Promise<string> {
    const now = this.clock.now();
    const nonce = (await this.draft(door.key))?.nonce ?? vault.newId(now);
    const last = (await this.waiting()).at(-1);
    const act: Act = {
      nonce, order: (last?.order ?? 0) + 1, kind: "visits.record", made_at: now.toISOString(), place: door.place,
      body: { door: door.key, entries, photos },
    };
    await this.keep([await this.put("acts", nonce, act), { shelf: "drafts", key: door.key }]);
    return nonce;
  }

  async waiting(): Promise<Act[]> {
    const acts = await this.list<Act>("acts");
    return acts.sort((one, other) => one.order - other.order);
  }

  async receipts(): Promise<Receipt[]> {
    const rows = await this.list<Receipt>("receipts");
    return rows.sort((one, other) => other.at.localeCompare(one.at));
  }

  // Photos and questions that nothing speaks of, and the oldest receipts, go.
  private async tidy(): Promise<void> {
    const used = new Set<string>();
    const pack = await this.pack();
    const books = new Set((pack?.checklists ?? []).map(([book]) => book));
    for (const { photos, lists = [] } of await this.drafts()) {
      photos.forEach((photo) => used.add(photo.digest));
      for (const filling of lists) {
        books.add(filling.book);
        Object.values(filling.photos).forEach((photo) => used.add(photo.digest));
      }
    }
    for (const { body } of await this.waiting()) body.photos.forEach((photo) => used.add(photo.digest));
    const photos = await this.store.all("photos");
    const old = (await this.receipts()).slice(KEPT_RECEIPTS);
    const gone: Change[] = photos.filter(([key]) => !used.has(key)).map(([key]) => ({ shelf: "photos", key }));
    const models = (await this.store.all("pack")).map(([key]) => key).filter((key) => key.startsWith("book:"));
    gone.push(...models.filter((key) => pack && !books.has(key.slice(5))).map((key): Change => ({ shelf: "pack", key })));
    gone.push(...old.map(({ nonce }): Change => ({ shelf: "receipts", key: nonce })));
    if (gone.length) await this.store.write(gone);
  }

  // ── The way to the server ──────────────────────────────────────────────────────────────────────────────
  // Sends what waits, in order; whatever happens on the way, what was not acknowledged stays.
  // A photo that several of them show is taken over with the first: the others bring it again, as long as it helps.
  async send(): Promise<End> {
    let acts = await this.waiting();
    for (let before = Infinity; acts.length && acts.length < before; acts = await this.waiting()) {
      before = acts.length;
      for (let at = 0; at < acts.length; at += BATCH) {
        const end = await this.sendBatch(acts.slice(at, at + BATCH));
        if (end !== "done") return end;
      }
    }
    await this.tidy();
    return "done";
  }

  private async sendBatch(acts: Act[]): Promise<End> {
    for (const act of acts) {
      for (const photo of act.body.photos) {
        const end = await this.bring(photo);
        if (end !== "done") return end;
      }
    }
    const answer = await this.net.ask("POST", "/sync/acts/", {
      device: this.known.device, now: this.clock.now().toISOString(),
      acts: acts.map(({ nonce, kind, made_at, body }) => ({ nonce, kind, made_at, body })),
    });
    if (answer.status === 422 && acts.length > 1) return this.sendOneByOne(acts);
    if (answer.status === 422 && acts[0]) {
      await this.keep([await this.put("acts", acts[0].nonce, { ...acts[0], said: String(answer.body.sentence ?? "") })]);
      return "done";
    }
    if (answer.status !== 200) return this.refused(answer);
    await this.noteClock(answer.body.now);
    await this.takeAnswers(acts, answer.body.answers as Told[]);
    return "done";
  }

  // One that cannot be read must not hold up the others.
  private async sendOneByOne(acts: Act[]): Promise<End> {
    for (const act of acts) {
      const end = await this.sendBatch([act]);
      if (end !== "done") return end;
    }
    return "done";
  }

  private async takeAnswers(acts: Act[], answers: Told[]): Promise<void> {
    const changes: Change[] = [];
    for (const answer of answers) {
      const act = acts.find((one) => one.nonce === answer.nonce);
      if (!act) continue;
      if (answer.result === "wait") {
        changes.push(await this.put("acts", act.nonce, { ...act, said: answer.sentence }));
        continue;
      }
      const { nonce, result, sentence, address, digest, at } = answer;
      const receipt = { nonce, result, sentence, address, digest, at, door: act.body.door, place: act.place };
      changes.push(await this.put("receipts", nonce, receipt), { shelf: "acts", key: nonce });
    }
    if (changes.length) await this.keep(changes);
  }

  // The parts of a photo that are not there yet.
  private async bring(photo: Photo): Promise<End> {
    const bytes = await this.photo(photo.digest);
    if (!bytes) return "done"; // the server will say that it waits for it
    const known = await this.net.ask("GET", `/sync/chunks/${photo.digest}/`);
    if (known.status !== 200) return this.refused(known);
    const held = new Set(known.body.held as number[]);
    for (let number = 0; number * CHUNK < bytes.length; number++) {
      if (held.has(number)) continue;
      const part = bytes.slice(number * CHUNK, (number + 1) * CHUNK);
      const taken = await this.net.ask("PUT", `/sync/chunks/${photo.digest}/${number}/`, part);
      if (taken.status !== 200) return this.refused(taken);
    }
    return "done";
  }

  private async refused(answer: Answer): Promise<End> {
    const end = endOf(answer);
    if (end === "revoked") {
      this.lock();
      this.meta = undefined;
      await this.store.wipe();
    }
    return end;
  }
}

function endOf(answer: Answer): End {
  if (answer.status === 0) return "offline";
  if (answer.status === 401) return "signin";
  if (answer.status === 410 && answer.body.code === "revoked") return "revoked";
  if (answer.status === 404) return "other";
  return "later";
}
