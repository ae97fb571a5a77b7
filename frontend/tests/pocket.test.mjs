// The phone's core and what it tells at the door, run with `node --test frontend/tests/`.
import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./bundle.mjs";

const { Full, Phone } = await load("pocket/core/phone.ts");
const { amissIn, saysSomething } = await load("pocket/entries.ts");
const AT = Date.parse("2026-03-11T02:00:00Z");
const DOOR = { key: "d1", place: "1号楼1单元501室" };
const FILLING = { book: "b1", title: "燃气检查", number: 1, person: "p1", name: "张国英", bases: { phone: "x" }, answers: { hose: "yes" }, photos: {} };

// A phone that is open, with what it asked the server for; `server` says what comes back.
async function opened(server) {
  const [disk, asked] = [new Map(), []];
  const state = { full: false, ahead: 0 };
  const store = {
    read: async (shelf, key) => disk.get(`${shelf}/${key}`),
    all: async (shelf) => [...disk].flatMap(([name, bytes]) => (name.startsWith(`${shelf}/`) ? [[name.slice(shelf.length + 1), bytes]] : [])),
    write: async (changes) => {
      if (state.full && changes.some(({ bytes }) => bytes)) throw new Full();
      for (const { shelf, key, bytes } of changes) bytes ? disk.set(`${shelf}/${key}`, bytes) : disk.delete(`${shelf}/${key}`);
    },
    wipe: async () => disk.clear(),
  };
  const net = {
    async ask(method, path, body) {
      asked.push({ method, path, body });
      if (path.endsWith("/hello/")) return { status: 200, body: { account: 7, name: "网格员" } };
      if (path === "/sync/devices/") return { status: 200, body: { device: "v1", key: btoa("k".repeat(32)) } };
      return { status: 200, body: server(path, body) };
    },
  };
  const phone = new Phone(store, net, { now: () => new Date(AT + state.ahead * 1000) }, 1000);
  await phone.start();
  assert.equal(await phone.begin("246813", "手机"), "done");
  return { phone, disk, asked, state };
}

const packOf = (books) => ({
  account: 7, version: books.join(), now: new Date(AT).toISOString(), doors: [], choices: [], grids: [],
  checklists: books.map((book) => [book, "燃气检查", 1]),
  models: Object.fromEntries(books.map((book) => [book, { key: book }])),
});

test("questions come once, are kept sealed, and are asked for by what is missing", async () => {
  const { phone, disk, asked } = await opened(() => packOf(["b1"]));
  assert.equal(await phone.load(), "done");
  assert.deepEqual(await phone.questions("b1"), { key: "b1" });
  assert.ok([...disk.values()].every((bytes) => !Buffer.from(bytes).includes("燃气检查")));
  await phone.load();
  assert.match(asked.at(-1).path, /models=b1(&|$)/);
});

test("a draft keeps the questions it was begun with when a newer version comes, and lets them go with itself", async () => {
  let books = ["b1"];
  const { phone } = await opened(() => packOf(books));
  await phone.load();
  await phone.keepDraft(DOOR, [], [], [FILLING]);
  books = ["b2"];
  await phone.load();
  assert.deepEqual([await phone.questions("b1"), await phone.questions("b2")], [{ key: "b1" }, { key: "b2" }]);
  assert.deepEqual((await phone.draft("d1")).lists, [FILLING]);
  await phone.dropDraft("d1");
  assert.equal(await phone.questions("b1"), undefined);
});

test("without room the draft stays and its questions too: the rest can be loaded again", async () => {
  const { phone, state } = await opened(() => packOf(["b1"]));
  await phone.load();
  await phone.keepDraft(DOOR, [["words", "在家"]], [], [FILLING]);
  state.full = true;
  await assert.rejects(phone.keepDraft(DOOR, [["words", "在家，精神好"]], [], [FILLING]), Full);
  assert.equal(await phone.load(), "full");
  state.full = false;
  assert.deepEqual((await phone.draft("d1")).entries, [["words", "在家"]]);
  assert.deepEqual(await phone.questions("b1"), { key: "b1" });
  assert.equal(await phone.load(), "done");
});

test("photos of a checklist stay as long as the draft speaks of them", async () => {
  const { phone } = await opened(() => packOf(["b1"]));
  const photo = await phone.addPhoto(new Uint8Array([1, 2, 3]));
  await phone.keepDraft(DOOR, [], [], [{ ...FILLING, photos: { "gas/photo": { ...photo, name: "灶台.jpg" } } }]);
  await phone.load();
  assert.deepEqual([...(await phone.photo(photo.digest))], [1, 2, 3]);
  await phone.dropDraft("d1");
  assert.equal(await phone.photo(photo.digest), undefined);
});

test("a wrong clock is noticed, and days are counted by the server's", async () => {
  const { phone, state } = await opened(() => packOf([]));
  state.ahead = 86_400;
  await phone.load();
  assert.equal(phone.meta.ahead, 86_400);
  assert.equal(phone.now().getTime(), AT);
  state.ahead = 300;
  await phone.load();
  assert.equal(phone.meta.ahead, 0);
});

test("what the server would refuse is told at the door", () => {
  const now = new Date("2026-03-11T10:00");
  const met = [["channel", "visit"], ["outcome", "met"]];
  const missed = [["channel", "visit"], ["outcome", "not_at_home"]];
  const said = (...entries) => amissIn(entries, now)?.said;
  assert.equal(said(["channel", "visit"]), "outcome");
  assert.equal(said(...met), undefined);
  assert.equal(said(...missed, ["state:p1", "seen"]), undefined);
  assert.equal(said(...missed, ["state:p1", "moved_out"]), "unmet");
  assert.equal(said(...missed, ["value:p1:phone", "1"]), "unmet");
  assert.equal(said(...missed, ["new:0:kind", "moved_in"]), undefined);
  assert.equal(amissIn(missed, now, true).said, "unmet");
  assert.equal(said(...met, ["promise:0:words", "问清补贴"]), "promise");
  assert.equal(said(...met, ["date", "2026-03-12"]), "future");
  assert.equal(said(...met, ["date", "2026-03-11"], ["time", "10:05"]), undefined);
});

test("nothing typed is nothing to keep", () => {
  const before = [["channel", "visit"]];
  assert.equal(saysSomething([["channel", "visit"]], before), false);
  assert.equal(saysSomething([["channel", "phone"]], before), true);
  assert.equal(saysSomething([], before), true);
});
