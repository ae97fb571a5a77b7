// Where it is: the phone's position, or a tap on the map, which is fetched only when it is wanted.  All in WGS-84.
const field = (name: string): HTMLInputElement | null => document.querySelector(`#id_${name}`);

export type House = { code: string; name: string; label?: string };
export interface Place {
  words: DOMStringMap;
  /** A building was tapped; returns what it is called. */
  house: (picked: House) => string;
  changed: () => void;
}

/** Chooses the building in the list of the page. */
export function inList(picked: House): string {
  const choice = document.querySelector<HTMLSelectElement>("#id_building");
  if (!choice) return "";
  choice.value = picked.code;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  return choice.selectedOptions[0]?.textContent ?? "";
}

export function startPlace(form: HTMLFormElement, { words, house, changed }: Place): void {
  const said = form.querySelector<HTMLElement>("[data-where-said]");
  const told = form.querySelector<HTMLElement>("[data-where-told]");
  const clears = form.querySelector<HTMLElement>("[data-where-clears]");
  const map = form.querySelector<HTMLElement>(".report-map");
  const tell = (text: string): void => {
    if (!said || !told) return;
    told.hidden = !text;
    said.textContent = text;
    if (clears) clears.hidden = !field("longitude")?.value;
  };
  const put = (longitude: string, latitude: string): void => {
    (field("longitude") as HTMLInputElement).value = longitude;
    (field("latitude") as HTMLInputElement).value = latitude;
    document.body.dispatchEvent(new CustomEvent("report:placed"));
    changed();
  };
  const where = form.querySelector<HTMLElement>("[data-where]");
  if (where) where.hidden = false;
  if (field("longitude")?.value) tell(words.pointed ?? "");
  const locate = form.querySelector<HTMLButtonElement>("[data-locate]");
  if (locate && !("geolocation" in navigator && window.isSecureContext)) locate.hidden = true;
  locate?.addEventListener("click", () => {
    tell(words.locating ?? "");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        put(coords.longitude.toFixed(6), coords.latitude.toFixed(6));
        tell((words.located ?? "").replace("#", String(Math.round(coords.accuracy))));
      },
      () => tell(words.nowhere ?? ""),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    );
  });
  clears?.addEventListener("click", () => {
    put("", "");
    tell("");
    map?.dispatchEvent(new CustomEvent("linli:unpoint"));
  });
  form.querySelector("[data-map-opens]")?.addEventListener("click", () => {
    if (!map || map.dataset.island) return;
    map.hidden = false;
    map.dataset.island = "map";
    void import("../islands/map/map");
  });
  map?.addEventListener("linli:building", (picked) => {
    const name = house((picked as CustomEvent<House>).detail);
    tell(`${words.pointed ?? ""} ${name}`);
  });
  map?.addEventListener("linli:point", (picked) => {
    const { longitude, latitude } = (picked as CustomEvent<{ longitude: number; latitude: number }>).detail;
    put(longitude.toFixed(6), latitude.toFixed(6));
    tell(words.pointed ?? "");
  });
}
