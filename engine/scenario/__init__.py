"""What does a learner set? Settings and moves, without any behavior.

A `Scenario` (`scenario`) is a class to draw (`you.MarketSettings`), "you" (`you.You`), the voices
that speak for you (`voice`), how you apply (`you.Strategy`), the dials of the model (`dials`, one
module for each stage; all together they are `assumptions`, and `dial_table` is their table), and
whether the official rules (`rules`, and `early_path` for a position before the Match) are on.
`reading` makes one of plain data, and `completion` helps those who type one.
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
