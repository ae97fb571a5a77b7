// What a phone holds, as the server gives it and as it was written down.
export type Entries = [name: string, value: string][];

export interface Due {
  title: string;
  why: string;
  key?: string;
  group?: string;
}

// A checklist of the pack by its place there, what stands in it from the start, marks of what is held.
export type Listed = [number: number, known?: Record<string, string>, bases?: Record<string, string>];

export interface Person {
  key: string;
  name: string;
  about?: string;
  groups?: string[];
  due?: Due[];
  // Field, mark of the value held, that value in words, why it is asked.
  asks?: [field: string, base: string, held: string, why: string][];
  verifications?: Due[];
  lists?: Listed[];
}

export interface Door {
  key: string;
  place: string;
  address: string;
  last: string;
  now: boolean;
  due: Due[];
  people: Person[];
  lists?: number[];
}

export interface Parts {
  person: string;
  due: string;
  tick: string;
  verification: string;
  asks: Record<string, string>;
  everyone?: string;
  rest: string;
}

export interface Pack {
  version: string;
  on: string;
  grids: [code: string, name: string][];
  choices: [code: string, name: string][];
  parts: Parts;
  checklists?: [id: string, title: string, number: number][];
  doors: Door[];
  at: string;
}

export interface Photo {
  digest: string;
  size: number;
}

// A checklist that was begun; its questions lie in the vault, so that a newer version does not change it.
export interface Filling {
  book: string;
  title: string;
  number: number;
  person: string;
  name: string;
  bases: Record<string, string>;
  answers: unknown;
  photos: Record<string, Photo & { name: string }>;
}

export interface Draft {
  nonce: string;
  door: string;
  place: string;
  entries: Entries;
  photos: Photo[];
  lists?: Filling[];
  at: string;
}

export interface Act {
  nonce: string;
  order: number;
  kind: "visits.record";
  made_at: string;
  place: string;
  body: { door: string; entries: Entries; photos: Photo[] };
  // Why the server has not taken it yet, in its words.
  said?: string;
}

export interface Receipt {
  nonce: string;
  result: "taken" | "conflict" | "aside";
  sentence: string;
  address: string;
  digest: string;
  at: string;
  door: string;
  place: string;
}

export interface Meta {
  device: string;
  account: number;
  name: string;
  grid: string;
  tries: number;
  // Seconds by which this phone's clock was ahead of the server's at the last contact.
  ahead?: number;
  wrapped?: { salt: string; rounds: number; box: string };
}

// How an attempt to reach the server ended.
export type End = "done" | "full" | "offline" | "signin" | "revoked" | "other" | "later";
