"""A fact is a claim with quotes; the ledger refuses the ones that cannot be proved.

`_model` holds the values, `_interchange` the `facts.json` form, `_verify` the proof of a stored file.
"""

from report.facts._model import (
    Evidence,
    Fact,
    FactCell,
    Ledger,
    Scalar,
    Status,
    quote_evidence,
)

__all__ = ["Evidence", "Fact", "FactCell", "Ledger", "Scalar", "Status", "quote_evidence"]
