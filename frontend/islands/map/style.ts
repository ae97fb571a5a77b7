// How places look: paths below, buildings coloured by their grid, numbers on top.  No tile server is asked.
import type { FeatureCollection } from "geojson";
import type { LayerSpecification, StyleSpecification } from "maplibre-gl";

export function layersOf(isDark: boolean): LayerSpecification[] {
  const ink = isDark ? "#e6e2da" : "#2b3a37";
  const paper = isDark ? "#1b2422" : "#f4f1ea";
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
      id: "paths",
      type: "line",
      source: "places",
      filter: ["==", ["get", "what"], "path"],
      layout: { "line-cap": "round", "line-join": "round" },
      paint: {
        "line-color": isDark ? "#33413e" : "#ffffff",
        "line-width": ["interpolate", ["linear"], ["zoom"], 14, 1.5, 18, 9],
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
      id: "numbers",
      type: "symbol",
      source: "places",
      minzoom: 15,
      filter: ["in", ["get", "what"], ["literal", ["label", "grid-label"]]],
      layout: {
        "text-field": ["get", "name"],
        "text-font": ["sans"],
        "text-size": ["case", ["==", ["get", "what"], "grid-label"], 15, 11.5],
        "text-padding": 1,
      },
      paint: { "text-color": ink, "text-halo-color": paper, "text-halo-width": 1.4 },
    },
  ];
}

export function styleOf(data: FeatureCollection, isDark: boolean): StyleSpecification {
  return { version: 8, sources: { places: { type: "geojson", data } }, layers: layersOf(isDark) };
}
