// The page shell: htmx under a strict content policy, and small manners that every page shares.
import "../styles/main.css";
import "@tabler/core/dist/js/tabler.min.js";
import htmx from "htmx.org";
import { startCopies } from "./copies";
import { startDialogs } from "./dialogs";
import { startDrafts } from "./drafts";
import { startDrops } from "./drops";
import { startFiles } from "./files";
import { startHashes } from "./hashes";
import { startKeys } from "./keys";
import { startSubmits } from "./submits";
import { startTaps } from "./taps";

declare global {
  interface Window {
    htmx: typeof htmx;
  }
}

window.htmx = htmx;
htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.historyCacheSize = 0; // pages with people on them are not kept in the browser
// Refusals are sentences for the person: show them where they belong.
(htmx.config as { responseHandling?: unknown }).responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "422", swap: true },
  { code: "[45]..", swap: true, error: true, target: "#trouble" },
];

// A hint that did not come took nothing away from anybody: only what a person sent is called lost.
document.addEventListener("htmx:sendError", (moment) => {
  if ((moment.target as Element).closest("[data-hint]")) return;
  document.getElementById("offline")?.removeAttribute("hidden");
});
document.addEventListener("htmx:afterRequest", (moment) => {
  if ((moment as CustomEvent<{ successful: boolean }>).detail.successful) {
    document.getElementById("offline")?.setAttribute("hidden", "");
  }
});
window.addEventListener("online", () => document.getElementById("offline")?.setAttribute("hidden", ""));

startKeys();
startDialogs();
startDrafts();
startDrops();
startFiles();
startHashes();
startSubmits();
startCopies();
startTaps();
