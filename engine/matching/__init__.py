"""The Match: deferred acceptance, couples, stability, reasons.

Knows no score and no voice: rank order lists and quotas in, placements out.
"""

from __future__ import annotations

from engine.matching.by_name import match
from engine.matching.deferred import deferred_acceptance, program_proposing
from engine.matching.reasons import Link
from engine.matching.result import Match
from engine.matching.soap import run_soap
from engine.matching.stability import count_blocking_pairs
from engine.matching.textbook import plain_match
from engine.matching.walk import Step, steps

__all__ = [
    "Link",
    "Match",
    "Step",
    "count_blocking_pairs",
    "deferred_acceptance",
    "match",
    "plain_match",
    "program_proposing",
    "run_soap",
    "steps",
]
