"""Which kind of question is an element of pyxform's survey tree?"""

from typing import Any

from linli.engines.checklists.model import Kind

_BY_TAG: dict[str, Kind] = {
    "select1": "select_one",
    "select": "select_multiple",
    "odk:rank": "rank",
    "range": "range",
    "trigger": "acknowledge",
}
_BY_DATA: dict[str, Kind] = {
    "int": "integer",
    "decimal": "decimal",
    "date": "date",
    "time": "time",
    "dateTime": "datetime",
    "barcode": "barcode",
    "geopoint": "geopoint",
}
_BY_MEDIA: dict[str, Kind] = {"image": "image", "audio": "audio", "video": "video", "application": "file"}
_BY_PRELOAD: dict[tuple[str, str], Kind] = {
    ("timestamp", "start"): "start",
    ("timestamp", "end"): "end",
    ("date", "today"): "today",
    ("property", "username"): "username",
}
_NOTES = {"note", "q note", "add note prompt"}
# Traces of a device or of a way are never collected: no GPS tracks, no recordings in the background.
_TRACES = {
    "start-geopoint",
    "background-geopoint",
    "background-audio",
    "audit",
    "geotrace",
    "geoshape",
    "osm",
}


def kind_of(element: Any) -> Kind:
    """The kind; what we never collect is ``uncollected``."""
    bind, control = element.bind or {}, element.control or {}
    if "jr:preload" in bind:
        return _BY_PRELOAD.get((bind["jr:preload"], bind.get("jr:preloadParams", "")), "uncollected")
    if element.type in _TRACES or bind.get("type") in _TRACES:
        return "uncollected"
    if element.type == "hidden":
        return "hidden"
    if not control.get("tag") or _only_calculates(element):
        return "calculate"
    return _shown_kind(element, str(control["tag"]), str(bind.get("type", "")))


def _only_calculates(element: Any) -> bool:
    computed = "calculate" in (element.bind or {}) or element.trigger
    return bool(computed and not (element.label or element.hint))


def _shown_kind(element: Any, tag: str, data_type: str) -> Kind:
    if tag == "upload":
        return _BY_MEDIA.get(
            str((element.control or {}).get("mediatype", "")).partition("/")[0], "uncollected"
        )
    if element.type in _NOTES:
        return "note"
    if element.query:
        return "select_one"
    if tag in _BY_TAG:
        return _BY_TAG[tag]
    return _BY_DATA.get(data_type, "text")
