// The pocket page: opens the vault, shows the grid, keeps what is written down, brings it to the server.
import "../styles/pocket.css";
import { Phone } from "./core/phone";
import type { End } from "./core/model";
import { DoorPage } from "./door";
import { browserStore } from "./idb";
import { drawList, drawSent } from "./lists";
import { BrowserNet } from "./net";
import { startTaps } from "../shell/taps";
import { one, show, tell, words } from "./screen";

const AGAIN = 60_000;
const IDLE = 15 * 60_000;

async function start(): Promise<void> {
  const phone = new Phone(await browserStore(), new BrowserNet(), { now: () => new Date() });
  const page = new DoorPage(phone, (place) => {
    tell(words("saved", { place }), "success");
    location.hash = "";
    void bring();
  });

  let isBusy = false;
  let isAskedAgain = false;
  async function bring(load = false): Promise<void> {
    if (!phone.isOpen) return;
    if (isBusy) isAskedAgain ||= load; // a tap while something is on its way is not lost
    if (isBusy) return;
    isBusy = true;
    try {
      await navigator.locks.request("linli-pocket", () => exchange(load));
    } finally {
      isBusy = false;
    }
    await draw();
    if (isAskedAgain) {
      isAskedAgain = false;
      await bring(true);
    }
  }

  async function exchange(load: boolean): Promise<void> {
    const waiting = (await phone.waiting()).length;
    if (waiting) net(words("sending"));
    let end: End = waiting ? await phone.send() : "done";
    const arrived = waiting > 0 && end === "done";
    if (end === "done" && (load || waiting)) {
      net(words("loading"));
      end = await phone.load();
    }
    explain(end, arrived, waiting > 0 || load);
  }

  function explain(end: End, arrived: boolean, asked: boolean): void {
    net(words(end === "offline" || !navigator.onLine ? "offline" : "online"), end === "offline" || !navigator.onLine);
    if (end === "signin") tell(words("signin"), "warning", true);
    else if (end === "other") tell(words("other", { name: phone.meta?.name ?? "" }), "warning", true);
    else if (end === "later") tell(words("later"));
    else if (end === "full") tell(words("packfull"));
    else if (end === "revoked") void close(words("revoked"));
    else if (end === "done" && asked) tell(arrived ? words("sent") : "", "success");
  }

  const net = (said: string, isOff = false): void => {
    const sign = one("#net");
    sign.textContent = said;
    sign.className = isOff ? "tag tag-plain" : "tag tag-good";
  };

  async function close(said = ""): Promise<void> {
    await page.close();
    phone.lock();
    await door();
    if (said) tell(said);
  }

  // Which of the locked views: set a PIN, or ask for it.
  async function door(): Promise<void> {
    const state = await phone.start();
    tell(state === "forgotten" ? words("forgotten") : "");
    one("#owner").textContent = phone.meta?.name ?? "";
    show(state === "locked" ? "lock" : "begin");
    one<HTMLInputElement>(`[data-view="${state === "locked" ? "lock" : "begin"}"] input`).focus();
  }

  async function draw(): Promise<void> {
    if (!phone.isOpen) return;
    const waiting = (await phone.waiting()).length;
    one("#waiting").textContent = String(waiting);
    const [, key] = /^#door=(.+)$/.exec(location.hash) ?? [];
    if (!key) await page.close();
    if (location.hash === "#sent") {
      await drawSent(phone);
      show("sent");
    } else if (!key) {
      await drawList(phone);
      show("list");
    }
  }

  async function go(): Promise<void> {
    if (!phone.isOpen) return;
    const [, key] = /^#door=(.+)$/.exec(location.hash) ?? [];
    window.scrollTo(0, 0);
    if (!key) return draw();
    if (await page.open(key)) show("door");
    else location.hash = "";
  }

  async function opened(): Promise<void> {
    tell("");
    await go();
    await bring(true);
  }

  one<HTMLFormElement>("[data-begin]").addEventListener("submit", (sent) => {
    sent.preventDefault();
    const form = sent.target as HTMLFormElement;
    const fault = (said: string): void => void (one("[data-begin] .pocket-fault").textContent = said);
    const { pin, again } = Object.fromEntries(new FormData(form)) as Record<string, string>;
    if (!/^\d{6}$/.test(pin ?? "") || pin !== again) return fault(words("pin"));
    void (phone.meta ? phone.readmit(pin as string) : phone.begin(pin as string, deviceName())).then(async (end) => {
      if (end !== "done") return fault(words(end === "offline" ? "network" : end, { name: phone.meta?.name ?? "" }));
      form.reset();
      fault("");
      await navigator.storage?.persist?.();
      await opened();
    });
  });

  one<HTMLFormElement>("[data-unlock]").addEventListener("submit", (sent) => {
    sent.preventDefault();
    const form = sent.target as HTMLFormElement;
    const pin = String(new FormData(form).get("pin"));
    form.reset();
    void phone.unlock(pin).then(async (found) => {
      one("[data-unlock] .pocket-fault").textContent = found === "wrong" ? words("wrong") : "";
      if (found === "forgotten") await door();
      if (found === "open") await opened();
    });
  });

  one("[data-go]").addEventListener("click", () => (location.hash = ""));
  one("[data-lock]").addEventListener("click", () => void close());
  one("[data-refresh]").addEventListener("click", () => void bring(true));
  one("[data-send]").addEventListener("click", () => void bring(true));
  one("#find").addEventListener("input", () => void drawList(phone));
  one("#grids select").addEventListener("change", (change) => {
    void phone.load((change.target as HTMLSelectElement).value).then((end) => {
      explain(end, false, true);
      return draw();
    });
  });
  window.addEventListener("hashchange", () => void go());
  window.addEventListener("online", () => void bring());
  window.addEventListener("offline", () => net(words("offline"), true));
  window.setInterval(() => void bring(), AGAIN);
  let hidden = 0;
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) hidden = Date.now();
    else if (phone.isOpen && hidden && Date.now() - hidden > IDLE) void close();
  });
  net(words(navigator.onLine ? "online" : "offline"), !navigator.onLine);
  await door();
}

function deviceName(): string {
  const known = /Android|iPhone|iPad|Windows|Macintosh|Linux/.exec(navigator.userAgent);
  return known ? known[0] : "";
}

// The helper keeps the page and its files; what was fetched before it was there is told to it.
async function keepPage(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/visits/pocket/helper.js", { scope: "/visits/pocket/" });
  const { active } = await navigator.serviceWorker.ready;
  const files = performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname);
  active?.postMessage(files.filter((path) => path.startsWith("/static/")));
}

startTaps();
void start();
void keepPage();
