// Writing down for somebody: the spot on the map fills the entry for the place, which can still be typed.
import { startPlace, type House } from "./place";

const form = document.querySelector<HTMLFormElement>("form[data-enter]");

function typed(picked: House): string {
  const where = document.querySelector<HTMLInputElement>("#id_where");
  if (!where) return "";
  where.value = picked.label ?? picked.name;
  where.dispatchEvent(new Event("input", { bubbles: true }));
  return where.value;
}

// Another community has other buildings: the map is drawn anew where it is open, else when it is opened.
function follow(map: HTMLElement): void {
  const community = document.querySelector<HTMLSelectElement>("#id_community");
  const choose = (): void => {
    const source = document.querySelector<HTMLElement>(`[data-places="${CSS.escape(community?.value ?? "")}"]`);
    if (!source || source.dataset.source === map.dataset.source) return;
    map.dataset.source = source.dataset.source;
    document.dispatchEvent(new CustomEvent("linli:redraw"));
  };
  community?.addEventListener("change", choose);
  choose();
}

if (form) {
  const map = form.querySelector<HTMLElement>(".report-map");
  if (map) follow(map);
  const words = form.querySelector<HTMLElement>("[data-where]")?.dataset ?? {};
  // The draft of this tab listens to entries of the form; hidden ones change without a keystroke.
  const changed = (): void => void form.dispatchEvent(new Event("change"));
  startPlace(form, { words, house: typed, changed });
  form.dataset.ready = "true";
}
