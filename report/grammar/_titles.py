"""Titles of works in quotation marks: what they name is nobody and no place."""

from __future__ import annotations

from report.grammar._lookups import drop_article, drop_clitics, drop_pronoun, look_up, spell_list
from report.grammar._passages import Passage, remembered
from report.grammar._sentences import Quoted, find_quoted

_JOINTS = frozenset({"و", "،", "أو", "او"})


@remembered
def find_titles(passage: Passage) -> tuple[Quoted, ...]:
    """What marks hold after "رواية", "روايته الأحدث" or the like, and what goes on with a list of such."""
    found: list[Quoted] = []
    for quoted in find_quoted(passage):
        listed = bool(found) and found[-1].after == quoted.first - 1 and _is_joint(passage, quoted.first - 1)
        if listed or _is_announced(passage, quoted.first):
            found.append(quoted)
    return tuple(found)


def _is_joint(passage: Passage, i: int) -> bool:
    return passage.tokens[i].text in _JOINTS


def _is_announced(passage: Passage, i: int) -> bool:
    lookups = look_up(passage)
    before = lookups.text(i - 1)
    described = before.startswith("ال") and _is_work(lookups.text(i - 2))
    return _is_work(before) or described


def _is_work(word: str) -> bool:
    """Whether the word is a noun of works, as "رواية", perhaps with an article, a clitic or a pronoun."""
    known = spell_list("entities.toml", "works")
    forms = {stem for form in drop_pronoun(word) for stem in (form, *drop_clitics(form))}
    return any(form in known or drop_article(form) in known for form in forms)
