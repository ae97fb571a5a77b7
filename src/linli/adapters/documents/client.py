"""Typst as a maker of PDF, with fonts from a package so that every machine prints alike."""

import json
from pathlib import Path
from threading import Lock
from typing import Any

import manimgx_fonts_cjk
import typst

LAYOUTS = Path(__file__).parent / "layouts"
PAPERS = {"common_report", "meeting_minutes"}
"""Layouts that are also made as .docx."""
FONTS = Path(manimgx_fonts_cjk.__file__).parent


class TypstDocuments:
    """Fills ``layouts/<name>.typ`` with values given as JSON under ``sys.inputs.values``."""

    def __init__(self) -> None:
        self._lock = Lock()

    def pdf(self, layout: str, values: dict[str, Any]) -> bytes:
        """A PDF of the named layout; LookupError when there is none of that name."""
        file = LAYOUTS / f"{layout}.typ"
        if not file.exists():
            raise LookupError(layout)
        inputs = {"values": json.dumps(values, ensure_ascii=False, default=str)}
        with self._lock:
            made = typst.compile(
                str(file),
                root=str(LAYOUTS),
                font_paths=[str(FONTS)],
                ignore_system_fonts=True,
                sys_inputs=inputs,
            )
        return bytes(made)

    def word(self, layout: str, values: dict[str, Any]) -> bytes:
        """The same as .docx; LookupError when there is none of that name."""
        if layout not in PAPERS:
            raise LookupError(layout)
        # The maker of Word papers is large, and few ask for one.
        from linli.adapters.documents.word import paper

        return paper(values)
