"""The gates that a word for a low score must pass, and how far each stands open.

Asked of one voice before any season is played. Whether a word is specific, in time, within
reach, in line with the file and borne out by interviews is decided by the functions of the
stages themselves; the others read the same dials. A warning counts as heard where the word is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.backchannel.your_voices import specificity
from engine.base.errors import MarketError
from engine.formulas.inputs import share_below
from engine.formulas.vetting import CODE_PER_SD, TOO_RISKY_BELOW
from engine.scenario.assumptions import Assumptions
from engine.scenario.scenario import Scenario
from engine.scenario.voice import Voice
from engine.scenario.you import You
from engine.season.filters import file_holds_up, outstanding, within_reach
from engine.season.interview_days import borne_out, interview_spread
from engine.sources.lexicon import find_phrase

GATES = (
    "known",
    "specific",
    "in time",
    "within reach",
    "outstanding",
    "in line with the file",
    "not contradicted",
    "borne out by the interviews",
)
_FROM_INSIDE = ("known", "within reach", "in line with the file", "borne out by the interviews")


@dataclass(frozen=True)
class Gate:
    """One gate.

    Attributes
    ----------
    name : str
        One of `GATES`.
    left : float
        Share of the word's effect that gets through, 0 to 1.
    asked : bool
        Whether it is asked at all: from inside the program, some are not.
    """

    name: str
    left: float
    asked: bool = True


def gates(scenario: Scenario) -> tuple[Gate, ...]:
    """Say how the gates of S4-08, S4-26 and S4-29 stand for the first voice of a scenario.

    Parameters
    ----------
    scenario : Scenario
        With at least one voice; further voices count as what others say. Its class has one
        exam cut for all programs, as the document's story has. Where a voice does not say whether
        it is known, it is where the speaker calls by ties, and is not where programs were chosen.

    Returns
    -------
    tuple of Gate
        In the order of `GATES`. The first seven decide whether a filter is reopened, the
        last whether a rank is moved.

    Raises
    ------
    MarketError
        If there is no voice.

    Examples
    --------
    >>> called = Scenario(preset="source").with_voice("attending", "They're fine", specific=False)
    >>> [gate.name for gate in gates(called) if gate.left == 0]
    ['specific', 'outstanding']
    """
    if not scenario.voices:
        raise MarketError(["the scenario has no voice that could pass a gate"])
    voice, dials, you = scenario.voices[0], scenario.assumptions, scenario.you
    left = (
        1.0 if _is_known(voice) else _of_a_stranger(dials),
        specificity(voice.specific, dials),
        dials.open_interview_lists[voice.moment],
        float(within_reach(dials.exam_cut - you.step2, dials)),
        float(outstanding(find_phrase(voice.phrase).code / CODE_PER_SD, dials)),
        float(file_holds_up(you.mspe, dials)),
        _unwarned(scenario.voices[1:], dials),
        _borne_out(you, dials),
    )
    return tuple(
        Gate(name, 1.0, asked=False) if voice.inside and name in _FROM_INSIDE else Gate(name, share)
        for name, share in zip(GATES, left, strict=True)
    )


def _is_known(voice: Voice) -> bool:
    """Whether who hears a voice knows the speaker; by ties, most often, where it is not said."""
    return voice.inside or (voice.programs is None if voice.known is None else voice.known)


def _of_a_stranger(dials: Assumptions) -> float:
    """Share of a known speaker's chance to reopen a filter that a stranger has (S4-08, E03)."""
    trusted = dials.chance_acted_on_unknown / max(dials.chance_acted_on_known, 1e-9)
    return dials.stranger_reopens * min(1.0, trusted)


def _unwarned(others: tuple[Voice, ...], dials: Assumptions) -> float:
    """Chance that no warning by anybody else is acted on, where this voice is (S4-29)."""
    left, effect = 1.0, dials.endorsement_effect != "none"
    for other in others:
        if find_phrase(other.phrase).code / CODE_PER_SD < TOO_RISKY_BELOW:
            trusted = _is_known(other)
            chance = dials.chance_acted_on_known if trusted else dials.chance_acted_on_unknown
            left *= 1 - effect * chance * specificity(other.specific, dials)
    return left


def _borne_out(you: You, dials: Assumptions) -> float:
    """Share of your interviews that are good enough for the word to count (S4-26)."""
    if you.interview is not None:
        return float(borne_out(you.interview, dials))
    spread = interview_spread(dials)
    mean = float(np.sqrt(dials.interview_truth)) * you.readiness
    if not spread:
        return float(borne_out(mean, dials))
    return 1 - float(share_below(dials.interview_gate, mean, spread))
