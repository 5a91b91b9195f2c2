"""What does a learner set? Settings and moves, without any behavior.

A `Scenario` is a class to draw (`you.MarketSettings`), "you" (`you.You`), the voices that speak
for you (`voice`), how you apply (`you.Strategy`), the dials of the model (`dials`, one module for
each stage; all together they are `Assumptions`), and whether the official rules (`rules`) are on.
"""

from engine.scenario.assumptions import Assumptions, dial
from engine.scenario.rules import (
    Move,
    Rule,
    Verdict,
    judge,
    judge_scenario,
    official_rules,
    within_rules,
)
from engine.scenario.scenario import Scenario
from engine.scenario.voice import Voice
from engine.scenario.you import MarketSettings, Strategy, You

__all__ = [
    "Assumptions",
    "MarketSettings",
    "Move",
    "Rule",
    "Scenario",
    "Strategy",
    "Verdict",
    "Voice",
    "You",
    "dial",
    "judge",
    "judge_scenario",
    "official_rules",
    "within_rules",
]
