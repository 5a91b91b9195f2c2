"""Every dial of the model, its two defaults, and where each comes from.

A dial has a *source* default, which takes the five documents at their word, and
an *evidence* default, which takes studies where there are any. ``origin`` names
the document item (S0-10), the study (E03), the published row, or says that the
value is a modelling choice. Values found by fitting the class to published
match rates are marked "fitted": they are sufficient, not identified.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import MarketError, refuse_if_any

PRESETS = ("evidence", "source")
ITEMS = ("exam", "mspe", "letters", "research", "statement")
STAGES = ("screening", "ranking", "soap")

# Weights are precisions: one unit is one reading with unit noise.
_UNIT_WEIGHT = "weight, readings with unit noise"
_UNIT_SD = "SD of readiness"


def setting(
    default: Any,
    *,
    low: float | None = None,
    high: float | None = None,
    choices: tuple[Any, ...] = (),
    unit: str = "",
    origin: str = "",
    source: Any = None,
) -> Any:
    """Declare a field that knows its own range, unit and origin.

    Parameters
    ----------
    default : object
        The default value; of a dial, its value in the evidence preset.
    low, high : float, optional
        The smallest and largest value allowed.
    choices : tuple, optional
        The only values allowed.
    unit, origin : str
        In words; shown to the learner.
    source : object, optional
        Of a dial, its value in the source preset, where that differs.
    """
    notes = {"low": low, "high": high, "choices": choices, "unit": unit, "origin": origin}
    return field(
        default=default, metadata={**notes, "source": default if source is None else source}
    )


def _problem(path: str, value: Any, spec: Field[Any]) -> str | None:
    """Say in one sentence what is wrong with a value, or None."""
    choices, low, high = (spec.metadata[name] for name in ("choices", "low", "high"))
    if choices:
        if value in choices:
            return None
        listed = ", ".join(repr(choice) for choice in choices)
        return f"{path} is {value!r}; it must be one of {listed}"
    if spec.type in ("bool", "bool | None"):
        if isinstance(value, bool) or (value is None and "None" in spec.type):
            return None
        return f"{path} is {value!r}; it must be true or false"
    if low is None:
        return None
    whole = "int" in spec.type
    if value is None and "None" in spec.type:
        return None
    kinds: tuple[type, ...] = (int, np.integer)
    if not whole:
        kinds = (*kinds, float, np.floating)
    fits = isinstance(value, kinds) and not isinstance(value, bool)
    if fits and math.isfinite(value) and low <= value <= high:
        return None
    number = "a whole number" if whole else "a number"
    return f"{path} is {value!r}; it must be {number} from {low:g} to {high:g}"


def problems_in(settings: Any, path: str) -> Iterator[str]:
    """Name every field of a dataclass whose value is outside its range.

    Parameters
    ----------
    settings : dataclass instance
        Its fields were declared with `setting`.
    path : str
        What the learner calls it, such as ``"you"``.

    Yields
    ------
    str
        One sentence per problem, naming the setting as ``path.field``.
    """
    for spec in fields(settings):
        if "low" in spec.metadata:
            problem = _problem(f"{path}.{spec.name}", getattr(settings, spec.name), spec)
            if problem:
                yield problem


def unknown_names(names: Mapping[str, Any], kind: Any, path: str) -> Iterator[str]:
    """Name every key that is no field of the dataclass `kind`.

    Parameters
    ----------
    names : mapping
        What somebody wants to set.
    kind : dataclass type
        What can be set.
    path : str
        What the learner calls it.

    Yields
    ------
    str
        One sentence per unknown name.
    """
    known = [spec.name for spec in fields(kind)]
    for name in names:
        if name not in known:
            yield f"{path}.{name} is not a setting; {path} has {', '.join(known)}"


@dataclass(frozen=True, kw_only=True)
class Assumptions:
    """The dials of the season, in the order of its stages.

    Weights are precisions (one unit is one reading with unit noise); appeals and
    priors are in standard deviations of readiness; shares and chances run from
    0 to 1. Use `Assumptions.preset` to get either set of defaults.

    Raises
    ------
    MarketError
        Naming every dial outside its range.

    Examples
    --------
    >>> Assumptions.preset("source").caution_soap
    2.0
    >>> Assumptions(chance_acted_on_known=1.5)
    Traceback (most recent call last):
    ...
    engine.errors.MarketError: assumptions.chance_acted_on_known is 1.5; it must be a number from 0 to 1
    """  # noqa: E501

    # Who applies ------------------------------------------------------------------------------
    exam_correlation: float = setting(
        0.55, low=0, high=1, unit="correlation with readiness", origin="modelling choice"
    )
    exam_sd: float = setting(
        15.0, low=1, high=40, unit="Step 2 CK points", origin="step2_sd, evidence.md D"
    )
    failed_attempt_share: float = setting(
        0.06, low=0, high=1, unit="share of every type", origin="modelling choice; no published row"
    )
    idle_years_mean: float = setting(
        2.5, low=0, high=20, unit="years, of applicants who are not seniors", origin="modelling choice"
    )
    no_us_clinical_work_share: float = setting(
        0.20, low=0, high=1, unit="share of IMGs", origin="modelling choice; no published row"
    )
    application_scale: float = setting(
        0.23, low=0.01, high=1, unit="applications here per application to ERAS",
        origin="fitted; 40 programs stand for 6,800",
    )
    outside_field_most: int = setting(
        10, low=0, high=60, unit="applications outside the wanted field", origin="modelling choice"
    )
    reach_penalty: float = setting(
        0.6, low=0, high=9, unit="units of prestige per 10 points under a program's exam cut",
        origin="modelling choice; S4-35",
    )
    interviews_accepted_most: int = setting(
        16, low=1, high=60, unit="interviews per applicant", origin="modelling choice"
    )
    # Programs ---------------------------------------------------------------------------------
    exam_cut: float = setting(
        226.0, low=180, high=300, unit="Step 2 CK points, mean over programs",
        origin="fitted; S4-04 says 230", source=230.0,
    )
    exam_cut_tilt: float = setting(
        5.0, low=0, high=30, unit="points per unit of prestige", origin="modelling choice"
    )
    exam_cut_sd: float = setting(
        10.0, low=0, high=30, unit="points between programs", origin="modelling choice"
    )
    competitive_cut: float = setting(
        6.0, low=0, high=40, unit="points added by competitive programs", origin="modelling choice"
    )
    sponsors_visa_share: float = setting(
        0.62, low=0, high=1, unit="share of programs", origin="fitted; the filter is S2-17"
    )
    takes_failed_attempt_share: float = setting(
        0.40, low=0, high=1, unit="share of programs", origin="modelling choice; the filter is S2-16"
    )
    year_limit_share: float = setting(
        0.70, low=0, high=1, unit="share of programs with a limit", origin="modelling choice; S2-15"
    )
    year_limit: int = setting(
        4, low=1, high=20, unit="years since graduation", origin="S2-15, S2-24 (I-24: 3 to 10)"
    )
    needs_us_clinical_work_share: float = setting(
        0.50, low=0, high=1, unit="share of programs", origin="modelling choice; the filter is S2-49"
    )
    seniors_only_share: float = setting(
        0.30, low=0, high=1, unit="share of programs that read US seniors only, mostly prestigious ones",
        origin="fitted; S0-26, E24 (IMGs hold 15 % of places at university programs, 45 % elsewhere)",
    )
    invitations_per_position: float = setting(
        11.5, low=1, high=60, unit="invitations per position, mean over programs", origin="fitted"
    )
    invitation_tilt: float = setting(
        4.5, low=0, high=15, unit="invitations per position and unit of prestige", origin="fitted"
    )
    invitation_waves: int = setting(
        4, low=1, high=12, unit="rounds of passing declined places down", origin="modelling choice"
    )
    # What a file is worth -----------------------------------------------------------------------
    prior_weight: float = setting(3.0, low=0, high=20, unit=_UNIT_WEIGHT, origin="modelling choice")
    prior_us_md_senior: float = setting(0.75, low=-3, high=3, unit=_UNIT_SD, origin="fitted")
    prior_us_do_senior: float = setting(0.58, low=-3, high=3, unit=_UNIT_SD, origin="fitted")
    prior_us_img: float = setting(-0.70, low=-3, high=3, unit=_UNIT_SD, origin="fitted")
    prior_non_us_img: float = setting(-0.94, low=-3, high=3, unit=_UNIT_SD, origin="fitted")
    prior_previous_graduate: float = setting(-1.85, low=-3, high=3, unit=_UNIT_SD, origin="fitted")
    weight_screening_exam: float = setting(2.0, low=0, high=20, unit=_UNIT_WEIGHT, origin="E16")
    weight_screening_mspe: float = setting(1.2, low=0, high=20, unit=_UNIT_WEIGHT, origin="E01")
    weight_screening_letters: float = setting(1.2, low=0, high=20, unit=_UNIT_WEIGHT, origin="E01")
    weight_screening_research: float = setting(0.6, low=0, high=20, unit=_UNIT_WEIGHT, origin="I-11")
    weight_screening_statement: float = setting(0.4, low=0, high=20, unit=_UNIT_WEIGHT, origin="E29")
    weight_ranking_exam: float = setting(1.2, low=0, high=20, unit=_UNIT_WEIGHT, origin="E02")
    weight_ranking_mspe: float = setting(0.8, low=0, high=20, unit=_UNIT_WEIGHT, origin="E02")
    weight_ranking_letters: float = setting(0.8, low=0, high=20, unit=_UNIT_WEIGHT, origin="E02")
    weight_ranking_research: float = setting(0.4, low=0, high=20, unit=_UNIT_WEIGHT, origin="I-11")
    weight_ranking_statement: float = setting(0.3, low=0, high=20, unit=_UNIT_WEIGHT, origin="E02")
    weight_ranking_interview: float = setting(4.0, low=0, high=20, unit=_UNIT_WEIGHT, origin="E02")
    weight_soap_exam: float = setting(
        2.0, low=0, high=20, unit=_UNIT_WEIGHT, origin="S0-10", source=2.11
    )
    weight_soap_mspe: float = setting(
        1.2, low=0, high=20, unit=_UNIT_WEIGHT, origin="S0-10", source=1.41
    )
    weight_soap_letters: float = setting(
        0.8, low=0, high=20, unit=_UNIT_WEIGHT, origin="S0-10 names none", source=0.0
    )
    weight_soap_research: float = setting(
        0.3, low=0, high=20, unit=_UNIT_WEIGHT, origin="S0-10", source=0.35
    )
    weight_soap_statement: float = setting(
        0.3, low=0, high=20, unit=_UNIT_WEIGHT, origin="S0-10", source=0.70
    )
    mspe_truth: float = setting(
        0.35, low=0, high=1, unit="squared correlation with readiness", origin="modelling choice"
    )
    letters_truth: float = setting(
        0.25, low=0, high=1, unit="squared correlation with readiness", origin="modelling choice"
    )
    research_truth: float = setting(
        0.15, low=0, high=1, unit="squared correlation with readiness", origin="modelling choice"
    )
    statement_truth: float = setting(
        0.10, low=0, high=1, unit="squared correlation with readiness", origin="modelling choice"
    )
    interview_truth: float = setting(
        0.40, low=0, high=1, unit="squared correlation with readiness", origin="modelling choice"
    )
    # Voices -------------------------------------------------------------------------------------
    voices_mean: float = setting(
        1.2, low=0, high=4, unit="speakers per applicant", origin="modelling choice; S0-42, S3-25"
    )
    voice_truth: float = setting(
        0.40, low=0, high=1, unit="squared correlation with readiness", origin="E12"
    )
    voice_bias: float = setting(
        0.5, low=-3, high=3, unit=_UNIT_SD, origin="S1-29: most calls help"
    )
    tie_share: float = setting(
        0.10, low=0, high=1, unit="chance that a speaker knows a program",
        origin="modelling choice; S1-07", source=0.30,
    )
    chance_acted_on_known: float = setting(
        0.41, low=0, high=1, unit="chance, speaker known to the program", origin="E03", source=1.0
    )
    chance_acted_on_unknown: float = setting(
        0.14, low=0, high=1, unit="chance, speaker unknown to the program", origin="E03", source=1.0
    )
    reopens_level_1: float = setting(
        0.05, low=0, high=1, unit="chance that a heard e-mail reopens a filter",
        origin="S4-07; E04 found no effect", source=0.30,
    )
    reopens_level_2: float = setting(
        0.15, low=0, high=1, unit="chance that a heard call reopens a filter",
        origin="S4-09; E04 found no effect", source=0.90,
    )
    reopens_level_3: float = setting(
        0.20, low=0, high=1, unit="chance that a favor reopens a filter",
        origin="S4-11; E04 found no effect", source=1.0,
    )
    weight_voice_screening: float = setting(
        1.2, low=0, high=20, unit=_UNIT_WEIGHT, origin="E03; S4-03", source=1.9
    )
    weight_voice_ranking: float = setting(
        1.2, low=0, high=20, unit=_UNIT_WEIGHT, origin="E03; S1-19, S2-41", source=1.9
    )
    weight_voice_soap: float = setting(
        2.0, low=0, high=20, unit=_UNIT_WEIGHT, origin="E01; S0-10", source=2.82
    )
    voices_combine: str = setting(
        "mean", choices=("mean", "veto"), origin="I-07: S0-66 against S1-20, S3-15", source="veto"
    )
    endorsement_effect: str = setting(
        "as reported", choices=("as reported", "none"),
        origin="E03 (directors' reports) against E04 (no effect found)",
    )
    # Appeal -------------------------------------------------------------------------------------
    caution_screening: float = setting(
        0.0, low=0, high=6, unit="SD of doubt subtracted", origin="S1-02", source=0.3
    )
    caution_ranking: float = setting(
        0.0, low=0, high=6, unit="SD of doubt subtracted", origin="S1-53", source=0.3
    )
    caution_soap: float = setting(
        1.0, low=0, high=6, unit="SD of doubt subtracted", origin="S2-51, E26", source=2.0
    )
    fit_region: float = setting(0.25, low=0, high=3, unit=_UNIT_SD, origin="E23")
    fit_signal: float = setting(
        0.45, low=0, high=3, unit=_UNIT_SD + ", screening only", origin="signals: .58 against .14"
    )
    fit_wrong_field: float = setting(
        -0.45, low=-3, high=0, unit=_UNIT_SD, origin="S2-39; modelling choice"
    )
    taste_screening: float = setting(0.35, low=0, high=3, unit=_UNIT_SD, origin="modelling choice")
    taste_ranking: float = setting(0.25, low=0, high=3, unit=_UNIT_SD, origin="modelling choice")
    taste_soap: float = setting(0.35, low=0, high=3, unit=_UNIT_SD, origin="modelling choice")
    floor_ranking: float = setting(
        -1.2, low=-10, high=3, unit=_UNIT_SD + "; below it nobody is ranked", origin="fitted"
    )
    not_ranked_share: float = setting(
        0.03, low=0, high=1, unit="share of interviews that lead to no rank", origin="modelling choice"
    )
    # What applicants like -----------------------------------------------------------------------
    liking_region: float = setting(
        0.8, low=0, high=5, unit="units of prestige", origin="modelling choice; E23"
    )
    liking_wrong_field: float = setting(
        -1.8, low=-9, high=0, unit="units of prestige", origin="modelling choice"
    )
    liking_taste: float = setting(
        0.7, low=0, high=5, unit="units of prestige", origin="modelling choice"
    )
    liking_visit: float = setting(
        0.4, low=0, high=5, unit="units of prestige, after the interview", origin="modelling choice"
    )
    # Pre-match ----------------------------------------------------------------------------------
    outside_match_share: float = setting(
        0.0, low=0, high=1, unit="share of programs that do not take part in the Match",
        origin="R8, R9; no recent figure",
    )
    early_share: float = setting(
        0.5, low=0, high=1, unit="share of positions that community programs offer early, rules off",
        origin="S3-07",
    )
    # SOAP ---------------------------------------------------------------------------------------
    soap_rounds: int = setting(4, low=1, high=8, unit="offer rounds", origin="R12; S2-37", source=3)
    soap_applications_most: int = setting(
        45, low=1, high=200, unit="SOAP applications", origin="R12"
    )
    soap_relaxed_share: float = setting(
        0.20, low=0, high=1, unit="share of programs that relax their filters", origin="S2-23; fitted"
    )
    soap_exam_relief: float = setting(
        8.0, low=0, high=60, unit="points off the exam cut", origin="fitted"
    )
    soap_lapse_share: float = setting(
        0.10, low=0, high=1, unit="share of offers left to lapse", origin="modelling choice; S2-42"
    )

    def __post_init__(self) -> None:
        refuse_if_any(problems_in(self, "assumptions"))

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
        if name not in PRESETS:
            problems.append(f"preset is {name!r}; it must be one of 'evidence', 'source'")
        refuse_if_any(problems)
        column = "source" if name == "source" else None
        values = {
            spec.name: spec.metadata["source"] if column else spec.default for spec in fields(cls)
        }
        return cls(**{**values, **changes})

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
            In the order of `engine.population.TYPES`.
        """
        names = ("us_md_senior", "us_do_senior", "us_img", "non_us_img", "previous_graduate")
        return np.array([getattr(self, f"prior_{name}") for name in names])


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
    for spec in fields(Assumptions):
        if spec.name == name and spec.default is not MISSING:
            return {"evidence": spec.default, **spec.metadata}
    raise MarketError([f"assumptions.{name} is not a setting"])
