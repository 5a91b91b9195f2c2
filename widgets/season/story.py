"""What two hundred seasons before and after a tweak show: rows, a sentence, pictures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
from numpy.typing import NDArray

from engine.base.codes import INTERVIEWED
from engine.study.comparison import Comparison
from engine.study.season import Season
from widgets.charts.marks import (
    bars_before_after,
    framed,
    legend_line,
    places_before_after,
    shares_before_after,
)
from widgets.explorer.explorer import Rows
from widgets.season import words
from widgets.season.verdicts import closed_by
from widgets.text.words import AFTER, BEFORE

if TYPE_CHECKING:
    import pandas as pd

_LISTS = 12  # programs whose lists are drawn
_OFTEN = 0.05  # share of seasons in which a program must rank you to be drawn


def rows(comparison: Comparison) -> Rows:
    """Turn a comparison into the rows of the three pictures: places, stages, outcomes."""
    seasons = {BEFORE: comparison.before, AFTER: comparison.after}
    stages: list[dict[str, Any]] = []
    outcomes: list[dict[str, Any]] = []
    for when, season in seasons.items():
        counts = season.your_stages()["count"]
        for code, (label, count) in enumerate(zip(words.STAGES, counts, strict=False)):
            text = f"{count:.0f}" if code == 0 else f"{count:.1f}"
            stages.append({"label": label, "when": when, "count": count, "text": text})
        closed = closed_by(season, season.scenario.rules)
        for row in season.outcomes().itertuples():
            text = f"{row.probability:.0%}"
            if row.outcome == "pre-match" and closed:
                text = words.BY_RULE.format(text, ", ".join(closed))
            outcomes.append(
                {
                    "label": words.OUTCOMES[str(row.outcome)],
                    "when": when,
                    "share": row.probability,
                    "low": row.low,
                    "high": row.high,
                    "text": text,
                }
            )
    return {"places": _places(comparison), "stages": stages, "outcomes": outcomes}


def _places(comparison: Comparison) -> list[dict[str, Any]]:
    """Where you stand on the lists that name you, those you like best first.

    Medians over the seasons in which the program ranks you both before and after:
    over all seasons, a better file would seem to stand lower, because it is ranked
    in harder seasons too.
    """
    seasons = (comparison.before, comparison.after)
    count = comparison.after.replicates
    never = (np.full(count, -1, np.int32), np.zeros(count, np.int32))
    # Another type of applicant sends another list of applications.
    lists = [defaultdict(lambda: never, _your_lists(season)) for season in seasons]
    programs = list(lists[1])
    found = []
    for program in [p for p in programs if _often(p, lists)][:_LISTS]:
        standing, rivals = zip(*(own[program] for own in lists), strict=True)
        both = (standing[0] >= 0) & (standing[1] >= 0)
        use = [both if both.any() else there >= 0 for there in standing]
        place = [_median(there + 1, where) for there, where in zip(standing, use, strict=True)]
        length = [_median(long, where) for long, where in zip(rivals, use, strict=True)]
        ahead = [(at - 1) / max(long - 1, 1) for at, long in zip(place, length, strict=True)]
        was, now = ("–" if np.isnan(at) else f"{at:.0f}" for at in place)
        change = now if was == now else f"{was} → {now}"
        for when, label in enumerate((BEFORE, AFTER)):
            other = ahead[1 - when]
            found.append(
                {
                    "program": seasons[1].market.programs.names[program],
                    "when": label,
                    "ahead": ahead[when],
                    "other": ahead[when] if np.isnan(other) else other,
                    "text": f"{change} of {np.nanmax(length):.0f}",
                }
            )
    return found


_Lists = dict[int, tuple[NDArray[np.int32], NDArray[np.int32]]]


def _your_lists(season: Season) -> _Lists:
    """Your place on each program's list and the list's length, in every season."""
    market = season.market
    mine = market.program[slice(*market.start[-2:])]
    columns = zip(season.your_rank.T, season.your_list_length.T, strict=True)
    return dict(zip(mine.tolist(), columns, strict=True))


def _often(program: int, lists: Sequence[_Lists]) -> bool:
    return any((own[program][0] >= 0).mean() >= _OFTEN for own in lists)


def _median(values: NDArray[np.int32], where: NDArray[np.bool_]) -> float:
    return float(np.median(values[where])) if where.any() else float("nan")


def describe(comparison: Comparison) -> str:
    """Say in a sentence what the pictures show."""
    seasons = (comparison.before, comparison.after)
    before, after = (s.share("pre-match", "matched", "soap") for s in seasons)
    match, soap = ([s.share(outcome) for s in seasons] for outcome in ("matched", "soap"))
    calls = [float(season.your_stages()["count"][INTERVIEWED]) for season in seasons]
    turned = comparison.outcomes().set_index("outcome")
    count = comparison.after.replicates
    now = f"You find a place in {after:.0%} of {count} simulated seasons"
    visits = f"with {calls[1]:.1f} interviews a season"
    ends = f"a match in {match[1]:.0%}, SOAP in {soap[1]:.0%}"
    if np.array_equal(comparison.before.your_reached, comparison.after.your_reached) and (
        before == after
    ):
        same = "before and after are the same"
        if not _same_places(comparison):
            same = "that is as before, only your places on the lists move"
        return f"{now} ({ends}), {visits}: {same}."
    points = 100 * (after - before)
    low, high = _bounds(turned, "unplaced", -1)
    low_match, high_match = _bounds(turned, "matched", 1)
    if abs(points) < 0.5:
        turn = f"as often as before ({before:.0%})"
    else:
        unit = "point" if round(abs(points)) == 1 else "points"
        turn = f"{abs(points):.0f} {unit} {'more' if points > 0 else 'less'} than before"
    return (
        f"{now}, {turn} (95% interval of the difference {low:+d} to {high:+d} points): a match in "
        f"{match[1]:.0%} ({match[0]:.0%} before, difference {low_match:+d} to {high_match:+d}), "
        f"SOAP in {soap[1]:.0%} ({soap[0]:.0%} before). You have {calls[1]:.1f} interviews a "
        f"season instead of {calls[0]:.1f}. {_where(comparison)}"
    ).strip()


def _bounds(turned: pd.DataFrame, outcome: str, sign: int) -> list[int]:
    """Give the interval of a difference in whole points, never as minus zero."""
    bounds = [float(turned[bound][outcome]) for bound in ("low", "high")]
    return sorted(round(sign * 100 * bound) + 0 for bound in bounds)


def _same_places(comparison: Comparison) -> bool:
    one, other = comparison.before, comparison.after
    return np.array_equal(one.your_rank, other.your_rank)


def _where(comparison: Comparison) -> str:
    """Say how good the matches are: for many people the number of seasons with one is not news."""
    rows = [
        s.your_season().set_index("quantity")["mean"] for s in (comparison.before, comparison.after)
    ]
    choice, field = (
        [float(row[name]) for row in rows]
        for name in ("place on your own list", "matched in the wanted field")
    )
    if np.isnan(choice).any():
        return ""
    return (
        f"Your match is choice {choice[1]:.1f} on your own list ({choice[0]:.1f} before), and in "
        f"the field you want in {field[1]:.0%} of the seasons ({field[0]:.0%} before)."
    )


def draw(first: Rows, sentence: str) -> alt.VConcatChart:
    """Draw the three pictures, described by the sentence."""
    places = places_before_after(
        "places", first["places"], title=words.PLACES_TITLE, height=290, width=210
    )
    stages = bars_before_after(
        "stages",
        first["stages"],
        title=words.STAGES_TITLE,
        order=list(words.STAGES),
        height=125,
        width=215,
    )
    outcomes = shares_before_after(
        "outcomes",
        first["outcomes"],
        title=words.OUTCOMES_TITLE,
        order=list(words.OUTCOMES.values()),
        height=125,
        width=215,
    )
    # Flush bounds: the layout depends on the plots alone, and stays still when labels change.
    right = alt.vconcat(stages, outcomes, spacing=50, bounds="flush")
    all_three = alt.hconcat(places, right, spacing=225, bounds="flush")
    return framed(alt.vconcat(legend_line(240), all_three, spacing=24, bounds="flush"), sentence)
