// A tap anywhere becomes a place: a mark on the map, and an event with longitude and latitude (WGS-84).
import { Marker, type Map as LinliMap } from "maplibre-gl";

export function startPoints(place: HTMLElement, map: LinliMap): void {
  const mark = new Marker({ color: "#c9772b" });
  map.on("click", ({ lngLat }) => {
    mark.setLngLat(lngLat).addTo(map);
    const detail = { longitude: lngLat.lng, latitude: lngLat.lat };
    place.dispatchEvent(new CustomEvent("linli:point", { bubbles: true, detail }));
  });
  place.addEventListener("linli:unpoint", () => mark.remove());
}
