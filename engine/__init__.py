"""The residency season in numpy: who is interviewed, ranked, matched and placed, and why.

Everything a chapter needs is here; the modules underneath may be used directly.
"""

from engine.errors import MarketError
from engine.figures import claim, figure
from engine.scenario import Scenario
from engine.season import simulate
from engine.soap import run_soap
from engine.study import compare
from engine.voices import phrases, roles

__all__ = [
    "MarketError",
    "Scenario",
    "claim",
    "compare",
    "figure",
    "phrases",
    "roles",
    "run_soap",
    "simulate",
]
