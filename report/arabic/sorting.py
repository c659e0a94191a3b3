"""The order in which libraries put titles and names."""

from __future__ import annotations

_ARTICLE = "\u0627\u0644"  # alef and lam, the definite article, which does not count


def make_sort_key(text: str, language: str) -> str:
    """`text` without the article of its first word, where it is Arabic."""
    if language.partition("-")[0] != "ar":
        return text
    first, space, rest = text.partition(" ")
    if first.startswith(_ARTICLE) and len(first) > len(_ARTICLE) + 2:
        first = first.removeprefix(_ARTICLE)
    return f"{first}{space}{rest}"
