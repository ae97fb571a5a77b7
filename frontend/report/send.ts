// Sends what waits, one after another.  The same report sent twice is one report: its nonce says so to the server.
import { mark, settle, waiting, type Entry, type Receipt } from "./box";

const PATIENCE = 60_000;
const HELLO = "/service_requests/report-hello/";
export type End = { kind: "sent"; receipt: Receipt } | { kind: "refused"; fault: string } | { kind: "later" };

export async function send(entry: Entry): Promise<End> {
  try {
    const hello = await fetch(HELLO, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE) });
    if (!hello.ok) return { kind: "later" };
    const { token } = (await hello.json()) as { token: string };
    const body = new FormData();
    entry.fields.forEach(([name, value]) => body.append(name, value));
    body.append("nonce", entry.nonce);
    body.append("made_at", entry.madeAt);
    entry.photos.forEach((bytes, at) => body.append("photos", new File([bytes], `${at}.jpg`, { type: "image/jpeg" })));
    const headers = { Accept: "application/json", "X-CSRFToken": token };
    const answer = await fetch(entry.path, { method: "POST", headers, body, signal: AbortSignal.timeout(PATIENCE) });
    return await endOf(entry, answer);
  } catch {
    return { kind: "later" };
  }
}

async function endOf(entry: Entry, answer: Response): Promise<End> {
  if (answer.status === 422 || answer.status === 404) {
    const told = (await answer.json()) as { faults?: Record<string, string[]>; sentence?: string };
    return { kind: "refused", fault: told.sentence ?? Object.values(told.faults ?? {}).flat().join(" ") };
  }
  if (!answer.ok) return { kind: "later" }; // too many at once, or the server rests: it stays here and is tried again
  const { number, code, address } = (await answer.json()) as Receipt;
  return { kind: "sent", receipt: { nonce: entry.nonce, number, code, address } };
}

// Everything that waits; what the server refuses stays, with its reason.
export async function sendAll(base: IDBDatabase): Promise<void> {
  for (const entry of await waiting(base)) {
    if (entry.fault) continue;
    const end = await send(entry);
    if (end.kind === "sent") await settle(base, end.receipt);
    else if (end.kind === "refused") await mark(base, { ...entry, fault: end.fault });
    else return;
  }
}
