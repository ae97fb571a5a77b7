// The doors of the grid, today first; what waits, and the server's receipts.
import type { Act, Door, Draft, Pack, Receipt } from "./core/model";
import type { Phone } from "./core/phone";
import { made, moment, one, shortly, words } from "./screen";

const MOST = 60;

interface States {
  drafts: Map<string, Draft>;
  waiting: Map<string, Act>;
  receipts: Map<string, Receipt>;
}

async function statesOf(phone: Phone): Promise<States> {
  const [drafts, acts, receipts] = await Promise.all([phone.drafts(), phone.waiting(), phone.receipts()]);
  return {
    drafts: new Map(drafts.map((draft) => [draft.door, draft])),
    waiting: new Map(acts.map((act) => [act.body.door, act])),
    receipts: new Map(receipts.reverse().map((receipt) => [receipt.door, receipt])),
  };
}

function tags(door: Door, states: States, on: string): HTMLElement[] {
  const found: HTMLElement[] = [];
  if (states.drafts.has(door.key)) found.push(made("span", "tag tag-warm", words("draft")));
  if (states.waiting.has(door.key)) found.push(made("span", "tag tag-warm", words("waiting")));
  const receipt = states.receipts.get(door.key);
  const isOfToday = receipt && receipt.at.slice(0, 10) >= on;
  if (receipt && isOfToday && !states.waiting.has(door.key)) {
    found.push(made("span", receipt.result === "taken" ? "tag tag-good" : "tag tag-warm", `${words(receipt.result)} ${shortly(receipt.digest)}`));
  }
  return found;
}

function row(door: Door, states: States, on: string): HTMLLIElement {
  const people = door.people.map((person) => person.name).join("、") || words("nobody");
  const why = [...door.due, ...door.people.flatMap((person) => [...(person.due ?? []), ...(person.verifications ?? [])])];
  const link = made("a", "pocket-door", "", [
    made("strong", "", door.place),
    made("span", "pocket-people", people),
    ...(door.now && why[0] ? [made("span", "quiet", [why[0].title, why[0].why].filter(Boolean).join(" · "))] : []),
    made("span", "pocket-tags", "", tags(door, states, on)),
  ]);
  link.href = `#door=${door.key}`;
  return made("li", "", "", [link]);
}

const matches = (door: Door, asked: string): boolean =>
  !asked || [door.place, door.address, ...door.people.map((person) => person.name)].some((text) => text.includes(asked));

function into(name: string, rows: HTMLElement[], otherwise: string): void {
  const list = one(`[data-list="${name}"] ul`);
  list.replaceChildren(...(rows.length || !otherwise ? rows : [made("li", "quiet", otherwise)]));
}

export async function drawList(phone: Phone): Promise<Pack | undefined> {
  const pack = await phone.pack();
  one("#loaded").textContent = pack ? words("loaded", { at: moment(pack.at) }) : words("never");
  drawClock(phone.meta?.ahead ?? 0);
  drawGrids(pack, phone.meta?.grid ?? "");
  const states = await statesOf(phone);
  const asked = one<HTMLInputElement>("#find").value.trim();
  const doors = (pack?.doors ?? []).filter((door) => matches(door, asked));
  const now = doors.filter((door) => door.now || states.drafts.has(door.key));
  const rest = doors.filter((door) => !now.includes(door));
  const on = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  one('[data-list="now"]').hidden = now.length === 0;
  into("now", now.map((door) => row(door, states, on)), "");
  const shown = rest.slice(0, MOST).map((door) => row(door, states, on));
  if (rest.length > MOST) shown.push(made("li", "quiet", words("many", { n: String(rest.length - MOST) })));
  into("rest", shown, now.length ? "" : words("none"));
  one('[data-list="rest"]').hidden = rest.length === 0 && now.length > 0;
  return pack;
}

// A clock that is off is told, whatever else is on the page: days in checklists and receipts come from the server's.
function drawClock(ahead: number): void {
  const minutes = Math.round(Math.abs(ahead) / 60);
  const span = minutes < 120 ? words("minutes", { n: String(minutes) })
    : minutes < 2880 ? words("hours", { n: String(Math.round(minutes / 60)) })
    : words("days", { n: String(Math.round(minutes / 1440)) });
  const line = one("#clock");
  line.hidden = !ahead;
  line.textContent = ahead ? words(ahead > 0 ? "fast" : "slow", { span }) : "";
}

function drawGrids(pack: Pack | undefined, grid: string): void {
  const place = one("#grids");
  place.hidden = (pack?.choices.length ?? 0) < 2;
  const choice = one<HTMLSelectElement>("#grids select");
  choice.replaceChildren(made("option"), ...(pack?.choices ?? []).map(([code, name]) => {
    const option = made("option", "", name);
    option.value = code;
    return option;
  }));
  choice.value = grid || (pack?.grids.length === 1 ? (pack.grids[0]?.[0] ?? "") : "");
}

export async function drawSent(phone: Phone): Promise<void> {
  const acts = await phone.waiting();
  const line = (place: string, said: string, at: string): HTMLElement[] => [
    made("strong", "", place), made("span", "", said), made("span", "quiet ms-auto", moment(at)),
  ];
  into("waiting", acts.map((act) => made("li", "pocket-line", "", line(act.place, act.said ?? words("waiting"), act.made_at))), words("sent"));
  const receipts = await phone.receipts();
  one('[data-list="receipts"]').hidden = receipts.length === 0;
  into("receipts", receipts.slice(0, MOST).map((receipt) => {
    const isAside = receipt.result === "aside";
    const said = isAside ? `${words("aside")}：${receipt.sentence}` : receipt.sentence || words(receipt.result);
    const digest = made("code", "quiet", shortly(receipt.digest));
    digest.title = receipt.digest;
    return made("li", "pocket-line", "", [...line(receipt.place, said, receipt.at), digest]);
  }), "");
}
