"""The tables, columns and codes of `facts.md`, as the measure reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tests.facts.folding import notation

KEYS: Mapping[str, tuple[str, ...]] = {
    "figures": ("value",),
    "dates": ("expr",),
    "people": ("name",),
    "organizations": ("name",),
    "memberships": ("member",),
    "places": ("name",),
    "designations": ("latin", "arabic"),
    "formations": ("name",),
    "quotes": ("text",),
    "questions": ("text",),
    "sources": ("name",),
}
CELLS: Mapping[str, tuple[str, ...]] = {
    "figures": ("unit", "kind", "modifier", "counted", "value_max"),
    "dates": ("value", "kind", "event"),
    "people": ("role", "age"),
    "organizations": (),
    "memberships": ("organization",),
    "places": ("kind", "iso"),
    "designations": ("latin", "arabic", "count"),
    "formations": ("number", "kind"),
    "quotes": ("kind", "speaker", "channel"),
    "questions": ("answered", "answer"),
    "sources": ("kind",),
}
# Every mention of these stands for the row; of the others, the one that is quoted.
ENTITIES = frozenset({"people", "organizations", "memberships", "places", "designations", "formations"})
# Words before a key that do not make it another: "the city of", "that he".
_LIGHT: Mapping[str, re.Pattern[str]] = {
    "dates": re.compile("^(يوم|منذ|نحو|حوالي|قرابه|زهاء|اكثر من|اقل من|ما يزيد علي) "),
    "places": re.compile("^(مدينه|بلده|قريه|ولايه|محافظه|مقاطعه|اقليم|نهر) "),
    "organizations": re.compile("^(شركه|وكاله|صحيفه|قناه|نادي|موقع|مجله|اذاعه|شبكه|منصه) "),
    "sources": re.compile("^(شركه|وكاله|صحيفه|قناه|نادي|موقع|مجله|اذاعه|شبكه|منصه) "),
    "quotes": re.compile("^ب?ان(ه|ها|هم|هما|ني|نا|هن)? "),
}
# Cells that are not scored where a label does not name them; any other must then be empty.
UNSCORED = {
    "figures": frozenset({"counted"}),
    "dates": frozenset({"event"}),
    "quotes": frozenset({"speaker"}),
    "questions": frozenset({"answered", "answer"}),
}
# Cells that repeat words of the article.
VERBATIM = frozenset({"counted", "role", "speaker", "channel", "latin", "arabic"})
# Cells whose value is a stretch of the article: compared by place, not by words.
STRETCHES = frozenset({("dates", "event"), ("questions", "answer")})
# Rows of these kinds are neither right nor wrong (facts.md, "don't-care").
DO_NOT_CARE = {
    "figures": frozenset({"label", "age"}),
    "dates": frozenset({"set", "time", "period", "relative"}),
}

CODES: Mapping[tuple[str, str], re.Pattern[str]] = {
    ("figures", "kind"): re.compile("count|money|percent|measure|ordinal|fraction|vague|score|label|age"),
    ("figures", "unit"): re.compile(
        "count|percent|times|fraction|ordinal|score|label|[A-Z]{3}|[a-z]+(-[a-z]+)*"
    ),
    ("figures", "modifier"): re.compile("exact|approx|min|max|range|vague"),
    ("dates", "kind"): re.compile(
        "date|month|year|decade|century|season|week|range|duration|set|time|period|relative"
    ),
    ("dates", "value"): re.compile(
        r"-?\d{4}(-\d\d(-\d\d)?)?(/-?\d{4}(-\d\d(-\d\d)?)?)?|\d{3}X(/\d{3}X)?|-?\d\dXX(/-?\d\dXX)?|\d{4}-2[1-4]"
        r"|\d{4}-W\d\d|XXXX-\d\d(-\d\d)?|--\d\d(-\d\d)?|P[0-9.TYMWDHS]+(/P[0-9.TYMWDHS]+)?|@[a-z0-9+-]+"
    ),
    ("places", "kind"): re.compile("country|city|region|water|facility|continent|former-country"),
    ("places", "iso"): re.compile("[A-Z]{2}"),
    ("formations", "kind"): re.compile("brigade|division|battalion|regiment|squadron|corps|army|company"),
    ("quotes", "kind"): re.compile("direct|indirect"),
    ("sources", "kind"): re.compile("article|photo|cited-media|document|cited|anonymous"),
}
NUMBERS = frozenset(
    {
        ("figures", "value"),
        ("figures", "value_max"),
        ("people", "age"),
        ("designations", "count"),
        ("formations", "number"),
    }
)
SCORE = re.compile(r"[\d.]+\s*[-:]\s*[\d.]+")


def key_notation(table: str, value: object) -> str:
    """The notation by which two rows of `table` are the same, a light word before it left out."""
    written = notation(value)
    return _LIGHT[table].sub("", written, count=1) if table in _LIGHT else written
