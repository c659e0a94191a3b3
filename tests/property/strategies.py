"""Arabic text, Latin text and markup, mixed as no author would."""

from __future__ import annotations

from hypothesis import strategies as st

ARABIC_WORDS = (
    "تقرير",
    "قال",
    "الثاني",
    "مُحَمَّد",
    "عـــام",
    "آلاف",
    "می‌رود",
    "٢٠٢٢",
    "قوة،",
    "لماذا؟",
    "انتهى.",
)
LATIN_WORDS = ("IL-76", "report", "2022", "C++", "a.b", "x_y")
SPACES = (" ", " ", " ", "\n", "\n", "\n\n", "\r\n", "\r", "\t", "  ", "  \n", "\u00a0", "\u200f")
_SHOWN_INLINES = (
    "*",
    "**",
    "***",
    "_",
    "`",
    "[",
    "]",
    ")",
    "![",
    "!",
    "[a]",
    "\\",
    "\\\n",
    "\\*",
    "<",
    ">",
    "<b>",
    '"',
    "'",
)
_SHOWN_BLOCKS = (
    *(
        "#",
        "\n# ",
        "\n## ",
        " ##\n",
        "\n> ",
        "\n>",
        "\n- ",
        "\n  - ",
        "\n1. ",
        "\n    ",
        "\n\n    ",
        "\n---\n",
        "\n===\n",
    ),
    *("\n|", "|", "\\|", "\n| a | b |\n|---|---|\n", "\n\n| م |\n|-|\n| ن |\n"),
)
SHOWN_MARKUP = (*_SHOWN_INLINES, *_SHOWN_BLOCKS)
"""Markup that hides no letter: no destinations, definitions, labels and info strings."""
MARKUP = (
    *SHOWN_MARKUP,
    *(
        "``",
        "(",
        "](",
        "](https://e.org/)",
        '](x.png "ت")',
        "![ص](x.png)",
        "[^1]",
        "\n\n[^1]: ",
        "\n[a]: https://e.org\n",
    ),
    *(
        "&amp;",
        "&#1575;",
        "&nbsp;",
        "&x;",
        "<https://e.org/>",
        "\n```\n",
        "\n~~~\n",
        "\n|-|-:|\n",
        "---\n",
        "title: ",
    ),
    *(": ", "^[", "~~", "![a ![b](c) d](e)", "![a [b](https://c) d](e)"),
)
TEXT_MARKUP = (
    "\n",
    "\n\n",
    "(",
    ")",
    "(الأناضول)",
    "\nالمصدر: ",
    "\nتصوير: ",
    "\nبقلم ",
    "- ",
    "«",
    "»",
    "؟\n",
    ".\n",
)


def soup(markup: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Pieces of text, white space and `markup` in any order."""
    words = st.sampled_from(ARABIC_WORDS + LATIN_WORDS)
    pieces = st.one_of(words, st.sampled_from(SPACES), st.sampled_from(markup))
    return st.lists(pieces, max_size=40).map("".join)


def any_text() -> st.SearchStrategy[str]:
    """What `read_source` lets through: everything but controls and overrides."""
    refused = "".join(map(chr, range(0x202A, 0x202F)))
    letters = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters=refused)
    return st.text(st.one_of(letters, st.sampled_from("\n\r\t#*[]()>-|`")), max_size=60)
