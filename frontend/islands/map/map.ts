// The map island: draws GeoJSON that the page points to; colours come from the data, words stay in the page.
import type { FeatureCollection } from "geojson";
import { Map as LinliMap, NavigationControl, setWorkerUrl, type GeoJSONSource, type LngLatBoundsLike } from "maplibre-gl";
import worker from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import "maplibre-gl/dist/maplibre-gl.css";
import { styleOf } from "./style";

setWorkerUrl(worker);

type Collection = FeatureCollection & { bounds?: LngLatBoundsLike };

async function draw(place: HTMLElement): Promise<void> {
  const answer = await fetch(place.dataset.source ?? "", { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const data = (await answer.json()) as Collection;
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
  // The list beside the map is the truth; when it changes colours or the choice, the map follows.
  document.addEventListener("linli:colours", (change) => {
    const colours = (change as CustomEvent<Record<string, string>>).detail;
    const source = map.getSource("places") as GeoJSONSource | undefined;
    source?.getData().then((data) => {
      const collection = data as FeatureCollection;
      for (const feature of collection.features) {
        const colour = colours[String(feature.properties?.code)];
        if (feature.properties && colour) feature.properties.colour = colour;
      }
      source.setData(collection);
    });
  });
}

document.querySelectorAll<HTMLElement>("[data-island=map]").forEach((place) => void draw(place));
