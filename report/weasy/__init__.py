"""What we hold and mend in WeasyPrint: with `writers/pdf.py` the only importer of it.

`layout` turns HTML into pages and tells where everything came to stand; `paint` turns the pages into PDF
bytes. Both read nothing but what they are given: faces and images come from memory, other files only from
below the roots, never from the network, and no font of the system is ever seen. What the engine logs comes
back as findings.

The engine is loaded at the first call, so that commands that print nothing do not need Pango. Each defect
that we mend or hold has its own file here, written against the tested versions:

    _fetcher       reads any file and any host              → only the roots, memory and data:
    _fontconfig    falls back to fonts of the system        → a configuration without any
    _footnotes     calls and notes are not linked           → they are, both ways
    _trailing_spaces leaves the space at a line's end in → takes it out
    _empty_boxes   ends no line before an anchor         → does, after a space
    _hanging_spaces ends a line that all but its last space fits after one word → keeps it whole
    _justification fills lines with gaps alone, one by one → chooses lines by paragraph, draws words out
    _grid          no grid of lines                     → lines of facing pages are level
    _lines         no `text-wrap: balance`                  → a title is tried in several widths
    _page_starts   tells no page's first words              → read from its boxes
    _log           says what is wrong only in a log         → findings
    _catalog       no reading direction, no page labels, links described by anchor names
    _metadata      no identifier and no language in the XMP, one standard a file
    _attachments   dates embedded files by the clock        → by the edition
    _images        asks for smoothing, which PDF/A forbids  → does not
    _links         makes a link of every box inside a link  → one for each line
    _output_intent leaves a file open
    _press         writes for screens                   → for a press, in `_press_colours`, `_press_images`,
                                                          `_press_metadata` and `_press_pages`
    _structure     tags boxes, not elements                 → notes, contents, languages, whole paragraphs;
                                                              for PDF 2.0 in `_structure_second`
"""

from report.weasy._address import memory_url
from report.weasy._layout import layout
from report.weasy._lines import count_lines
from report.weasy._page_starts import PageStart, find_page_starts, keep_visible
from report.weasy._painting import paint
from report.weasy._values import EmbeddedFile, Grid, Justification, Layout, Painting, Press
from report.weasy._version import load_engine

__all__ = [
    "EmbeddedFile",
    "Grid",
    "Justification",
    "Layout",
    "PageStart",
    "Painting",
    "Press",
    "count_lines",
    "find_page_starts",
    "keep_visible",
    "layout",
    "load_engine",
    "memory_url",
    "paint",
]
