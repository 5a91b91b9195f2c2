"""What did somebody publish or claim? Tables with their sources, read from ``engine/data``.

`figures` holds published figures and the documents' claims; `evidence` what studies found of
each claim; `lexicon` the phrases and roles of those who speak; `ledger_rows` where every item of
the five documents lives in the course.
"""

from engine.sources.evidence import Document, Finding, documents, findings
from engine.sources.figures import Figure, claim, claimed, figure, published
from engine.sources.ledger_rows import ledger
from engine.sources.lexicon import Phrase, Role, find_phrase, phrases, roles

__all__ = [
    "Document",
    "Figure",
    "Finding",
    "Phrase",
    "Role",
    "claim",
    "claimed",
    "documents",
    "figure",
    "find_phrase",
    "findings",
    "ledger",
    "phrases",
    "published",
    "roles",
]
