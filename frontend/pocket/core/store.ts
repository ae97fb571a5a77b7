// Where a phone keeps things, whatever lies below: IndexedDB in a browser, a map in a test.
export type Shelf = "meta" | "pack" | "drafts" | "acts" | "photos" | "receipts";
export const SHELVES: Shelf[] = ["meta", "pack", "drafts", "acts", "photos", "receipts"];

// What to put under a key; without bytes the key is emptied.
export type Change = { shelf: Shelf; key: string; bytes?: Uint8Array };

export interface Store {
  read(shelf: Shelf, key: string): Promise<Uint8Array | undefined>;
  all(shelf: Shelf): Promise<[string, Uint8Array][]>;
  // All of it or nothing; throws Full when there is no room.
  write(changes: Change[]): Promise<void>;
  wipe(): Promise<void>;
}

export class Full extends Error {}

export interface Answer {
  // 0 without a network, 401 when nobody is signed in.
  status: number;
  body: Record<string, unknown>;
}

export interface Net {
  ask(method: "GET" | "POST" | "PUT", path: string, body?: Uint8Array | Record<string, unknown>): Promise<Answer>;
}

export interface Clock {
  now(): Date;
}
