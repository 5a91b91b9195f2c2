"""What the page says of each gate that a word for a low score must pass."""

from __future__ import annotations

from dataclasses import dataclass

from engine import Scenario
from engine.season.gates import Gate, gates

OPEN, PART, SHUT = "✓", "◐", "✗"
_PART = "{} (lets {:.0%} through)"
# By gate: how it stands open, and how it does not.
SAID = {
    "known": ("The directors know the speaker", "The directors do not know the speaker"),
    "specific": ("The word is specific", "The word is vague"),
    "in time": (
        "It comes before interviews are given out",
        "It comes late for the interview list",
    ),
    "within reach": (
        "The programs are within reach",
        "The score is over {reach:g} points under the cut",
    ),
    "outstanding": ("You stood out on the rotation", "You did not stand out there"),
    "in line with the file": ("The rest of the file holds up", "The rest of the file is weak too"),
    "not contradicted": ("Nobody there warns of you", "Somebody there warns of you"),
    "borne out by the interviews": (
        "The interviews bear the word out",
        "Interviews decide on the rank",
    ),
}
# Those that a reader switches; the others follow from the score, the month and the interviews.
SWITCHES = ("known", "specific", "outstanding", "in line with the file", "not contradicted")
_PRAISES_ALL = "A letter praises all alike"
_POOR = "Poor interviews: the word moves no rank"
_NOT_ASKED = {
    "known": "From inside, they know the speaker",
    "within reach": "From inside, the score is not asked",
    "in line with the file": "From inside, they know your work",
    "borne out by the interviews": "From inside, it counts after any interview",
}


@dataclass(frozen=True)
class SaidGate:
    """One gate: how it stands, in words, and the share of the word that gets through, 0 to 1."""

    text: str
    left: float

    @property
    def sign(self) -> str:
        """How far it is open, as a sign."""
        return OPEN if self.left >= 1 else PART if self.left > 0 else SHUT


def said_gates(scenario: Scenario) -> tuple[SaidGate, ...]:
    """Say how the gates stand for the first voice of a scenario, in the engine's order.

    >>> from engine import stories
    >>> [gate.sign for gate in said_gates(stories()["S4-09"].scenario("call, good interviews"))]
    ['✓', '✓', '✓', '✓', '✓', '✓', '✓', '✓']
    """
    return tuple(SaidGate(_said(gate, scenario), gate.left) for gate in gates(scenario))


def _said(gate: Gate, scenario: Scenario) -> str:
    """Put one gate into words."""
    if not gate.asked:
        return _NOT_ASKED[gate.name]
    stands_open, other = SAID[gate.name]
    if gate.left >= 1:
        return stands_open
    if gate.name == "outstanding" and not scenario.voices[0].level:
        other = _PRAISES_ALL
    if gate.name == "borne out by the interviews" and scenario.you.interview is not None:
        other = _POOR
    text = other.format(reach=scenario.assumptions.rescue_reach)
    return _PART.format(text, gate.left) if gate.left > 0 else text
