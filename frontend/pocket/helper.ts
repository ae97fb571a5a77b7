// The service worker: keeps the frame of the pocket page and its files, never anything about anybody.
/// <reference lib="webworker" />
export {};
declare const self: ServiceWorkerGlobalScope;

const CACHE = "linli-pocket";
const PAGE = "/visits/pocket/";
const PATIENCE = 4000;

async function keepPage(): Promise<Response | undefined> {
  const answer = await fetch(PAGE, { signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok || answer.redirected) return undefined;
  const cache = await caches.open(CACHE);
  await keepFiles(filesOf(await answer.clone().text()));
  await cache.put(PAGE, answer.clone());
  return answer;
}

const filesOf = (text: string): string[] =>
  [...text.matchAll(/(?:href|src|content)="(\/static\/[^"#]+)/g)].map((match) => match[1] ?? "");

// What the kept page does not name and the open one has not loaded belongs to an older build.
async function forgetOld(loaded: string[]): Promise<void> {
  const cache = await caches.open(CACHE);
  const page = await cache.match(PAGE, { ignoreVary: true });
  if (!page) return;
  const wanted = new Set([PAGE, ...filesOf(await page.text()), ...loaded]);
  for (const kept of await cache.keys()) {
    if (!wanted.has(new URL(kept.url).pathname)) await cache.delete(kept, { ignoreVary: true });
  }
}

async function keepFiles(files: string[]): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const file of new Set(files)) {
    if (!(await cache.match(file, { ignoreVary: true }))) await cache.add(file);
  }
}

async function pageOrKept(): Promise<Response> {
  try {
    const fresh = await keepPage();
    if (fresh) return fresh;
  } catch {
    // no network, or too slow: what was kept is as good
  }
  return (await caches.match(PAGE, { ignoreVary: true })) ?? Response.error();
}

async function fileOrKept(request: Request): Promise<Response> {
  const kept = await caches.match(request.url.split("#")[0] ?? "", { ignoreVary: true });
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok) await (await caches.open(CACHE)).put(request, fresh.clone());
  return fresh;
}

self.addEventListener("install", (installing) => {
  installing.waitUntil(keepPage().then(() => self.skipWaiting()));
});
self.addEventListener("activate", (activating) => activating.waitUntil(self.clients.claim()));
self.addEventListener("message", (told) => {
  const loaded = told.data as string[];
  told.waitUntil(keepFiles(loaded).then(() => forgetOld(loaded)));
});
self.addEventListener("fetch", (asked) => {
  const { pathname } = new URL(asked.request.url);
  if (asked.request.method !== "GET") return;
  if (pathname === PAGE) asked.respondWith(pageOrKept());
  else if (pathname.startsWith("/static/")) asked.respondWith(fileOrKept(asked.request));
});
