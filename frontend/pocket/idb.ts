// The store of a browser: IndexedDB, everything of one change in one transaction.
import { Full, SHELVES, type Change, type Shelf, type Store } from "./core/store";

const NAME = "linli-pocket";

const done = <Held>(request: IDBRequest<Held>): Promise<Held> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("storage"));
  });

async function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => SHELVES.forEach((shelf) => request.result.createObjectStore(shelf));
  return done(request);
}

export async function browserStore(): Promise<Store> {
  let base = await opened();
  return {
    read: (shelf, key) => done(base.transaction(shelf).objectStore(shelf).get(key) as IDBRequest<Uint8Array | undefined>),
    async all(shelf: Shelf) {
      const held = base.transaction(shelf).objectStore(shelf);
      const [keys, values] = await Promise.all([done(held.getAllKeys()), done(held.getAll() as IDBRequest<Uint8Array[]>)]);
      return keys.map((key, at) => [String(key), values[at] as Uint8Array]);
    },
    write: (changes: Change[]) =>
      new Promise((resolve, reject) => {
        const all = base.transaction([...new Set(changes.map((change) => change.shelf))], "readwrite", { durability: "strict" });
        for (const { shelf, key, bytes } of changes) {
          if (bytes) all.objectStore(shelf).put(bytes, key);
          else all.objectStore(shelf).delete(key);
        }
        all.oncomplete = () => resolve();
        all.onabort = () => reject(all.error?.name === "QuotaExceededError" ? new Full() : (all.error ?? new Error("storage")));
      }),
    async wipe() {
      base.close();
      await done(indexedDB.deleteDatabase(NAME));
      base = await opened();
    },
  };
}
