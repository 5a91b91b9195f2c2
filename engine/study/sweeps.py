"""Many settings, the same chance: how the outcomes move along one dial, or several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import OUTCOMES
from engine.base.errors import MarketError, raise_if_any
from engine.base.settings import as_list, key_text, mapping_problem
from engine.scenario.scenario import Scenario
from engine.study.intervals import wilson
from engine.study.simulation import check_study, scenario_problem, simulate
from engine.study.tables import ordered

if TYPE_CHECKING:
    from concurrent.futures import Executor

    import pandas as pd


def sweep(
    scenario: Scenario,
    settings: Mapping[str, Iterable[Any]],
    replicates: int = 200,
    seed: int = 1,
    *,
    executor: Executor | None = None,
) -> pd.DataFrame:
    """Play a scenario at every combination of some settings, with the same chance.

    Parameters
    ----------
    scenario : Scenario
        What stays as it is.
    settings : mapping of str to iterable
        Values to try, by the dotted path of the setting as `Scenario.to_json` names it.
        Without any, the scenario itself is played.
    replicates : int, default 200
        Number of seasons of each combination.
    seed : int, default 1
        Seed of what a season varies; all combinations share it, so they are paired.
    executor : concurrent.futures.Executor, optional
        Plays the combinations elsewhere: threads, processes, another machine. The numbers
        are the same.

    Returns
    -------
    DataFrame
        One row per combination and outcome: a column for each path, then outcome,
        probability, low, high (Wilson, 95 %), how your seasons end. The last path moves
        fastest.

    Raises
    ------
    MarketError
        Naming every path and value that cannot be used.

    Examples
    --------
    >>> scores = sweep(Scenario(), {"you.step2": [220, 234, 248]}, replicates=20)
    >>> matched = scores[scores["outcome"] == "matched"]
    >>> matched["you.step2"].tolist(), matched["probability"].is_monotonic_increasing
    ([220, 234, 248], True)
    """
    import pandas as pd

    tried, scenarios = _combinations(scenario, settings, replicates, seed)
    count = partial(_ends, replicates=replicates, seed=seed)
    found = list(map(count, scenarios) if executor is None else executor.map(count, scenarios))
    counts = np.array(found, np.int64).reshape(-1)
    low, high = wilson(counts, replicates)
    table = {
        path: [values[n] for values in tried for _ in OUTCOMES] for n, path in enumerate(settings)
    }
    codes = np.tile(np.arange(len(OUTCOMES)), len(tried))
    shares = {"probability": counts / replicates, "low": low, "high": high}
    return pd.DataFrame({**table, "outcome": ordered(OUTCOMES, codes), **shares})


def _combinations(
    scenario: Scenario, settings: Mapping[str, Iterable[Any]], replicates: int, seed: int
) -> tuple[list[tuple[Any, ...]], list[Scenario]]:
    """Set every combination, or name all that is wrong with any of them once."""
    problems: list[str] = []
    of = "paths of settings to lists of values"
    raise_if_any([scenario_problem(scenario), mapping_problem("settings", settings, of)])
    lists = {}
    for path, values in settings.items():
        known = len(problems)
        found = as_list(key_text(path), values, "values to try", problems)
        if found:
            lists[path] = found
        elif len(problems) == known:
            problems.append(f"{key_text(path)} has no value to try")
    tried, scenarios = list(product(*lists.values())), []
    try:
        check_study(replicates, seed)
    except MarketError as error:
        problems += error.problems
    for values in tried:
        try:
            scenarios.append(scenario.with_settings(dict(zip(lists, values, strict=True))))
        except MarketError as error:
            problems += error.problems
    raise_if_any(dict.fromkeys(problems))
    return tried, scenarios


def _ends(scenario: Scenario, replicates: int, seed: int) -> NDArray[np.int64]:
    """Count how your seasons end; small, because it may come back from another process."""
    yours = simulate(scenario, replicates, seed).outcome[:, -1]
    return np.bincount(yours, minlength=len(OUTCOMES))
