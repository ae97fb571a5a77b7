// What a phone holds, as the server gives it and as it was written down.
export type Entries = [name: string, value: string][];

export interface Due {
  title: string;
  why: string;
  key?: string;
  group?: string;
}

export interface Person {
  key: string;
  name: string;
  about?: string;
  groups?: string[];
  due?: Due[];
  // Field, mark of the value held, that value in words, why it is asked.
  asks?: [field: string, base: string, held: string, why: string][];
  verifications?: Due[];
}

export interface Door {
  key: string;
  place: string;
  address: string;
  last: string;
  now: boolean;
  due: Due[];
  people: Person[];
}

export interface Parts {
  person: string;
  due: string;
  tick: string;
  verification: string;
  asks: Record<string, string>;
  rest: string;
}

export interface Pack {
  version: string;
  on: string;
  grids: [code: string, name: string][];
  choices: [code: string, name: string][];
  parts: Parts;
  doors: Door[];
  at: string;
}

export interface Photo {
  digest: string;
  size: number;
}

export interface Draft {
  nonce: string;
  door: string;
  place: string;
  entries: Entries;
  photos: Photo[];
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
  wrapped?: { salt: string; rounds: number; box: string };
}

// How an attempt to reach the server ended.
export type End = "done" | "offline" | "signin" | "revoked" | "other" | "later";
