"""What the words of a passage say, as plain matches with their places: no facts, no tables.

`read_passages` cuts a document into its running texts; a grammar is a module of this folder that finds one
sort of thing in a passage. `find_quantities` reads numbers with what they count, and leaves alone what a
grammar claims.
"""

from report.grammar._claims import find_claims, is_claimed
from report.grammar._hedges import read_hedges
from report.grammar._passages import (
    Article,
    Passage,
    numeral_words,
    read_article,
    read_passages,
    remembered,
)
from report.grammar._quantities import Quantity, Quoted, find_quantities, is_dual
from report.grammar._units import Unit, read_units

__all__ = [
    "Article",
    "Passage",
    "Quantity",
    "Quoted",
    "Unit",
    "find_claims",
    "find_quantities",
    "is_claimed",
    "is_dual",
    "numeral_words",
    "read_article",
    "read_hedges",
    "read_passages",
    "read_units",
    "remembered",
]
