"""All dials of the model as one value; they are declared in `engine.scenario.dials`, by stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from inspect import Parameter, Signature
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import ITEMS, LEVELS, PRESETS, TYPES
from engine.base.errors import raise_if_any
from engine.base.settings import problems_in, shown, unknown_names
from engine.scenario import dials

_TYPES = tuple(name.lower().replace(" ", "_").replace("-", "_") for name in TYPES)


class _Briefly(type):
    """Keeps `help` short: dials are looked up in a table, not among all class attributes."""

    __signature__ = Signature([Parameter("dials", Parameter.VAR_KEYWORD)])

    def __dir__(cls) -> list[str]:
        names = [name for name in super().__dir__() if not name.startswith("__")]
        return [name for name in names if name not in _notes()]


# Python collects the fields of the last base first, so the season runs from the bottom up.
@dataclass(frozen=True, kw_only=True)
class Assumptions(
    dials.SoapDials,
    dials.RankingDials,
    dials.PrematchDials,
    dials.ScreeningDials,
    dials.CallDials,
    dials.VoiceDials,
    dials.FileDials,
    dials.ProgramDials,
    dials.ApplicationDials,
    metaclass=_Briefly,
):
    """The dials of the season; ``engine.assumptions()`` is a table of all of them.

    Weights are precisions (one unit is one reading with unit noise); appeals and priors are in
    standard deviations of readiness; shares and chances run from 0 to 1. Use
    `Assumptions.preset` to get either set of defaults, and `dial` to read what is known about one.

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

    def __post_init__(self) -> None:
        self._check([])

    def _check(self, problems: list[str]) -> None:
        raise_if_any([*problems, *problems_in(self, "assumptions")])
        for spec in fields(self):
            if spec.type == "float":  # a whole number will do, but arithmetic must not notice
                object.__setattr__(self, spec.name, float(getattr(self, spec.name)))

    @classmethod
    def preset(cls, name: str, **changes: Any) -> Assumptions:
        """Return the defaults of a preset ("evidence" or "source"), some of them changed.

        Raises
        ------
        MarketError
            Naming an unknown preset, unknown dials and values out of range.
        """
        try:
            # The type belongs to the key: 1 and True are equal, and only one of them is a weight.
            key = tuple((dial, type(value), value) for dial, value in changes.items())
            return _recent_preset(name, key)
        except TypeError:  # a value that has no hash, which is then refused
            return _preset(name, changes)

    def file_weights(self, stage: str) -> NDArray[np.float64]:
        """Weights of the items of a file (shape (5,)) at "screening", "ranking" or "soap"."""
        return np.array([getattr(self, f"weight_{stage}_{item}") for item in ITEMS])

    def priors(self) -> NDArray[np.float64]:
        """School priors in SD of readiness, in the order of `TYPES`, shape (5,)."""
        return np.array([getattr(self, f"prior_{name}") for name in _TYPES])

    def voices_of_types(self) -> NDArray[np.float64]:
        """Speakers of each type against the usual number, in the order of `TYPES`, shape (5,)."""
        return np.array([getattr(self, f"voices_{name}") for name in _TYPES])

    def reopening(self) -> NDArray[np.float64]:
        """Chance that a voice acted on reopens a filter, by level (a letter never), shape (5,)."""
        return np.array([0.0, *(getattr(self, f"reopens_level_{n}") for n in LEVELS[1:])])

    @property
    def open_interview_lists(self) -> tuple[float, ...]:
        """Share of the interview lists still open at each of `MOMENTS` (S4-20)."""
        return (1.0, self.invitations_open_late, 0.0, 0.0)

    @property
    def open_rank_lists(self) -> tuple[float, ...]:
        """Share of the rank lists still open at each of `MOMENTS` (S4-29)."""
        return (1.0, 1.0, self.lists_open_late, 0.0)


def _preset(name: str, changes: Mapping[str, Any]) -> Assumptions:
    """Make the dials of a preset, with changes, and check them all."""
    problems = list(unknown_names(changes, Assumptions, "assumptions"))
    if not isinstance(name, str) or name not in PRESETS:
        problems.append(f"preset is {shown(name)}; it must be one of 'evidence', 'source'")
    values = {
        spec.name: spec.metadata["source"] if name == "source" else spec.default
        for spec in fields(Assumptions)
    }
    values.update({key: value for key, value in changes.items() if key in values})
    draft = object.__new__(Assumptions)
    for key, value in values.items():
        object.__setattr__(draft, key, value)
    draft._check(problems)
    return draft


@lru_cache(maxsize=64)
def _recent_preset(name: str, changes: tuple[tuple[str, type, Any], ...]) -> Assumptions:
    """Look up dials that were just made: a page asks for the same ones at every press."""
    return _preset(name, {dial: value for dial, _, value in changes})


@cache
def _notes() -> Mapping[str, Mapping[str, Any]]:
    """Everything known about every dial, in the season's order."""
    return {
        spec.name: {"stage": stage, "evidence": spec.default, **spec.metadata}
        for stage, kind in dials.DIALS_BY_STAGE.items()
        for spec in fields(kind)
    }


def dial(name: str) -> Mapping[str, Any]:
    """Tell everything known about one dial.

    Parameters
    ----------
    name : str
        As in `Assumptions`.

    Returns
    -------
    mapping
        ``stage``, ``evidence``, ``source``, ``low``, ``high``, ``choices``, ``unit``, ``origin``.

    Raises
    ------
    MarketError
        If there is no such dial.

    Examples
    --------
    >>> dial("soap_rounds")["stage"], dial("soap_rounds")["evidence"], dial("soap_rounds")["source"]
    ('SOAP', 4, 3)
    """
    raise_if_any(unknown_names({name: None}, Assumptions, "assumptions"))
    return _notes()[name]
