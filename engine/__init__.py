"""The residency season in numpy: who is interviewed, ranked, matched and placed, and why.

Everything a chapter needs is here; the rooms underneath may be used directly.
"""

from engine.base import MarketError
from engine.matching import Match, match, plain_match, run_soap, steps
from engine.scenario import Scenario
from engine.scenario.dial_table import assumptions
from engine.sources import claim, figure, ledger, phrases, roles
from engine.study import compare, network, simulate, stories

__all__ = [
    "MarketError",
    "Match",
    "Scenario",
    "assumptions",
    "claim",
    "compare",
    "figure",
    "ledger",
    "match",
    "network",
    "phrases",
    "plain_match",
    "roles",
    "run_soap",
    "simulate",
    "steps",
    "stories",
]
