"""The facts for machines that read schema.org: claims, quotations and what they speak of, as JSON-LD 1.1.

Only what has a place there: of a figure or a date a `Claim` in the article's words, of a quotation a
`Quotation` with its speaker; people, organisations, places and terms as themselves, questions with their
answers. Everything else, and the place of every word, is in `facts.json`, by the same ids.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from report.arabic.fold import fold_text
from report.document import Source, Span
from report.facts._model import Fact, Ledger

Node = dict[str, Any]

ARTICLE = "#article"

_PLACES = {
    "country": "Country",
    "former-country": "Place",
    "city": "City",
    "region": "AdministrativeArea",
    "water": "BodyOfWater",
    "continent": "Continent",
}
_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


def dump_linked_data(
    ledger: Ledger,
    *,
    leave_out: Collection[str],
    title: str,
    language: str,
    date: str | None,
    identifier: str,
) -> str:
    """The facts of `ledger` without those of the ids `leave_out`, and the article that they are of."""
    facts = [fact for fact in ledger if fact.id not in leave_out]
    names = {_fold(fact.value("name")): f"#{fact.id}" for fact in facts if fact.table in _ENTITIES}
    graph = _Graph(ledger.source, names)
    nodes = [node for fact in facts if (node := graph.describe(fact))]
    article: Node = {"@type": "Article", "@id": ARTICLE, "identifier": identifier, "name": title}
    article |= {"inLanguage": language} | ({"datePublished": date} if date else {})
    article |= _refer("hasPart", [node for node in nodes if node["@type"] in _PARTS])
    article |= _refer("mentions", [node for node in nodes if node["@type"] not in _PARTS])
    sources = dict.fromkeys(str(fact.value("name")) for fact in facts if fact.table == "sources")
    if sources:
        article["citation"] = [{"@type": "CreativeWork", "name": name} for name in sources]
    graph_lines = ",\n".join(map(_write, (article, *nodes)))
    return f'{{"@context": "https://schema.org",\n"@graph": [\n{graph_lines}\n]}}\n'


_ENTITIES = frozenset({"people", "organizations", "places", "formations"})
_PARTS = frozenset({"Claim", "Quotation"})
_LONGEST_CLAIM = 160
"""Characters; the words of a figure that stand farther apart are quoted piece by piece."""


def _write(node: Node) -> str:
    return json.dumps(node, ensure_ascii=False, allow_nan=False)


def _refer(name: str, nodes: Iterable[Node]) -> Node:
    found = [{"@id": name} for name in dict.fromkeys(node["@id"] for node in nodes)]
    return {name: found} if found else {}


def _fold(value: object) -> str:
    return " ".join(fold_text(str(value)).split())


def _start(fact: Fact, kind: str, **more: Any) -> Node:
    return {"@type": kind, "@id": f"#{fact.id}"} | {key: value for key, value in more.items() if value}


class _Graph:
    """Writes nodes; `names` has the ids of those that bear a name."""

    def __init__(self, source: Source, names: Mapping[str, str]) -> None:
        self.source = source
        self.names = names

    def describe(self, fact: Fact) -> Node | None:
        match fact.table:
            case "figures":
                return self._describe_figure(fact)
            case "dates":
                return self._describe_event(fact) if fact.value("event") else None
            case "people":
                return _start(fact, "Person", name=fact.value("name"), jobTitle=fact.value("role"))
            case "organizations" | "formations":
                return _start(fact, "Organization", name=fact.value("name"))
            case "memberships":
                return self._describe_membership(fact) if fact.value("organization") else None
            case "places":
                kind = _PLACES.get(str(fact.value("kind")), "Place")
                return _start(fact, kind, name=fact.value("name"), identifier=fact.value("iso"))
            case "designations":
                latin, arabic = fact.value("latin"), fact.value("arabic")
                other = latin if arabic else None
                return _start(fact, "DefinedTerm", name=arabic or latin, alternateName=other)
            case "quotes":
                return self._describe_quotation(fact)
            case "questions":
                return _describe_question(fact)
        return None

    def _name(self, value: object) -> Node:
        """A name, and the node that bears it if there is one."""
        node: Node = {"name": str(value)}
        return {"@id": self.names[_fold(value)], **node} if _fold(value) in self.names else node

    def _describe_figure(self, fact: Fact) -> Node:
        value, unit, modifier = fact.value("value"), fact.value("unit"), fact.value("modifier")
        about: Node = {"@type": "QuantitativeValue", "value": value, "unitText": unit}
        if fact.value("kind") == "money":
            about = {"@type": "MonetaryAmount", "value": value, "currency": unit}
        if fact.value("value_max") is not None:
            about |= {"minValue": about.pop("value"), "maxValue": fact.value("value_max")}
        elif modifier in ("min", "max"):
            about[f"{modifier}Value"] = about.pop("value")
        about = {key: item for key, item in about.items() if item is not None}
        return _start(fact, "Claim", text=self._quote(fact), appearance={"@id": ARTICLE}, about=about)

    def _quote(self, fact: Fact) -> str:
        """The stretch of the article that says a fact; its pieces where they are far apart."""
        spans = [item.span for item in fact.evidence]
        whole = Span(min(span.start for span in spans), max(span.end for span in spans))
        text = self.source[whole]
        if whole.end - whole.start <= _LONGEST_CLAIM and "\n" not in text:
            return text
        return " … ".join(dict.fromkeys(item.quote for item in fact.evidence))

    def _describe_event(self, fact: Fact) -> Node:
        first, _, last = str(fact.value("value")).partition("/")
        event: Node = {"@type": "Event", "name": fact.value("event")}
        for key, value in (("startDate", first), ("endDate", last)):
            if _DAY.fullmatch(value):
                event[key] = value
        return _start(fact, "Claim", text=fact.value("event"), appearance={"@id": ARTICLE}, about=event)

    def _describe_membership(self, fact: Fact) -> Node:
        body = self._name(fact.value("organization"))
        member = self._name(fact.value("member"))
        return {"@type": "Organization", "@id": f"#{fact.id}", **body, "member": member}

    def _describe_quotation(self, fact: Fact) -> Node:
        is_direct = fact.value("kind") == "direct"
        node = _start(fact, "Quotation" if is_direct else "Claim", text=fact.value("text"))
        speaker = fact.value("speaker")
        if speaker:
            node["spokenByCharacter" if is_direct else "author"] = self._name(speaker)
        return node | {"isPartOf": {"@id": ARTICLE}}


def _describe_question(fact: Fact) -> Node:
    answer = fact.cell("answer")
    said = " … ".join(item.quote for item in answer.evidence) if answer else ""
    answers = {"@type": "Answer", "text": said} if said else None
    return _start(fact, "Question", name=fact.value("text"), suggestedAnswer=answers)
