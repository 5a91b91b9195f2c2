"""What did somebody publish or claim? Tables with their sources, read from ``engine/data``.

`figures` holds published figures and the documents' claims; `evidence` what studies found of
each claim; `lexicon` the phrases and roles of those who speak; `ledger_rows` where every item of
the five documents lives in the course.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.base.front_door import front_door

if TYPE_CHECKING:
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


__getattr__ = front_door(
    __name__,
    {
        "engine.sources.evidence": ["Document", "Finding", "documents", "findings"],
        "engine.sources.figures": ["Figure", "claim", "claimed", "figure", "published"],
        "engine.sources.ledger_rows": ["ledger"],
        "engine.sources.lexicon": ["Phrase", "Role", "find_phrase", "phrases", "roles"],
    },
)


def __dir__() -> list[str]:
    return __all__
