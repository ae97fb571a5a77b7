// Where it is: the phone's position, or a tap on the map, which is fetched only when it is wanted.  All in WGS-84.
const field = (name: string): HTMLInputElement | null => document.querySelector(`#id_${name}`);

export function startPlace(form: HTMLFormElement, words: DOMStringMap, changed: () => void): void {
  const said = form.querySelector<HTMLElement>("[data-where-said]");
  const map = form.querySelector<HTMLElement>(".report-map");
  const tell = (text: string): void => {
    if (!said) return;
    said.hidden = false;
    said.textContent = text;
  };
  const put = (longitude: number, latitude: number): void => {
    (field("longitude") as HTMLInputElement).value = longitude.toFixed(6);
    (field("latitude") as HTMLInputElement).value = latitude.toFixed(6);
    document.body.dispatchEvent(new CustomEvent("report:placed"));
    changed();
  };
  const where = form.querySelector<HTMLElement>("[data-where]");
  if (where) where.hidden = false;
  const locate = form.querySelector<HTMLButtonElement>("[data-locate]");
  if (locate && !("geolocation" in navigator && window.isSecureContext)) locate.hidden = true;
  locate?.addEventListener("click", () => {
    tell(words.locating ?? "");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        put(coords.longitude, coords.latitude);
        tell((words.located ?? "").replace("#", String(Math.round(coords.accuracy))));
      },
      () => tell(words.nowhere ?? ""),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    );
  });
  form.querySelector("[data-map-opens]")?.addEventListener("click", () => {
    if (!map || map.dataset.island) return;
    map.hidden = false;
    map.dataset.island = "map";
    void import("../islands/map/map");
  });
  map?.addEventListener("linli:building", (picked) => {
    const choice = document.querySelector<HTMLSelectElement>("#id_building");
    if (!choice) return;
    choice.value = (picked as CustomEvent<{ code: string }>).detail.code;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
    tell(`${words.pointed ?? ""} ${choice.selectedOptions[0]?.textContent ?? ""}`);
  });
  map?.addEventListener("linli:point", (picked) => {
    const { longitude, latitude } = (picked as CustomEvent<{ longitude: number; latitude: number }>).detail;
    put(longitude, latitude);
    tell(words.pointed ?? "");
  });
}
