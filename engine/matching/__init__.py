"""The Match and the rules of SOAP: deferred acceptance, couples, stability, reasons, offers.

Knows no score and no voice: rank order lists and quotas in, placements out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.base.front_door import front_door

if TYPE_CHECKING:
    from engine.matching.by_name import match
    from engine.matching.deferred import deferred_acceptance, program_proposing
    from engine.matching.reasons import Link
    from engine.matching.result import Match
    from engine.matching.soap import run_soap
    from engine.matching.soap_by_rules import soap_week
    from engine.matching.soap_clock import cost_of_believing, documents_clock, official_clock
    from engine.matching.soap_records import Act, OpenProgram, Registrant
    from engine.matching.stability import count_blocking_pairs
    from engine.matching.textbook import plain_match
    from engine.matching.walk import Step, steps

__all__ = [
    "Act",
    "Link",
    "Match",
    "OpenProgram",
    "Registrant",
    "Step",
    "cost_of_believing",
    "count_blocking_pairs",
    "deferred_acceptance",
    "documents_clock",
    "match",
    "official_clock",
    "plain_match",
    "program_proposing",
    "run_soap",
    "soap_week",
    "steps",
]


__getattr__ = front_door(
    __name__,
    {
        "engine.matching.by_name": ["match"],
        "engine.matching.deferred": ["deferred_acceptance", "program_proposing"],
        "engine.matching.reasons": ["Link"],
        "engine.matching.result": ["Match"],
        "engine.matching.soap": ["run_soap"],
        "engine.matching.soap_by_rules": ["soap_week"],
        "engine.matching.soap_clock": ["cost_of_believing", "documents_clock", "official_clock"],
        "engine.matching.soap_records": ["Act", "OpenProgram", "Registrant"],
        "engine.matching.stability": ["count_blocking_pairs"],
        "engine.matching.textbook": ["plain_match"],
        "engine.matching.walk": ["Step", "steps"],
    },
)


def __dir__() -> list[str]:
    return __all__
