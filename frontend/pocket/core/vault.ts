// What lies on the phone is sealed with AES-GCM; the key itself is sealed with a key made of the PIN.
const ROUNDS = 600_000;
const IV = 12;

export interface Wrapped {
  salt: string;
  rounds: number;
  box: string;
}

const text = new TextEncoder();
const words = new TextDecoder();

export const toBase64 = (bytes: Uint8Array): string => {
  let found = "";
  for (let at = 0; at < bytes.length; at += 8192) found += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(found);
};
export const fromBase64 = (from: string): Uint8Array => Uint8Array.from(atob(from), (sign) => sign.charCodeAt(0));

const source = (bytes: Uint8Array): BufferSource => bytes as unknown as BufferSource;

export const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

export async function keyFrom(raw: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", source(raw), "AES-GCM", false, ["encrypt", "decrypt"]);
}

// `about` says where the box lies, so that boxes cannot be exchanged.
export async function seal(key: CryptoKey, bytes: Uint8Array, about: string): Promise<Uint8Array> {
  const iv = random(IV);
  const how = { name: "AES-GCM", iv: source(iv), additionalData: source(text.encode(about)) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(how, key, source(bytes)));
  const box = new Uint8Array(IV + sealed.length);
  box.set(iv);
  box.set(sealed, IV);
  return box;
}

export async function unseal(key: CryptoKey, box: Uint8Array, about: string): Promise<Uint8Array> {
  const how = { name: "AES-GCM", iv: source(box.slice(0, IV)), additionalData: source(text.encode(about)) };
  return new Uint8Array(await crypto.subtle.decrypt(how, key, source(box.slice(IV))));
}

async function pinKey(pin: string, salt: Uint8Array, rounds: number): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey("raw", source(text.encode(pin)), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: source(salt), iterations: rounds };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

export async function wrap(raw: Uint8Array, pin: string, rounds = ROUNDS): Promise<Wrapped> {
  const salt = random(16);
  const box = await seal(await pinKey(pin, salt, rounds), raw, "key");
  return { salt: toBase64(salt), rounds, box: toBase64(box) };
}

// The key, or undefined when the PIN is another.
export async function unwrap(wrapped: Wrapped, pin: string): Promise<CryptoKey | undefined> {
  const key = await pinKey(pin, fromBase64(wrapped.salt), wrapped.rounds);
  try {
    return await keyFrom(await unseal(key, fromBase64(wrapped.box), "key"));
  } catch {
    return undefined;
  }
}

export const sealJson = async (key: CryptoKey, value: unknown, about: string): Promise<Uint8Array> =>
  seal(key, text.encode(JSON.stringify(value)), about);

export async function unsealJson<Held>(key: CryptoKey, box: Uint8Array, about: string): Promise<Held> {
  return JSON.parse(words.decode(await unseal(key, box, about))) as Held;
}

export const plainJson = (value: unknown): Uint8Array => text.encode(JSON.stringify(value));
export const readJson = <Held>(bytes: Uint8Array): Held => JSON.parse(words.decode(bytes)) as Held;

export async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", source(bytes)));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// UUIDv7: sorts by the time it was made.
export function newId(at: Date): string {
  const bytes = random(16);
  let rest = Math.max(0, at.getTime());
  for (let place = 5; place >= 0; place--) {
    bytes[place] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
