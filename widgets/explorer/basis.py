"""The standing line of an explorer: whose numbers, and whether the official rules are on."""

from __future__ import annotations

from html import escape

import ipywidgets as ipw

from engine import Scenario
from engine.scenario.rules import judge_scenario
from widgets.text import words
from widgets.text.html import in_lines


def plain_standing(numbers: str) -> ipw.HTML:
    """Say the same of an explorer that plays no season.

    Parameters
    ----------
    numbers : str
        Whose numbers it shows.

    Returns
    -------
    HTML

    Examples
    --------
    >>> "no move is made here" in plain_standing("as published").value
    True
    """
    return ipw.HTML(_line([(words.NUMBERS, numbers), (words.RULES, words.NO_MOVE)]))


def _line(parts: list[tuple[str, str]]) -> str:
    return in_lines(" · ".join(f"<b>{name}:</b> {escape(said)}" for name, said in parts))


class Standing(ipw.HTML):
    """Say which numbers a scenario uses and whether rules are on, and name what they block.

    Call `show` from the explorer's own simulate, where it sets its caveat.

    Parameters
    ----------
    scenario : Scenario
        What is shown at first.

    Examples
    --------
    >>> line = Standing(Scenario())
    >>> "evidence (studies)" in line.value, "on;" in line.value
    (True, True)
    """

    def __init__(self, scenario: Scenario) -> None:
        super().__init__()
        self.show(scenario)

    def show(self, scenario: Scenario) -> None:
        """Show the line for a scenario.

        Parameters
        ----------
        scenario : Scenario
            What the controls say now.
        """
        rules = words.RULES_ON if scenario.rules else words.RULES_OFF
        parts = [(words.NUMBERS, words.PRESETS[scenario.preset]), (words.RULES, rules)]
        if scenario.rules:
            parts += [
                (words.BLOCKED, f"{path}: {verdict.sentence} ({', '.join(verdict.rules)})")
                for path, verdict in judge_scenario(scenario).items()
                if verdict.blocked
            ]
        self.value = _line(parts)
