"""The residency season in numpy: who is interviewed, ranked, matched and placed, and why.

Everything a chapter needs is here; the modules underneath may be used directly.
"""

from engine.acquaintance import network
from engine.cases import stories
from engine.errors import MarketError
from engine.figures import claim, figure
from engine.ledger import ledger
from engine.lexicon import phrases, roles
from engine.matching import Match, match, plain_match, steps
from engine.scenario import Scenario
from engine.season import simulate
from engine.soap import run_soap
from engine.study import compare

__all__ = [
    "MarketError",
    "Match",
    "Scenario",
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
