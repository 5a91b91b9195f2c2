"""The basis line of an explorer: whose numbers, and whether the official rules are on."""

from __future__ import annotations

from html import escape

from engine import Scenario
from engine.scenario.rules import judge_scenario
from widgets.controls.fields import Note
from widgets.explorer import words
from widgets.text.words import BELIEVED


class BasisLine(Note):
    """Say whose numbers are shown and whether the rules are on, and name the moves they block.

    Parameters
    ----------
    scenario : Scenario, optional
        What is played; without one no season is, and so no move is made.
    numbers : str, default ""
        Whose numbers; by default those that the scenario names.

    Examples
    --------
    >>> line = BasisLine(Scenario())
    >>> "the studies" in line.value, "on;" in line.value
    (True, True)
    >>> "no move is made here" in BasisLine(numbers="as published").value
    True
    """

    def __init__(self, scenario: Scenario | None = None, numbers: str = "") -> None:
        super().__init__()
        self.show(scenario, numbers)

    def show(self, scenario: Scenario | None, numbers: str = "") -> None:
        """Show the line for another scenario, or other numbers; as when it is made."""
        rules = words.NO_MOVE
        if scenario is not None:
            numbers = numbers or BELIEVED[scenario.preset]
            rules = words.RULES_ON if scenario.rules else words.RULES_OFF
        parts = [(words.NUMBERS, numbers), (words.RULES, rules)]
        if scenario is not None and scenario.rules:
            parts += [
                (words.BLOCKED, f"{path}: {verdict.sentence} ({', '.join(verdict.rules)})")
                for path, verdict in judge_scenario(scenario).items()
                if verdict.blocked
            ]
        self.value = " · ".join(f"<b>{name}:</b> {escape(said)}" for name, said in parts)
