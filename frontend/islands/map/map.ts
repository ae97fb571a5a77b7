// The map island: draws GeoJSON that the page points to; colours come from the data, words stay in the page.
import type { FeatureCollection } from "geojson";
import { Map as LinliMap, NavigationControl, setWorkerUrl, type GeoJSONSource, type LngLatBoundsLike } from "maplibre-gl";
import worker from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import "maplibre-gl/dist/maplibre-gl.css";
import { startPicks } from "./picks";
import { startPoints } from "./points";
import { styleOf } from "./style";

setWorkerUrl(worker);

type Collection = FeatureCollection & { bounds?: LngLatBoundsLike };

async function collectionOf(place: HTMLElement): Promise<Collection | null> {
  const answer = await fetch(place.dataset.source ?? "", { headers: { Accept: "application/json" } });
  return answer.ok ? ((await answer.json()) as Collection) : null;
}

async function draw(place: HTMLElement): Promise<void> {
  const data = await collectionOf(place);
  if (!data) return;
  const isDark = document.documentElement.dataset.bsTheme === "dark";
  const map = new LinliMap({
    container: place,
    style: styleOf(data, isDark),
    bounds: data.bounds,
    fitBoundsOptions: { padding: 24 },
    attributionControl: false,
    cooperativeGestures: place.dataset.gestures === "cooperative",
    localIdeographFontFamily: "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif",
  });
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.on("load", () => ready(place, map));
}

function ready(place: HTMLElement, map: LinliMap): void {
  place.dataset.ready = "true";
  map.on("click", "buildings", (click) => {
    const found = click.features?.[0]?.properties;
    if (!found) return;
    place.dispatchEvent(new CustomEvent("linli:building", { bubbles: true, detail: found }));
    if (place.dataset.picks === undefined && typeof found.address === "string") location.assign(found.address);
  });
  map.on("mouseenter", "buildings", () => (map.getCanvas().style.cursor = "pointer"));
  map.on("mouseleave", "buildings", () => (map.getCanvas().style.cursor = ""));
  if (place.dataset.picks !== undefined) startPicks(place);
  if (place.dataset.points !== undefined) startPoints(place, map);
  // The list beside the map is the truth; when it has changed, the map asks again what to draw.
  document.addEventListener("linli:redraw", () => {
    void collectionOf(place).then((data) => {
      if (data) (map.getSource("places") as GeoJSONSource | undefined)?.setData(data);
      if (data?.bounds && place.dataset.refits !== undefined) map.fitBounds(data.bounds, { padding: 24 });
    });
  });
}

document.querySelectorAll<HTMLElement>("[data-island=map]").forEach((place) => void draw(place));
