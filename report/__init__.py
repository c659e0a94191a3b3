"""Taqrir (تقرير, "report") turns an Arabic article into a briefing and a book whose tables show their proof.

One model in the middle, two writers at the end, nothing in between touches the disk::

     article.txt/.md        report.toml, facts.toml             templates/  fonts/  assets/
         │ readers/            │ project/                           │ resources.py
         ▼                     ▼                                     ▼
     Document ──grammar/ + tables/──▶ Ledger of Facts ──tables/──▶ Tables ──edition/────▶ Edition
     (text + spans)                   (each with Evidence:                                   │ render.py
                                       source, span, exact quote)                            ▼
                                                              HTML / XHTML ──writers/──▶ briefing.pdf
                                                                                      └▶ briefing.epub
                                                                                           │ checks/
                                                                                           ▼
                                                                                       Findings

    read it as                      module                      makes
    1. what to build                project/                    Project
    2. what the author wrote        readers/ → document.py      Document
    3. what its words say           grammar/ + lexicon/         quantities, times, names, places …
    4. what can be proved from it   facts/                      Fact, Evidence, Ledger
    5. the facts as tables          tables/                     Table
    6. its signs and spaces         typography/                 ChangeLog
    7. the book, free of formats    edition/ (charts.py)        Edition
    8. the book as markup           render.py + templates/      HTML / XHTML text
    9. the book as a file           writers/ (weasy/, fonts/)   Artifact (bytes)
    10. is it right?                checks/                     Findings
    all of it, in order             pipeline/                   Build

Seven rules:

1. *Arrows go one way.* A stage imports only stages before it (import-linter, run by the test suite).
2. *Values are frozen, stages are pure.* Disk is read by `project` and `resources`, written by `pipeline.save`
   and `taqrir new`; the clock and the environment are read by the command line alone.
3. *No cell without evidence.* Every cell names its facts; every fact quotes its source, and the quote is
   really there.
4. *One door per engine.* WeasyPrint is imported by `writers/pdf.py` and `weasy/`, EbookLib by
   `writers/epub.py`, Jinja2 by `render.py`, pypdfium2 by `pdfium.py`, pikepdf by `preflight.py`, the
   Markdown parser by `readers/markdown.py`, fontTools by `fonts/`, and nowhere else.
5. *Same input, same bytes.*
6. *Nothing fails quietly.* Trouble is an exception (stop) or a `Finding` (count); engine warnings become
   findings.
7. *To add a thing, add a file:* a reader, a grammar, a table, a writer, a check, a theme, a command.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report.edition import Edition
    from report.errors import Finding, ReportError
    from report.pipeline import Build, build
    from report.project import Project

__version__ = "0.1.0"

__all__ = ["Build", "Edition", "Finding", "Project", "ReportError", "__version__", "build"]

_HOMES = {
    "Build": "report.pipeline",
    "Edition": "report.edition",
    "Finding": "report.errors",
    "Project": "report.project",
    "ReportError": "report.errors",
    "build": "report.pipeline",
}


def __getattr__(name: str) -> object:
    """Load the public names when they are asked for: the engines take a second to import."""
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
