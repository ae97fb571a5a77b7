"""Which questions, groups and rules does pyxform's survey tree hold?"""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from linli.engines.checklists.external import external_lists
from linli.engines.checklists.judging import BINDINGS, SheetRows, is_dynamic
from linli.engines.checklists.kinds import kind_of
from linli.engines.checklists.model import (
    CHOOSING,
    Checklist,
    Choice,
    Group,
    Node,
    Question,
    Repeat,
    Rules,
    Source,
    Words,
)

_OUTPUT = re.compile(r'<output value="([^"]*)" ?/>')
_TABLE_HEADING = "reserved_name_for_field_list_labels_"
_SHOWN = ("start", "end", "step", "rows")
_EXTERNAL = (".csv", ".xml", ".geojson")


def checklist_of(survey: Any, external: SheetRows = ()) -> Checklist:
    """The checklist of an accepted survey, and of the sheet external_choices if it has one."""
    return _Reader(survey, external).checklist()


class _Reader:
    """Reads one survey; keeps the languages met on the way."""

    def __init__(self, survey: Any, external: SheetRows) -> None:
        self.survey = survey
        self.external = external_lists(external, survey.default_language or "default")
        self.language: str = survey.default_language or "default"
        self.languages: dict[str, None] = {}

    def checklist(self) -> Checklist:
        children = tuple(self._nodes(self.survey.children))
        lists = dict(self.external)
        lists |= {name: self._choices(itemset) for name, itemset in (self.survey.choices or {}).items()}
        spoken = [language for language in self.languages if language != self.language]
        return Checklist(
            key=str(self.survey.id_string or ""),
            title=str(self.survey.title or self.survey.id_string or ""),
            version=str(self.survey.version or ""),
            languages=(self.language, *spoken),
            root=self.survey.name,
            children=children,
            lists=lists,
            style=tuple(str(self.survey.style or "").split()),
            summary=self._summary(),
        )

    def _summary(self) -> str:
        for element in self.survey.iter_descendants():
            if element.name == "instanceName" and getattr(element, "bind", None):
                return self._expression(element.bind.get("calculate"), element)
        return ""

    def _nodes(self, elements: Any) -> Iterator[Node]:
        for element in elements:
            if element.name == "meta" or element.name.startswith(_TABLE_HEADING):
                continue
            kind = type(element).__name__
            if kind == "RepeatingSection":
                yield self._repeat(element)
            elif kind == "GroupedSection":
                yield self._group(element)
            elif hasattr(element, "appearance") or hasattr(element, "default"):
                yield self._question(element)

    def _group(self, element: Any) -> Group:
        return Group(
            path=element.get_xpath(),
            children=tuple(self._nodes(element.children)),
            label=self._words(element.label, element),
            hint=self._words(element.hint, element),
            rules=self._rules(element),
            appearance=_appearance(element),
            flat=bool(element.flat),
        )

    def _repeat(self, element: Any) -> Repeat:
        return Repeat(
            path=element.get_xpath(),
            children=tuple(self._nodes(element.children)),
            label=self._words(element.label, element),
            hint=self._words(element.hint, element),
            rules=self._rules(element),
            appearance=_appearance(element),
            count=self._expression((element.control or {}).get("jr:count"), element),
        )

    def _question(self, element: Any) -> Question:
        kind = kind_of(element)
        ours = (element.extra_data or {}).get("linli")
        marks: Mapping[str, Any] = ours if isinstance(ours, Mapping) else {}
        dynamic = bool(element.default) and is_dynamic(element.default, element.type)
        rules = self._rules(element)
        return Question(
            path=element.get_xpath(),
            kind=kind,
            label=self._words(element.label, element),
            hint=self._words(element.hint, element),
            guidance=self._words(element.guidance_hint, element),
            rules=Rules(relevant=rules.relevant) if kind == "note" and not rules.calculation else rules,
            default="" if dynamic else str(element.default or ""),
            default_expression=self._expression(element.default, element) if dynamic else "",
            triggers=tuple(self._path_of(name) for name in element.trigger or ()),
            appearance=_appearance(element),
            source=self._source(element) if kind in CHOOSING else None,
            media=self._media(element.media),
            parameters=_parameters(element),
            data_type=str((element.bind or {}).get("type", "string")),
            field_name=_text(marks.get("field") or (element.bind or {}).get("linli:field")),
            finding=_text(marks.get("finding") or (element.bind or {}).get("linli:finding")),
            found_when=self._expression(marks.get("found_when"), element),
        )

    def _path_of(self, name: str) -> str:
        return str(self.survey.get_element_by_name(name).get_xpath())

    def _rules(self, element: Any) -> Rules:
        bind = element.bind or {}
        said = {
            ours: self._expression(bind.get(theirs), element)
            for ours, theirs in (
                ("relevant", "relevant"),
                ("required", "required"),
                ("readonly", "readonly"),
                ("constraint", "constraint"),
                ("calculation", "calculate"),
            )
        }
        return Rules(
            **{
                name: "" if value == "false()" and name != "relevant" else value
                for name, value in said.items()
            },
            required_message=self._words(bind.get("jr:requiredMsg"), element),
            constraint_message=self._words(bind.get("jr:constraintMsg"), element),
        )

    def _expression(self, value: Any, element: Any) -> str:
        if value is None or value == "":
            return ""
        said = BINDINGS.get(value, value) if isinstance(value, str) else value
        return str(self.survey.insert_xpaths(text=said, context=element)).strip()

    def _words(self, value: Any, element: Any) -> Words:
        if not value:
            return {}
        by_language = value if isinstance(value, Mapping) else {self.language: value}
        found = {
            str(language): self._template(text, element)
            for language, text in by_language.items()
            if isinstance(text, str) and text.strip() not in {"", "-"}
        }
        self.languages.update(dict.fromkeys(found))
        return found

    def _template(self, text: str, element: Any) -> str:
        xml, changed = self.survey.insert_output_values(text, element)
        if not changed:
            return text
        pieces = _OUTPUT.split(str(xml))
        return "".join(
            f"${{{unescape(piece).strip()}}}" if at % 2 else unescape(piece)
            for at, piece in enumerate(pieces)
        )

    def _media(self, value: Any) -> Mapping[str, Words]:
        inner = (value or {}).get("default", value) or {}
        by_type = inner if isinstance(inner, Mapping) else value
        return {
            str(kind): {str(k): str(v) for k, v in names.items()}
            if isinstance(names, Mapping)
            else {self.language: str(names)}
            for kind, names in by_type.items()
        }

    def _source(self, element: Any) -> Source:
        itemset = str(element.itemset if hasattr(element, "itemset") else element.query)
        chosen = element.choice_filter
        choice_filter = (
            self.survey.insert_xpaths(
                text=chosen, context=element, use_current=True, reference_parent="${" in itemset
            ).strip()
            if chosen
            else ""
        )
        if "${" in itemset:
            path = self.survey.insert_xpaths(text=itemset, context=element, reference_parent=True).strip()
            nodeset, _, child = path.rpartition("/")
            choice_filter = choice_filter.replace(f"current()/{nodeset}", ".").replace(nodeset, ".")
            return Source(nodeset=nodeset, child=child, filter=choice_filter)
        if itemset in self.external and not hasattr(element, "itemset"):
            return Source(list_name=itemset, filter=choice_filter)
        if not hasattr(element, "itemset") or itemset.endswith(_EXTERNAL) or _searches(element):
            return Source(file=itemset, filter=choice_filter)
        return Source(list_name=itemset, filter=choice_filter)

    def _choices(self, itemset: Any) -> tuple[Choice, ...]:
        return tuple(
            Choice(
                name=str(option.name),
                label=self._words(option.label, option),
                columns={k: v for k, v in (option.extra_data or {}).items() if isinstance(v, str)},
                media=self._media(option.media),
            )
            for option in itemset.options
        )


def _appearance(element: Any) -> tuple[str, ...]:
    return tuple(str((element.control or {}).get("appearance") or "").split())


def _searches(element: Any) -> bool:
    return "search(" in str((element.control or {}).get("appearance") or "")


def _parameters(element: Any) -> dict[str, str]:
    control = element.control or {}
    stated = element.parameters
    if isinstance(stated, str):  # of kinds whose parameters pyxform does not look at
        stated = dict(pair.split("=", 1) for pair in stated.split() if "=" in pair)
    given = {**(stated or {}), **{name: control[name] for name in _SHOWN if name in control}}
    return {str(name): str(value) for name, value in given.items()}


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
