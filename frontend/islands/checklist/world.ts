// Where does an expression stand, what can it see from there, and what does chance give it?
import { Nodes, type Moment, type Place } from "./values";

export type World = {
  document: Place;
  today: Moment;
  now: Moment;
  language: string;
  version: string;
  lists: Map<string, Place>;
  read: (place: Place) => string;
  applies: (place: Place) => boolean;
  choiceLabel: (value: string, place: Place | undefined) => string;
  chance: Chance;
};

export type Scope = { world: World; here: Place; current: Place; position: number; size: number };

export const scopeAt = (world: World, here: Place): Scope => ({ world, here, current: here, position: 1, size: 1 });
export const zoneIn = (scope: Scope): number => scope.world.now.zone;
export const nodes = (scope: Scope, places: Place[]): Nodes =>
  new Nodes(places.filter(scope.world.applies), scope.world.read);

/** Draws that repeat themselves for the same seed and place; the twin of expressions/chance.py. */
export class Chance {
  private drawn = new Map<string, number>();
  constructor(readonly seed = "") {}

  draw(place: string): number {
    const count = (this.drawn.get(place) ?? 0) + 1;
    this.drawn.set(place, count);
    return stirred(hashed(`${this.seed}|${place}|${count}`)) / 2 ** 32;
  }
  uuid(place: string): string {
    const part = (): string => Math.floor(this.draw(place) * 2 ** 32).toString(16).padStart(8, "0");
    const digits = part() + part() + part() + part();
    const variant = "89ab"[parseInt(digits.charAt(16), 16) % 4];
    return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20)}`;
  }
}

function hashed(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}

function stirred(seed: number): number {
  const state = (seed + 0x6d2b79f5) >>> 0;
  let value = Math.imul(state ^ (state >>> 15), state | 1) >>> 0;
  value = (value ^ (value + (Math.imul(value ^ (value >>> 7), value | 61) >>> 0))) >>> 0;
  return (value ^ (value >>> 14)) >>> 0;
}
