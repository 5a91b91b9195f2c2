"""The gates that a word for a low score must pass, and how far each stands open."""

from __future__ import annotations

from dataclasses import dataclass

from engine import Scenario
from engine.lexicon import find_phrase

OPEN, PART, SHUT = "✓", "◐", "✗"
_PART = "{} (counts {:.0%})"


@dataclass(frozen=True)
class Gate:
    """One gate.

    Attributes
    ----------
    text : str
        How it stands, in words.
    left : float
        Share of the word's effect that gets through, 0 to 1.
    """

    text: str
    left: float

    @property
    def sign(self) -> str:
        """How far it is open, as a sign."""
        return OPEN if self.left >= 1 else PART if self.left > 0 else SHUT


def _gate(open_text: str, other_text: str, left: float) -> Gate:
    text = open_text if left >= 1 else other_text
    return Gate(_PART.format(text, left) if 0 < left < 1 else text, left)


def gates(scenario: Scenario) -> tuple[Gate, ...]:
    """Say how the gates of S4-08, S4-26 and S4-29 stand for the first voice of a scenario.

    Parameters
    ----------
    scenario : Scenario
        With at least one voice; further voices count as what others say.

    Returns
    -------
    tuple of Gate
        Known, specific, in time, within reach, outstanding, in line with the file, not
        contradicted, borne out by the interviews. The first seven decide whether a filter
        is reopened, the last whether a rank is moved.

    Examples
    --------
    >>> from engine.cases import cases
    >>> [gate.sign for gate in gates(cases()["S4-09"].scenario("level 2, a call"))]
    ['✓', '✓', '✓', '✓', '✓', '✓', '✓', '✓']
    """
    voice, dials, you = scenario.voices[0], scenario.assumptions, scenario.you
    trusted = dials.chance_acted_on_unknown / max(dials.chance_acted_on_known, 1e-9)
    # What others have said of the applicant is a warning where it is "difficult" or worse.
    warned = any(find_phrase(other.phrase).code <= -2 for other in scenario.voices[1:])
    plain = "A letter praises all alike" if not voice.level else "You did not stand out there"
    met = you.interview is None or you.interview >= dials.interview_gate
    return (
        _gate(
            "The directors know the speaker",
            "The directors do not know the speaker",
            1.0 if voice.known or voice.inside else dials.stranger_reopens * min(1.0, trusted),
        ),
        _gate(
            "The word is specific", "The word is vague", 1.0 if voice.specific else dials.vague_pull
        ),
        _gate(
            "It comes before interviews are given out",
            "It comes late for the interview list",
            (1.0, dials.invitations_open_late, 0.0)[voice.moment],
        ),
        _gate(
            "The programs are within reach",
            f"The score is over {dials.rescue_reach:g} points under the cut",
            float(voice.inside or dials.exam_cut - you.step2 <= dials.rescue_reach),
        ),
        _gate(
            "You stood out on the rotation",
            plain,
            float(find_phrase(voice.phrase).code > 0),
        ),
        _gate(
            "The rest of the file does not repeat the score",
            "The rest of the file repeats the score",
            float(voice.inside or you.mspe >= dials.pattern_floor),
        ),
        _gate("Nobody there warns of you", "Somebody there warns of you", float(not warned)),
        _gate(
            "The interviews bear the word out",
            "Poor interviews: the word moves no rank",
            float(met or voice.inside),
        ),
    )
