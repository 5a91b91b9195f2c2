"""F4 to F6: how good a voice is, what vetting by voices does, and who is listened to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from engine.base.errors import raise_if_any
from engine.base.settings import choice_problem
from engine.formulas.inputs import Number, plain, real, share_below, whole

VOICE_RELIABILITY = 0.40
"""Agreement of two referees, and so the reliability of one voice (E12)."""
CODE_PER_SD = 1.5
"""Steps of the phrase code to one standard deviation of a voice; F1 has a scale of its own."""
TOO_RISKY_BELOW, HINT_BELOW, PAPER_FLOOR = -1.1, -0.6, -1.5
"""Thresholds of F5 in standard deviations, chosen to come near the 20, 60, 20 of S3-28.

"Difficult" and worse is below the first: there one voice is enough for a veto.
"""

SPARED_DOWN_TO = -2 / CODE_PER_SD
"""Under the rule "no hint" a single voice down to here costs the offer and no place on the list."""

Rule = Literal["veto", "no hint", "mean", "median"]
Bucket = Literal["safe", "rank only", "too risky"]
Reason = Literal[
    "a clear doubt",
    "nobody spoke",
    "a hint",
    "too few good words",
    "a weak file",
    "a doubt outweighed",
    "reassured",
]


def voice_reliability(voices: ArrayLike, reliability: ArrayLike = VOICE_RELIABILITY) -> Number:
    """F4: the reliability of the mean of so many voices (Spearman-Brown).

    Examples
    --------
    >>> [round(voice_reliability(k), 2) for k in (1, 2, 3, 4)]
    [0.4, 0.57, 0.67, 0.73]
    """
    (count,), (one,) = real(1.0, voices=voices), real(0.0, 1.0, reliability=reliability)
    return plain(count * one / (1.0 + (count - 1.0) * one))


def sounds_better(
    difference: ArrayLike,
    voices: ArrayLike = 1,
    *,
    bias: ArrayLike = 0.0,
    reliability: ArrayLike = VOICE_RELIABILITY,
) -> Number:
    """F4: the probability that one applicant's voices sound better than another's.

    Parameters
    ----------
    difference : array_like
        How much better the applicant truly is, in standard deviations of quality.
    voices : array_like
        Voices heard about each of the two; their mean is compared.
    bias : array_like
        How far the applicant's own voices misjudge downward, in the same unit. More voices do
        not help against it.
    reliability : array_like
        Of one voice, more than 0 and less than 1.

    Returns
    -------
    float or ndarray
        From 0 to 1; one half is a coin toss.

    Raises
    ------
    MarketError
        When something is out of range or not finite.

    Examples
    --------
    >>> round(sounds_better(0.5), 2), round(sounds_better(0.5, voices=3), 2)
    (0.61, 0.69)
    >>> round(sounds_better(0.0, bias=0.3), 2), round(sounds_better(0.0, 3, bias=0.3), 2)
    (0.43, 0.38)
    """
    gap, slant = real(difference=difference, bias=bias)
    (count,), (one,) = real(1.0, voices=voices), real(1e-9, 1 - 1e-9, reliability=reliability)
    noise = np.sqrt(2.0 * (1.0 - one) / count)
    return share_below(np.sqrt(one) * (gap - slant), 0.0, noise)


def truly_above(
    code: ArrayLike,
    reliability: ArrayLike = VOICE_RELIABILITY,
    *,
    bias: ArrayLike = 0.0,
) -> Number:
    """F4: of those about whom this is said, the share who are truly better than average.

    Parameters
    ----------
    code : array_like
        Phrase code of the one voice, -3 to +3.
    reliability : array_like
        Of that voice, more than 0 and less than 1.
    bias : array_like
        How far the voice misjudges downward, in standard deviations of quality.

    Returns
    -------
    float or ndarray
        From 0 to 1; after a clear no it is how often the word is unjust.

    Raises
    ------
    MarketError
        When something is out of range or not finite.

    Examples
    --------
    >>> round(truly_above(-2), 2), round(truly_above(-2, bias=0.3), 2), truly_above(0)
    (0.14, 0.18, 0.5)
    """
    (said,), (slant,) = real(-3.0, 3.0, code=code), real(bias=bias)
    (one,) = real(1e-9, 1 - 1e-9, reliability=reliability)
    expected = np.sqrt(one) * said / CODE_PER_SD + one * slant
    return plain(1.0 - np.asarray(share_below(0.0, expected, np.sqrt(1.0 - one))))


def bucket(paper_z: float, codes: Sequence[float], rule: Rule = "veto") -> Bucket:
    """F5: the bucket of one interviewee before an early offer.

    Parameters
    ----------
    paper_z : float
        The file in standard deviations.
    codes : sequence of float
        Phrase code of each voice, -3 to +3; empty when nobody knows the applicant.
    rule : {"veto", "no hint", "mean", "median"}
        Whether the worst voice, their mean or their median is held against the thresholds. The
        veto has one voice of code -2 too risky (S3-31); under "no hint" it only costs the early
        offer, as in the stories S3-18, S3-22 and S3-23 (I-31).

    Returns
    -------
    str
        "safe", "rank only" or "too risky".

    Raises
    ------
    MarketError
        When a code, the file or the rule cannot be used.

    Examples
    --------
    >>> bucket(0, [2.5, 2.5]), bucket(0, [-1.5]), bucket(0, [2, -2])
    ('safe', 'rank only', 'too risky')
    >>> bucket(0, [2, 2, -1.5]), bucket(0, [2, 2, -1.5], rule="mean")
    ('rank only', 'safe')
    >>> bucket(0, [2, 2, -2]), bucket(0, [2, 2, -2], rule="no hint")
    ('too risky', 'rank only')
    """
    reason = bucket_reason(paper_z, codes, rule)
    if reason == "a clear doubt":
        return "too risky"
    return "safe" if reason in ("reassured", "a doubt outweighed") else "rank only"


def bucket_reason(paper_z: float, codes: Sequence[float], rule: Rule = "veto") -> Reason:
    """F5: what puts one interviewee into a bucket; arguments as of `bucket`.

    Returns
    -------
    str
        "a clear doubt" (too risky); "nobody spoke", "a hint", "too few good words", "a weak file"
        (rank only); "a doubt outweighed" by the other voices, or "reassured" (safe). The first
        that holds.

    Examples
    --------
    >>> bucket_reason(0, [2.5, 2.5, -1.5]), bucket_reason(0, [2.5]), bucket_reason(0, [])
    ('a hint', 'too few good words', 'nobody spoke')
    >>> bucket_reason(0, [2.5, 2.5, -1.5], rule="mean")
    'a doubt outweighed'
    """
    _check_rule(rule, "veto", "no hint", "mean", "median")
    (said,), (paper,) = real(-3.0, 3.0, codes=codes), real(paper_z=paper_z)
    if said.size == 0:
        return "nobody spoke"
    values = {"mean": said.mean(), "median": np.median(said)}
    judged = float(values.get(rule, said.min())) / CODE_PER_SD
    spared = rule == "no hint" and judged >= SPARED_DOWN_TO
    clear = (said / CODE_PER_SD < TOO_RISKY_BELOW).sum()
    if judged < TOO_RISKY_BELOW and not (spared and clear == 1):
        return "a clear doubt"
    if judged < HINT_BELOW:
        return "a hint"
    if (said > 0).sum() < 2:
        return "too few good words"
    if paper < PAPER_FLOOR:
        return "a weak file"
    return "a doubt outweighed" if said.min() / CODE_PER_SD < HINT_BELOW else "reassured"


def too_risky(
    voices: ArrayLike,
    quality: ArrayLike = 0.0,
    rule: Literal["veto", "mean"] = "veto",
    reliability: ArrayLike = VOICE_RELIABILITY,
) -> Number:
    """F5: the probability that so many voices put an applicant of this true quality out.

    Examples
    --------
    >>> [round(too_risky(k), 2) for k in (1, 2, 3, 4)]
    [0.08, 0.15, 0.22, 0.28]
    >>> round(too_risky(3, rule="mean"), 3)
    0.007
    """
    _check_rule(rule, "veto", "mean")
    (count,), (true,) = real(0.0, voices=voices), real(quality=quality)
    (one,) = real(1e-9, 1 - 1e-9, reliability=reliability)
    center, noise = np.sqrt(one) * true, np.sqrt(1.0 - one)
    if rule == "mean":
        alone = np.asarray(
            share_below(TOO_RISKY_BELOW, center, noise / np.sqrt(np.maximum(count, 1)))
        )
        return plain(np.where(count == 0, 0.0, alone))
    return plain(1.0 - (1.0 - np.asarray(share_below(TOO_RISKY_BELOW, center, noise))) ** count)


def bucket_shares(
    most_voices: int = 4, reliability: float = VOICE_RELIABILITY
) -> dict[Bucket, float]:
    """F5: the share of each bucket among all interviewees, under the veto.

    The number of voices, 0 to `most_voices`, is equally likely; file and quality are standard
    normal and independent. Integrated over quality, not simulated.

    Examples
    --------
    >>> {name: round(100 * share, 1) for name, share in bucket_shares().items()}
    {'safe': 20.3, 'rank only': 59.3, 'too risky': 20.4}
    """
    (one,) = real(1e-9, 1 - 1e-9, reliability=reliability)
    whole(most_voices=most_voices)
    quality = np.linspace(-9.0, 9.0, 1801)
    weight = np.exp(-0.5 * quality**2) / np.exp(-0.5 * quality**2).sum()
    center, noise = np.sqrt(one) * quality, np.sqrt(1.0 - one)
    out, hint, up = (
        np.asarray(share_below(at, center, noise)) for at in (TOO_RISKY_BELOW, HINT_BELOW, 0.0)
    )
    safe = risky = 0.0
    for count in range(most_voices + 1):
        fewer = (up - hint) ** count  # no hint, but fewer than two voices above 0
        if count:
            fewer = fewer + count * (1.0 - up) * (up - hint) ** (count - 1)
        safe += float(weight @ ((1.0 - hint) ** count - fewer)) / (most_voices + 1)
        risky += float(weight @ (1.0 - (1.0 - out) ** count)) / (most_voices + 1)
    safe *= 1.0 - float(share_below(PAPER_FLOOR, 0.0, 1.0))
    return {"safe": safe, "rank only": 1.0 - safe - risky, "too risky": risky}


def voices_to_mend(bad: float, good: float, rule: Literal["veto", "mean"] = "veto") -> float:
    """How many later voices of one code it takes until an earlier one is no hint any more.

    Under the veto none do: a bad name is not mended within a season (S3-41). Where voices are
    averaged, a few are enough (S0-68).

    Examples
    --------
    >>> voices_to_mend(-2.5, 2.0, rule="mean"), voices_to_mend(-2.5, 2.0)
    (1.0, inf)
    >>> voices_to_mend(-0.5, 2.0)   # it never was a hint
    0.0
    """
    _check_rule(rule, "veto", "mean")
    (worst, better) = real(-3.0, 3.0, bad=bad, good=good)
    hint = HINT_BELOW * CODE_PER_SD
    lacking = hint - float(worst)
    if lacking <= 0:
        return 0.0
    if rule == "veto" or better <= hint:
        return float("inf")
    return float(np.ceil(np.round(lacking / (float(better) - hint), 9)))


def influence(proximity: ArrayLike, credibility: ArrayLike) -> Number:
    """F6: how much an advocate counts: who knows you, times who believes them (S4-17).

    Examples
    --------
    >>> round(influence(0.9, 0.9), 2), round(influence(0.2, 1.0), 2)
    (0.81, 0.2)
    """
    near, believed = real(0.0, 1.0, proximity=proximity, credibility=credibility)
    return plain(near * believed)


def _check_rule(rule: str, *known: str) -> None:
    raise_if_any([choice_problem("the rule", rule, known)])
