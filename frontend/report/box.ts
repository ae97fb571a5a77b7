// What waits on this phone: one draft for each community, and reports that could not be sent yet.
export interface Entry {
  nonce: string;
  community: string;
  path: string;
  fields: [string, string][];
  photos: ArrayBuffer[];
  madeAt: string;
  fault?: string;
}
export interface Receipt {
  nonce: string;
  number: string;
  code: string;
  address: string;
}
export class Full extends Error {}
type Shelf = "drafts" | "outbox" | "receipts";
const NAME = "linli-report";

const done = <Held>(request: IDBRequest<Held>): Promise<Held> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("storage"));
  });

export async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    (["drafts", "outbox", "receipts"] as Shelf[]).forEach((shelf) => request.result.createObjectStore(shelf));
  };
  return done(request);
}

// All changes or none; without a value the key is emptied.
function write(base: IDBDatabase, changes: [Shelf, string, unknown?][]): Promise<void> {
  return new Promise((resolve, reject) => {
    const all = base.transaction([...new Set(changes.map(([shelf]) => shelf))], "readwrite", { durability: "strict" });
    for (const [shelf, key, value] of changes) {
      if (value === undefined) all.objectStore(shelf).delete(key);
      else all.objectStore(shelf).put(value, key);
    }
    all.oncomplete = () => resolve();
    all.onabort = () => reject(all.error?.name === "QuotaExceededError" ? new Full() : (all.error ?? new Error("storage")));
  });
}

const read = <Held>(base: IDBDatabase, shelf: Shelf, key: string): Promise<Held | undefined> =>
  done(base.transaction(shelf).objectStore(shelf).get(key) as IDBRequest<Held | undefined>);

export const draft = (base: IDBDatabase, community: string): Promise<Entry | undefined> => read(base, "drafts", community);
export const keepDraft = (base: IDBDatabase, entry: Entry): Promise<void> => write(base, [["drafts", entry.community, entry]]);
export const dropDraft = (base: IDBDatabase, community: string): Promise<void> => write(base, [["drafts", community]]);
export const post = (base: IDBDatabase, entry: Entry): Promise<void> =>
  write(base, [["outbox", entry.nonce, entry], ["drafts", entry.community]]);
export const takeBack = (base: IDBDatabase, entry: Entry): Promise<void> =>
  write(base, [["drafts", entry.community, entry], ["outbox", entry.nonce]]);
export const mark = (base: IDBDatabase, entry: Entry): Promise<void> => write(base, [["outbox", entry.nonce, entry]]);
export const drop = (base: IDBDatabase, nonce: string): Promise<void> => write(base, [["outbox", nonce], ["receipts", nonce]]);
export const settle = (base: IDBDatabase, receipt: Receipt): Promise<void> =>
  write(base, [["receipts", receipt.nonce, receipt], ["outbox", receipt.nonce]]);
export const waiting = (base: IDBDatabase): Promise<Entry[]> => done(base.transaction("outbox").objectStore("outbox").getAll() as IDBRequest<Entry[]>);
export const receipts = (base: IDBDatabase): Promise<Receipt[]> =>
  done(base.transaction("receipts").objectStore("receipts").getAll() as IDBRequest<Receipt[]>);
