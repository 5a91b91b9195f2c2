"""Whose network: who is placed with voices off, as they are, and equal for all.

Readiness has the same quantiles in every type, so a difference between types is one at equal
readiness. What voices do to it, and to the mean readiness of those who are placed, is the
question that none of the documents can ask.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.base.codes import TYPES, UNPLACED
from engine.base.errors import raise_if_any
from engine.base.grouping import Floats
from engine.scenario.scenario import Scenario
from engine.season.stages import SeasonBatch
from engine.study.classes import SILENT, chosen_classes, played_classes
from engine.study.intervals import t_95
from engine.study.published.other_worlds import read_worlds
from engine.study.simulation import scenario_problem
from engine.study.tables import ordered

if TYPE_CHECKING:
    import pandas as pd

NETWORKS = ("off", "as they are", "equal for all")
_DIALS: Mapping[str, Mapping[str, Any]] = {
    "off": SILENT,
    "as they are": {},
    "equal for all": {"networks": "equal"},
}


@dataclass(frozen=True, eq=False, repr=False)
class WhoseNetwork:
    """Who is placed in three networks, class by class.

    Attributes
    ----------
    placed : ndarray of float, shape (3, S, 5)
        Share of each type that is placed, by network (`NETWORKS`) and class.
    readiness : ndarray of float, shape (3, S)
        Mean readiness of all who are placed, in SD.
    elsewhere : tuple of WhoseNetwork
        The same in other worlds that fit as well.
    """

    placed: Floats
    readiness: Floats
    elsewhere: tuple[WhoseNetwork, ...] = ()

    def __repr__(self) -> str:
        return f"<{self.placed.shape[1]} classes: {self.sentence()}>"

    def table(self) -> pd.DataFrame:
        """Return the shares placed, and what the network adds to them.

        Returns
        -------
        DataFrame
            network, applicant_type, placed (share), difference (points against voices off),
            low, high (95 %, paired by class; NaN where no two classes differ, so that nothing says
            how far others would).
        """
        import pandas as pd

        rows = []
        for number, network in enumerate(NETWORKS):
            gain = 100 * (self.placed[number] - self.placed[0])
            for kind, (low, high) in enumerate(zip(*_interval(gain), strict=True)):
                share = float(self.placed[number, :, kind].mean())
                rows.append((network, kind, share, float(gain[:, kind].mean()), low, high))
        columns = ["network", "applicant_type", "placed", "difference", "low", "high"]
        table = pd.DataFrame(rows, columns=columns)
        return table.assign(applicant_type=ordered(TYPES, table["applicant_type"].to_numpy()))

    def of_placed(self) -> pd.DataFrame:
        """Return the mean readiness of the placed.

        Returns
        -------
        DataFrame
            network, readiness (SD), difference (against voices off), low, high (as in `table`).
        """
        import pandas as pd

        rows = []
        for number, network in enumerate(NETWORKS):
            gain = self.readiness[number] - self.readiness[0]
            (low,), (high,) = _interval(gain[:, None])
            mean = float(self.readiness[number].mean())
            rows.append((network, mean, float(gain.mean()), low, high))
        return pd.DataFrame(rows, columns=["network", "readiness", "difference", "low", "high"])

    def gains(self) -> Floats:
        """Return what voices as they are add to the share of each type placed, in points, (5,)."""
        gain: Floats = 100 * (self.placed[1] - self.placed[0]).mean(axis=0)
        return gain

    def _agree(self, kind: int) -> float:
        """Share of the other worlds in which a type's gain has the sign it has here."""
        sign = np.sign(self.gains()[kind])
        return float(np.mean([np.sign(world.gains()[kind]) == sign for world in self.elsewhere]))

    def sentence(self) -> str:
        """Say what the network does, as far as its sign is sure: here, and in the other worlds."""
        gain = 100 * (self.placed[1] - self.placed[0])
        low, high = _interval(gain)
        said = [
            f"{name} {_change(gain[:, kind].mean(), low[kind], high[kind], 1, 'points')}"
            for kind, name in enumerate(TYPES)
            if (low[kind] > 0 or high[kind] < 0) and (not self.elsewhere or self._agree(kind) == 1)
        ]
        columns = self.of_placed().set_index("network").loc["as they are"].to_dict()
        better, least, most = (float(columns[name]) for name in ("difference", "low", "high"))
        moved = ", ".join(said) or "no type's share of places by a sign that is sure"
        by = _change(better, least, most, 3, "SD")
        return f"Voices change {moved}; the readiness of those placed: {by}."


def whose_network(
    scenario: Scenario | None = None,
    *,
    worlds: Iterable[Mapping[str, Any]] = (),
    class_seeds: Iterable[int] = range(20),
    seasons: int = 5,
    seed: int = 1,
) -> WhoseNetwork:
    """Ask whom voices place: off, as they are, and with the same network for everybody.

    Parameters
    ----------
    scenario : Scenario, optional
        Whose dials; the default scenario by default. "You" are not counted.
    worlds : iterable of mapping, optional
        Other worlds to ask too: dials by name.
    class_seeds : iterable of int, default 0 to 19
        Classes to draw; the three networks share the chance of each.
    seasons : int, default 5
        Seasons of each class.
    seed : int, default 1
        Seed of what a season varies.

    Returns
    -------
    WhoseNetwork

    Raises
    ------
    MarketError
        Naming a scenario, a world, a class or a number of seasons that cannot be used.

    Examples
    --------
    >>> asked = whose_network(Scenario(preset="source"), class_seeds=[0, 1], seasons=1)
    >>> asked.table()["network"].unique().tolist(), asked.of_placed().shape
    (['off', 'as they are', 'equal for all'], (3, 5))
    """
    base, problems = Scenario() if scenario is None else scenario, list[str]()
    others = read_worlds(worlds, problems)
    raise_if_any([scenario_problem(base), *problems])
    chosen = chosen_classes(class_seeds, seasons, seed)
    elsewhere = tuple(
        whose_network(
            base.with_assumptions(**world), class_seeds=chosen, seasons=seasons, seed=seed
        )
        for world in others
    )
    found = [
        [_count(batch) for batch in played_classes(world, chosen, seasons, seed)]
        for world in (base.with_assumptions(**_DIALS[name]) for name in NETWORKS)
    ]
    placed, readiness = zip(*((zip(*row, strict=True)) for row in found), strict=True)
    return WhoseNetwork(np.array(placed), np.array(readiness), elsewhere)


def _count(batch: SeasonBatch) -> tuple[Floats, float]:
    """Share of each type placed, and mean readiness of the placed; "you" are not counted."""
    market = batch.applications.market
    own = np.flatnonzero(market.certifies)[:-1]
    placed = batch.outcome[:, own] != UNPLACED
    kind, ready = market.applicants.kind[own], market.applicants.readiness[own]
    shares = np.array([placed[:, kind == code].mean() for code in range(len(TYPES))])
    return shares, float((placed * ready).sum() / max(int(placed.sum()), 1))


def _interval(gain: Floats) -> tuple[list[float], list[float]]:
    """95 % interval of each column's mean over the classes; NaN where no two of them differ."""
    half = np.full(gain.shape[1:], np.nan)
    classes = len(gain)
    if classes > 1:
        half = t_95(classes - 1) * gain.std(axis=0, ddof=1) / classes**0.5
        half[np.ptp(gain, axis=0) == 0] = np.nan
    mean = gain.mean(axis=0)
    return (mean - half).tolist(), (mean + half).tolist()


def _change(mean: float, low: float, high: float, digits: int, unit: str) -> str:
    """Write a mean change with its interval, where there is one."""
    if math.isnan(low):
        return f"{mean:+.{digits}f} {unit}" if mean else "no change seen"
    return f"{mean:+.{digits}f} {unit} [{low:+.{digits}f}, {high:+.{digits}f}]"
