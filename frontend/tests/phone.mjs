// A phone without a browser: the real core, driven by lines of JSON from the property test.
// In:  {"do": "save", …}, and {"answer": {status, body}} or {"crash": true} when it has asked for something.
// Out: {"ask": {method, path, body}} for every request, {"done": …} when a command has ended.
import { createInterface } from "node:readline";
import { load } from "./bundle.mjs";

const { Full, Phone } = await load("pocket/core/phone.ts");
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const say = (told) => process.stdout.write(`${JSON.stringify(told)}\n`);

let disk, phone, off, full, turn, crash, left;

// The disk outlives the phone; a phone that has crashed never writes again.
const storeFor = (mine) => ({
  read: async (shelf, key) => disk.get(`${shelf}/${key}`),
  all: async (shelf) =>
    [...disk].filter(([name]) => name.startsWith(`${shelf}/`)).map(([name, bytes]) => [name.slice(shelf.length + 1), bytes]),
  write: async (changes) => {
    if (mine !== turn) return new Promise(() => {});
    if (full && changes.some((change) => change.bytes)) throw new Full();
    if (left === 0) return die();
    for (const { shelf, key, bytes } of changes) bytes ? disk.set(`${shelf}/${key}`, bytes) : disk.delete(`${shelf}/${key}`);
    if (left > 0 && --left === 0) return die();
  },
  wipe: async () => disk.clear(),
});
const die = () => {
  crash();
  return new Promise(() => {});
};
const net = {
  async ask(method, path, body) {
    const sent = body instanceof Uint8Array ? { bytes: Buffer.from(body).toString("base64") } : { json: body };
    say({ ask: { method, path, ...sent } });
    const told = JSON.parse((await lines.next()).value);
    if (told.crash) return die();
    return told.answer;
  },
};
const clock = { now: () => new Date(Date.parse(clock.at) + off) };

function boot() {
  turn = {};
  phone = new Phone(storeFor(turn), net, clock, 1000);
}

const commands = {
  async fresh() {
    disk = new Map();
    off = 0;
    full = false;
    boot();
    await phone.start();
    return phone.begin("246813", "phone");
  },
  async restart() {
    boot();
    return [await phone.start(), await phone.unlock("246813")];
  },
  async save({ door, person, field, value, words, photo }) {
    const known = (await phone.pack())?.doors.find((one) => one.key === door) ?? { key: door, place: "", people: [] };
    const entries = [["channel", "visit"], ["outcome", "met"], ["words", words]];
    const asks = known.people.find((one) => one.key === person)?.asks ?? [];
    const ask = asks.find(([key]) => key === field);
    if (value && ask) entries.push([`value:${person}:${field}`, value], [`base:${person}:${field}`, ask[1]]);
    const photos = photo ? [await phone.addPhoto(new Uint8Array(Buffer.from(photo, "base64")))] : [];
    await phone.keepDraft(known, entries, photos);
    const nonce = await phone.save(known, entries, photos);
    return { nonce, told: Boolean(value && ask) };
  },
  async held() {
    const receipts = (await phone.receipts()).map(({ nonce, digest }) => [nonce, digest]);
    return { waiting: (await phone.waiting()).map((act) => act.nonce), receipts };
  },
  async state() {
    return {
      waiting: (await phone.waiting()).map((act) => act.nonce),
      receipts: await phone.receipts(),
      doors: (await phone.pack())?.doors ?? null,
      photos: [...disk.keys()].filter((name) => name.startsWith("photos/")).map((name) => name.slice(7)),
      drafted: (await phone.drafts()).flatMap((draft) => draft.photos.map((photo) => photo.digest)),
    };
  },
  send: () => phone.send(),
  load: () => phone.load(),
  clock: async ({ seconds }) => void (off = seconds * 1000),
  room: async ({ none }) => void (full = none),
  pin: ({ pin }) => phone.unlock(pin),
  readmit: ({ pin }) => phone.readmit(pin),
  sealed: async ({ words }) => [...disk.values()].every((bytes) => !Buffer.from(bytes).includes(words)),
};

for (;;) {
  const line = await lines.next();
  if (line.done) break;
  const told = JSON.parse(line.value);
  left = told.writes ?? -1; // dies at the next writing (0), or right after so many
  if (told.at) clock.at = told.at;
  const fallen = new Promise((fall) => (crash = () => fall("crashed")));
  const asked = commands[told.do](told).catch((trouble) => ({ trouble: trouble.constructor.name }));
  const done = await Promise.race([asked, fallen]);
  if (done === "crashed") turn = {};
  say({ done: done ?? null });
}
process.exit(0);
