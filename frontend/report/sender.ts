// The helper of the report page: keeps the page for a dead network, and sends what waits when there is one again.
/// <reference lib="webworker" />
import { open } from "./box";
import { sendAll } from "./send";
declare const self: ServiceWorkerGlobalScope;

const CACHE = "linli-report";
const HOME = /^\/service_requests\/report\/[0-9]+\/$/;
const PATIENCE = 5000;

async function pageOrKept(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname;
  const cache = await caches.open(CACHE);
  try {
    const fresh = await fetch(request.url, { signal: AbortSignal.timeout(PATIENCE), redirect: "manual" });
    // Of somebody who is signed in nothing is kept.
    if (fresh.ok && (await fresh.clone().text()).includes("data-keep")) await cache.put(path, fresh.clone());
    if (fresh.type !== "error") return fresh;
  } catch {
    // no network, or too slow: the page as it was
  }
  return (await cache.match(path, { ignoreVary: true })) ?? Response.error();
}

async function fileOrKept(request: Request): Promise<Response> {
  const kept = await caches.match(request.url.split("#")[0] ?? "", { ignoreVary: true });
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok) await (await caches.open(CACHE)).put(request.url.split("#")[0] ?? "", fresh.clone());
  return fresh;
}

async function keepFirst(): Promise<void> {
  for (const client of await self.clients.matchAll({ includeUncontrolled: true, type: "window" })) {
    const path = new URL(client.url).pathname;
    if (!HOME.test(path)) continue;
    const answer = await fetch(path);
    const text = await answer.clone().text();
    if (!answer.ok || !text.includes("data-keep")) continue;
    const cache = await caches.open(CACHE);
    await cache.put(path, answer);
    const files = [...text.matchAll(/(?:href|src)="(\/static\/[^"#]+)/g)].map((match) => match[1] ?? "");
    await Promise.allSettled([...new Set(files)].map((file) => cache.add(file)));
  }
}

self.addEventListener("install", (installing) => installing.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (activating) => activating.waitUntil(self.clients.claim().then(keepFirst)));
self.addEventListener("fetch", (asked) => {
  const { pathname, origin } = new URL(asked.request.url);
  if (asked.request.method !== "GET" || origin !== location.origin) return;
  if (asked.request.mode === "navigate" && HOME.test(pathname)) asked.respondWith(pageOrKept(asked.request));
  else if (pathname.startsWith("/static/")) asked.respondWith(fileOrKept(asked.request));
});
self.addEventListener("sync", (woken) => {
  const due = woken as Event & { tag: string; waitUntil(work: Promise<unknown>): void };
  if (due.tag !== "linli-report") return;
  due.waitUntil(
    open().then(sendAll).then(async () => {
      for (const client of await self.clients.matchAll()) client.postMessage("sent");
    }),
  );
});
