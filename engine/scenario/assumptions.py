"""Every dial of the model, its two defaults, and where each comes from.

A dial has a *source* default, which takes the five documents at their word, and
an *evidence* default, which takes studies where there are any. ``origin`` names
the document item (S0-10), the study (E03), the published row, or says that the
value is a modeling choice. Values found by fitting the class to published
match rates are marked "fitted": they are sufficient, not identified.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import ITEMS, LEVELS, PRESETS
from engine.base.errors import refuse_if_any
from engine.base.settings import problems_in, setting, shown, unknown_names
from engine.scenario.screening_dials import ScreeningDials
from engine.scenario.voice_dials import VoiceDials

_CHOICE = "modeling choice"
_SD = "SD of readiness"
_OF_PROGRAMS = "share of programs"


def _share(default: float, unit: str, origin: str, source: float | None = None) -> Any:
    """Declare a share or a chance."""
    return setting(default, 0, 1, unit, origin, source=source)


def _weight(default: float, origin: str, source: float | None = None) -> Any:
    """Declare a weight: a precision, of which one unit is one reading with unit noise."""
    unit = "weight, readings with unit noise"
    return setting(default, 0, 20, unit, origin, source=source)


def _truth(default: float, origin: str = _CHOICE) -> Any:
    """Declare how well an item reads readiness."""
    return setting(default, 0, 1, "squared correlation with readiness", origin)


def _prior(default: float) -> Any:
    """Declare what a program assumes of an unknown file of a type."""
    return setting(default, -3, 3, _SD, "fitted")


def _caution(default: float, origin: str, source: float) -> Any:
    """Declare a fear of regret."""
    return setting(default, 0, 6, "SD of doubt subtracted", origin, source=source)


def _liking(default: float, origin: str = _CHOICE, low: float = 0, high: float = 5) -> Any:
    """Declare what an applicant likes in a program."""
    return setting(default, low, high, "units of prestige", origin)


@dataclass(frozen=True, kw_only=True)
class Assumptions(ScreeningDials, VoiceDials):
    """The dials of the season, in the order of its stages.

    Weights are precisions (one unit is one reading with unit noise); appeals and
    priors are in standard deviations of readiness; shares and chances run from
    0 to 1. Use `Assumptions.preset` to get either set of defaults, and `dial` to
    read what is known about one.

    Raises
    ------
    MarketError
        Naming every dial outside its range.

    Examples
    --------
    >>> Assumptions.preset("source").caution_soap
    2.0
    >>> Assumptions(tie_share=1.5)
    Traceback (most recent call last):
    ...
    engine.MarketError: assumptions.tie_share is 1.5; it must be a number from 0 to 1
    """

    # Who applies ------------------------------------------------------------------------------
    exam_correlation: float = setting(0.55, 0, 1, "correlation with readiness", _CHOICE)
    exam_sd: float = setting(15.0, 1, 40, "Step 2 CK points", "published: step2ck_sd")
    failed_attempt_share: float = _share(0.06, "share of every type", _CHOICE)
    idle_years_mean: float = setting(2.5, 0, 20, "years, not of seniors", _CHOICE)
    no_us_clinical_work_share: float = _share(0.20, "share of IMGs", _CHOICE)
    application_scale: float = setting(
        0.23,
        0.01,
        1,
        "applications here per application to ERAS",
        "fitted; some 40 programs stand for 6,800",
    )
    outside_field_most: int = setting(10, 0, 60, "applications outside the wanted field", _CHOICE)
    reach_penalty: float = setting(
        0.6,
        0,
        9,
        "units of prestige per 10 points under a program's exam cut",
        "modeling choice; S4-35",
    )
    interviews_accepted_most: int = setting(16, 1, 60, "interviews per applicant", _CHOICE)
    # Programs ---------------------------------------------------------------------------------
    exam_cut: float = setting(
        227.0,
        180,
        300,
        "Step 2 CK points, mean over programs",
        "fitted; S4-04 says 230",
        source=230.0,
    )
    exam_cut_tilt: float = setting(5.0, 0, 30, "points per unit of prestige", _CHOICE)
    exam_cut_sd: float = setting(10.0, 0, 30, "points between programs", _CHOICE)
    competitive_cut: float = setting(6.0, 0, 40, "points added by competitive programs", _CHOICE)
    sponsors_visa_share: float = _share(0.62, _OF_PROGRAMS, "fitted; the filter is S2-17")
    takes_failed_attempt_share: float = _share(
        0.40, _OF_PROGRAMS, "modeling choice; the filter is S2-16"
    )
    year_limit_share: float = _share(0.70, _OF_PROGRAMS, "modeling choice; the filter is S2-15")
    year_limit: int = setting(4, 1, 20, "years since graduation", "S2-15, S2-24 (I-24: 3 to 10)")
    needs_us_clinical_work_share: float = _share(
        0.50, _OF_PROGRAMS, "modeling choice; the filter is S2-49"
    )
    seniors_only_share: float = _share(
        0.30,
        "share of programs that read US seniors only",
        "fitted; S0-26, E24: mostly prestigious ones",
    )
    invitations_per_position: float = setting(
        11.5, 4, 60, "invitations per position, mean over programs", "fitted"
    )
    invitation_tilt: float = setting(
        4.8, 0, 15, "invitations per position and unit of prestige", "fitted"
    )
    invitation_waves: int = setting(
        4, 1, 12, "times that declined invitations are passed down", _CHOICE
    )
    # What a file is worth -----------------------------------------------------------------------
    prior_weight: float = setting(3.0, 0.1, 20, "weight, readings with unit noise", _CHOICE)
    prior_us_md_senior: float = _prior(0.78)
    prior_us_do_senior: float = _prior(0.47)
    prior_us_img: float = _prior(-1.37)
    prior_non_us_img: float = _prior(-0.87)
    prior_previous_graduate: float = _prior(-1.83)
    weight_screening_exam: float = _weight(2.0, "E16")
    weight_screening_mspe: float = _weight(1.2, "E01")
    weight_screening_letters: float = _weight(1.2, "E01")
    weight_screening_research: float = _weight(0.6, "I-11")
    weight_screening_statement: float = _weight(0.4, "E29")
    weight_ranking_exam: float = _weight(1.2, "E02")
    weight_ranking_mspe: float = _weight(0.8, "E02")
    weight_ranking_letters: float = _weight(0.8, "E02")
    weight_ranking_research: float = _weight(0.4, "I-11")
    weight_ranking_statement: float = _weight(0.3, "E02")
    weight_ranking_interview: float = _weight(4.0, "E02")
    weight_soap_exam: float = _weight(2.0, "S0-10", 2.11)
    weight_soap_mspe: float = _weight(1.2, "S0-10", 1.41)
    weight_soap_letters: float = _weight(0.8, "S0-10 names none", 0.0)
    weight_soap_research: float = _weight(0.3, "S0-10", 0.35)
    weight_soap_statement: float = _weight(0.3, "S0-10", 0.70)
    mspe_truth: float = _truth(0.35)
    letters_truth: float = _truth(0.25)
    research_truth: float = _truth(0.15)
    statement_truth: float = _truth(0.10)
    interview_truth: float = _truth(0.40)
    # Voices -------------------------------------------------------------------------------------
    voices_mean: float = setting(
        1.2, 0, 4, "speakers per applicant", "modeling choice; S0-42, S3-25"
    )
    voice_truth: float = _truth(0.40, "E12")
    voice_bias: float = setting(0.5, -3, 3, _SD, "S1-29: most calls help")
    tie_share: float = _share(
        0.10, "chance that a speaker knows a program", "modeling choice; S1-07", 0.30
    )
    chance_acted_on_known: float = _share(0.41, "chance, speaker known to the program", "E03", 1.0)
    chance_acted_on_unknown: float = _share(
        0.14, "chance, speaker unknown to the program", "E03", 1.0
    )
    weight_voice_screening: float = _weight(1.2, "E03; S4-03", 1.9)
    weight_voice_ranking: float = _weight(1.2, "E03; S1-19, S2-41", 1.9)
    weight_voice_soap: float = _weight(2.0, "E01; S0-10", 2.82)
    voices_combine: str = setting(
        "mean",
        choices=("mean", "veto", "ripple"),
        origin="I-07: S0-66 against S1-20, S3-15 and S1-41",
        source="veto",
    )
    endorsement_effect: str = setting(
        "as reported",
        choices=("as reported", "none"),
        origin="E03 (directors' reports) against E04 (no effect found)",
    )
    # Appeal -------------------------------------------------------------------------------------
    caution_screening: float = _caution(0.0, "S1-02", 0.3)
    caution_ranking: float = _caution(0.0, "S1-53", 0.3)
    caution_soap: float = _caution(1.0, "S2-51, E26", 2.0)
    fit_region: float = setting(0.25, 0, 3, _SD, "E23")
    fit_signal: float = setting(
        0.45, 0, 3, f"{_SD}, screening only", "E23; signals: .58 against .14"
    )
    fit_wrong_field: float = setting(-0.45, -3, 0, _SD, "S2-39; modeling choice")
    taste_screening: float = setting(0.35, 0, 3, _SD, _CHOICE)
    taste_ranking: float = setting(0.25, 0, 3, _SD, _CHOICE)
    taste_soap: float = setting(0.35, 0, 3, _SD, _CHOICE)
    floor_ranking: float = setting(-1.2, -10, 3, f"{_SD}; below it nobody is ranked", "fitted")
    not_ranked_share: float = _share(0.03, "share of interviews that lead to no rank", _CHOICE)
    # What applicants like -----------------------------------------------------------------------
    liking_region: float = _liking(0.8, "modeling choice; E23")
    liking_wrong_field: float = _liking(-1.8, low=-9, high=0)
    liking_taste: float = _liking(0.7)
    liking_visit: float = _liking(0.4)
    # Pre-match ----------------------------------------------------------------------------------
    outside_match_share: float = _share(
        0.0, "share of programs that do not take part in the Match", "R8, R9; no recent figure"
    )
    early_share: float = _share(
        0.5, "share of positions that community programs offer early, rules off", "S3-07"
    )
    # SOAP ---------------------------------------------------------------------------------------
    soap_rounds: int = setting(4, 1, 8, "offer rounds", "R12; S2-37", source=3)
    soap_applications_most: int = setting(45, 1, 200, "SOAP applications", "R12")
    soap_relaxed_share: float = _share(
        0.20, "share of programs that relax their filters", "S2-23; fitted"
    )
    soap_exam_relief: float = setting(8.0, 0, 60, "points off the exam cut", "fitted")
    soap_lapse_share: float = _share(
        0.10, "share of offers left to lapse", "modeling choice; S2-42"
    )

    def __post_init__(self) -> None:
        self._check([])

    def _check(self, problems: list[str]) -> None:
        refuse_if_any([*problems, *problems_in(self, "assumptions")])
        for spec in fields(self):
            if spec.type == "float":  # a whole number will do, but arithmetic must not notice
                object.__setattr__(self, spec.name, float(getattr(self, spec.name)))

    @classmethod
    def preset(cls, name: str, **changes: Any) -> Assumptions:
        """Return the defaults of a preset, some of them changed.

        Parameters
        ----------
        name : {"evidence", "source"}
            Which set of defaults.
        **changes
            Dials to set otherwise.

        Raises
        ------
        MarketError
            Naming an unknown preset, unknown dials and values out of range.
        """
        problems = list(unknown_names(changes, cls, "assumptions"))
        if not isinstance(name, str) or name not in PRESETS:
            problems.append(f"preset is {shown(name)}; it must be one of 'evidence', 'source'")
        values = {
            spec.name: spec.metadata["source"] if name == "source" else spec.default
            for spec in fields(cls)
        }
        values.update({key: value for key, value in changes.items() if key in values})
        draft = object.__new__(cls)
        for key, value in values.items():
            object.__setattr__(draft, key, value)
        draft._check(problems)
        return draft

    def file_weights(self, stage: str) -> NDArray[np.float64]:
        """Weights of exam, MSPE, letters, research and statement at a stage.

        Parameters
        ----------
        stage : {"screening", "ranking", "soap"}
            When the file is read.

        Returns
        -------
        ndarray of float, shape (5,)
        """
        return np.array([getattr(self, f"weight_{stage}_{item}") for item in ITEMS])

    def priors(self) -> NDArray[np.float64]:
        """School priors by applicant type, in SD of readiness.

        Returns
        -------
        ndarray of float, shape (5,)
            In the order of `engine.base.codes.TYPES`.
        """
        names = ("us_md_senior", "us_do_senior", "us_img", "non_us_img", "previous_graduate")
        return np.array([getattr(self, f"prior_{name}") for name in names])

    def reopening(self) -> NDArray[np.float64]:
        """Chance that a voice that is acted on reopens a filter, by level of advocacy.

        Returns
        -------
        ndarray of float, shape (5,)
            In the order of `engine.base.codes.LEVELS`; a letter reopens nothing.
        """
        return np.array([0.0, *(getattr(self, f"reopens_level_{n}") for n in LEVELS[1:])])


def dial(name: str) -> Mapping[str, Any]:
    """Tell everything known about one dial.

    Parameters
    ----------
    name : str
        As in `Assumptions`.

    Returns
    -------
    mapping
        ``evidence``, ``source``, ``low``, ``high``, ``choices``, ``unit``, ``origin``.

    Raises
    ------
    MarketError
        If there is no such dial.

    Examples
    --------
    >>> dial("soap_rounds")["evidence"], dial("soap_rounds")["source"]
    (4, 3)
    """
    refuse_if_any(unknown_names({name: None}, Assumptions, "assumptions"))
    spec = next(spec for spec in fields(Assumptions) if spec.name == name)
    return {"evidence": spec.default, **spec.metadata}
