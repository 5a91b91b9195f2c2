"""The basis line of an explorer: whose numbers, and whether the official rules are on."""

from __future__ import annotations

from dataclasses import fields
from html import escape

from engine import Scenario
from engine.scenario.rules import Verdict, judge_scenario
from engine.scenario.voice import Voice
from engine.scenario.you import You
from widgets.controls.fields import Note
from widgets.explorer import words
from widgets.explorer.answers import Controls
from widgets.text.words import BELIEVED

_NONE: Controls = {}


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

    def show(
        self, scenario: Scenario | None, numbers: str = "", controls: Controls = _NONE
    ) -> None:
        """Show the line for another scenario, or other numbers; as when it is made.

        A blocked move is named by the control that makes it, where ``controls`` has one.
        """
        rules = words.NO_MOVE
        if scenario is not None:
            numbers = numbers or BELIEVED[scenario.preset]
            rules = words.RULES_ON if scenario.rules else words.RULES_OFF
        parts = [(words.NUMBERS, numbers), (words.RULES, rules)]
        if scenario is not None and scenario.rules:
            parts += [
                (words.BLOCKED, f"{_move(path, scenario, controls)}: {_said(verdict)}")
                for path, verdict in judge_scenario(scenario).items()
                if verdict.blocked
            ]
        self.value = " · ".join(f"<b>{name}:</b> {escape(said)}" for name, said in parts)


def _move(path: str, scenario: Scenario, controls: Controls) -> str:
    """Name the move that a setting makes: a voice's by who speaks, others by their control."""
    part, _, name = path.partition(".")
    if part.startswith("voices"):
        speaker = scenario.voices[int(part[len("voices[") : -1])].role
        return f"{speaker}, {_unit(Voice, name)}" if name else speaker
    labels = {path: control.label for paths, control in controls.items() for path in paths}
    return labels.get(path) or _unit(You, name)


def _unit(kind: type[You | Voice], name: str) -> str:
    """Say in words what a setting is."""
    return next(str(spec.metadata["unit"]) for spec in fields(kind) if spec.name == name)


def _said(verdict: Verdict) -> str:
    return f"{verdict.sentence} ({', '.join(verdict.rules)})"
