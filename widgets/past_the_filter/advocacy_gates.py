"""The gates that a word for a low score must pass, and how far each stands open."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine import Scenario
from engine.backchannel.speakers import TRUSTED_NO
from engine.formulas import share_below
from engine.sources.lexicon import PHRASE_UNIT, find_phrase

OPEN, PART, SHUT = "✓", "◐", "✗"
_PART = "{} (counts {:.0%})"
KNOWN, REACH, FILE, INTERVIEWS = 0, 3, 5, 7
_NOT_ASKED = {
    KNOWN: "From inside, they know the speaker",
    REACH: "From inside, the score is not asked",
    FILE: "From inside, they know your work",
    INTERVIEWS: "From inside, it counts after any interview",
}


@dataclass(frozen=True)
class Gate:
    """One gate: how it stands, in words, and the share of the word that gets through, 0 to 1."""

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

    Known, specific, in time, within reach, outstanding, in line with the file, not contradicted,
    borne out by the interviews. The first seven decide whether a filter is reopened, the last
    whether a rank is moved. Further voices count as what others say.

    >>> from engine.study.cases import stories
    >>> [gate.sign for gate in gates(stories()["S4-09"].scenario("call, good interviews"))]
    ['✓', '✓', '✓', '✓', '✓', '✓', '✓', '✓']
    """
    voice, dials, you = scenario.voices[0], scenario.assumptions, scenario.you
    trusted = dials.chance_acted_on_unknown / max(dials.chance_acted_on_known, 1e-9)
    stranger = dials.stranger_reopens * min(1.0, trusted)
    plain = "You did not stand out there" if voice.level else "A letter praises all alike"
    good = find_phrase(voice.phrase).code > 0
    early = dials.open_interview_lists[voice.moment]
    found = [
        _gate(
            "The directors know the speaker",
            "The directors do not know the speaker",
            1.0 if voice.known or voice.inside else stranger,
        ),
        _gate(
            "The word is specific",
            "The word is vague",
            1.0 if voice.specific else dials.vague_pull,
        ),
        _gate(
            "It comes before interviews are given out",
            "It comes late for the interview list",
            early,
        ),
        _gate(
            "The programs are within reach",
            f"The score is over {dials.rescue_reach:g} points under the cut",
            float(dials.exam_cut - you.step2 <= dials.rescue_reach),
        ),
        _gate("You stood out on the rotation", plain, float(good)),
        _gate(
            "The rest of the file holds up",
            "The rest of the file is weak too",
            float(you.mspe >= dials.pattern_floor),
        ),
        _gate("Nobody there warns of you", "Somebody there warns of you", _unwarned(scenario)),
        _gate(
            "The interviews bear the word out",
            "Poor interviews: the word moves no rank"
            if you.interview is not None
            else "It moves a rank after good interviews",
            _borne_out(scenario),
        ),
    ]
    if voice.inside:
        for nth in _NOT_ASKED:
            found[nth] = Gate(_NOT_ASKED[nth], 1.0)
    return tuple(found)


def _unwarned(scenario: Scenario) -> float:
    """Chance that no warning by anybody else is acted on, where this voice is."""
    dials, left = scenario.assumptions, 1.0
    for other in scenario.voices[1:]:
        if find_phrase(other.phrase).code / PHRASE_UNIT < TRUSTED_NO:
            known = other.known is not False
            left *= 1 - (dials.chance_acted_on_known if known else dials.chance_acted_on_unknown)
    return left


def _borne_out(scenario: Scenario) -> float:
    """Share of the interviews that are good enough for the word to count (S4-26)."""
    dials, you = scenario.assumptions, scenario.you
    if you.interview is not None:
        return float(you.interview >= dials.interview_gate)
    spread = float(np.sqrt(1 - dials.interview_truth))
    mean = float(np.sqrt(dials.interview_truth)) * you.readiness
    if not spread:
        return float(mean >= dials.interview_gate)
    return 1 - float(share_below(dials.interview_gate, mean, spread))
