"""A fact is a claim with quotes; the ledger refuses the ones that cannot be proved.

`_model` holds the values, `_interchange` the `facts.json` form, `_verify` the proof of a stored file,
`_review` what an editor says of the facts.
"""

from report.facts._columns import CELLS
from report.facts._interchange import (
    FactsFile,
    StoredCell,
    StoredEvidence,
    StoredFact,
    dump_facts,
    load_facts,
)
from report.facts._linked_data import dump_linked_data
from report.facts._model import (
    Evidence,
    Fact,
    FactCell,
    Ledger,
    Scalar,
    Status,
    cite,
    quote_evidence,
)
from report.facts._precision import FEWEST_HITS, LEAST_PRECISION, Precision, load_precision
from report.facts._proof import prove_by_quotes, read_numbers
from report.facts._review import Reviewed, apply_review
from report.facts._review_sample import write_review
from report.facts._review_schema import Review, describe_review, read_review
from report.facts._schema import describe_facts
from report.facts._verify import RULES, Prover, prove_quoted_cells, verify

__all__ = [
    "CELLS",
    "FEWEST_HITS",
    "LEAST_PRECISION",
    "RULES",
    "Evidence",
    "Fact",
    "FactCell",
    "FactsFile",
    "Ledger",
    "Precision",
    "Prover",
    "Review",
    "Reviewed",
    "Scalar",
    "Status",
    "StoredCell",
    "StoredEvidence",
    "StoredFact",
    "apply_review",
    "cite",
    "describe_facts",
    "describe_review",
    "dump_facts",
    "dump_linked_data",
    "load_facts",
    "load_precision",
    "prove_by_quotes",
    "prove_quoted_cells",
    "quote_evidence",
    "read_numbers",
    "read_review",
    "verify",
    "write_review",
]
