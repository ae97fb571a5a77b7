// How places look: paths below, buildings coloured by their grid, numbers on top.  No tile server is asked.
import type { FeatureCollection } from "geojson";
import type { LayerSpecification, StyleSpecification } from "maplibre-gl";

export function layersOf(isDark: boolean): LayerSpecification[] {
  const ink = isDark ? "#e6e2da" : "#2b3a37";
  const paper = isDark ? "#1b2422" : "#f4f1ea";
  const words = (id: string, what: string, size: number, minzoom: number): LayerSpecification => ({
    id,
    type: "symbol",
    source: "places",
    minzoom,
    filter: ["==", ["get", "what"], what],
    layout: { "text-field": ["get", "name"], "text-font": ["sans"], "text-size": size, "text-padding": 1 },
    paint: { "text-color": ink, "text-halo-color": paper, "text-halo-width": 1.4 },
  });
  return [
    { id: "paper", type: "background", paint: { "background-color": paper } },
    {
      id: "green",
      type: "fill",
      source: "places",
      filter: ["==", ["get", "what"], "green"],
      paint: { "fill-color": isDark ? "#243a31" : "#dcead9" },
    },
    {
      id: "water",
      type: "fill",
      source: "places",
      filter: ["==", ["get", "what"], "water"],
      paint: { "fill-color": isDark ? "#1d3540" : "#cfe4ee" },
    },
    {
      id: "streets",
      type: "line",
      source: "places",
      filter: ["==", ["get", "what"], "street"],
      layout: { "line-cap": "round", "line-join": "round" },
      paint: {
        "line-color": isDark ? "#2a3633" : "#ffffff",
        "line-width": ["interpolate", ["linear"], ["zoom"], 14, 4, 18, 26],
      },
    },
    {
      id: "paths",
      type: "line",
      source: "places",
      filter: ["==", ["get", "what"], "path"],
      layout: { "line-cap": "round", "line-join": "round" },
      paint: {
        "line-color": isDark ? "#46554f" : "#ffffff",
        "line-width": ["interpolate", ["linear"], ["zoom"], 14, 0.8, 18, 5],
      },
    },
    {
      id: "grids",
      type: "fill",
      source: "places",
      filter: ["==", ["get", "what"], "grid"],
      paint: { "fill-color": ["get", "colour"], "fill-opacity": 0.13 },
    },
    {
      id: "grid-lines",
      type: "line",
      source: "places",
      filter: ["==", ["get", "what"], "grid"],
      paint: { "line-color": ["get", "colour"], "line-width": 1.5, "line-dasharray": [3, 2], "line-opacity": 0.8 },
    },
    {
      id: "buildings",
      type: "fill",
      source: "places",
      filter: ["==", ["get", "what"], "building"],
      paint: { "fill-color": ["get", "colour"], "fill-opacity": 0.78 },
    },
    {
      id: "building-lines",
      type: "line",
      source: "places",
      filter: ["==", ["get", "what"], "building"],
      paint: { "line-color": ink, "line-opacity": 0.35, "line-width": 0.8 },
    },
    {
      id: "moved-lines",
      type: "line",
      source: "places",
      filter: ["all", ["==", ["get", "what"], "building"], ["==", ["get", "moved"], true]],
      paint: {
        "line-color": ink,
        "line-width": ["interpolate", ["linear"], ["zoom"], 14, 1, 18, 3],
        "line-dasharray": [2, 1],
      },
    },
    words("numbers", "label", 11.5, 15),
    words("grid-names", "grid-label", 15, 0),
  ];
}

export function styleOf(data: FeatureCollection, isDark: boolean): StyleSpecification {
  return { version: 8, sources: { places: { type: "geojson", data } }, layers: layersOf(isDark) };
}
