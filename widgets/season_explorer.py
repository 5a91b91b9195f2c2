"""Your score, your file, your voices: what becomes of two hundred seasons?"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import altair as alt
import ipywidgets as ipw
import numpy as np
from numpy.typing import NDArray

from engine import Scenario, phrases, roles, simulate
from engine.population import TYPES
from engine.results import Season
from engine.study import Comparison
from widgets import words
from widgets.charts import (
    bars_before_after,
    legend_line,
    places_before_after,
    shares_before_after,
)
from widgets.controls import action, choice, number
from widgets.explorer import Explorer, Rows, Story
from widgets.standing import Standing

SEASONS = 200
_FILE = ("mspe", "letters", "research", "statement")
_LISTS = 12  # programs whose lists are drawn
_OFTEN = 0.05  # share of seasons in which a program must rank you to be drawn


@lru_cache(maxsize=8)
def _seasons(scenario: Scenario, seed: int) -> Season:
    """Simulate once; the pinned scenario is asked for again at every move of a control."""
    return simulate(scenario, replicates=SEASONS, seed=seed)


def rows(comparison: Comparison) -> Rows:
    """Turn a comparison into the rows of the three pictures.

    Parameters
    ----------
    comparison : Comparison
        Before and after.

    Returns
    -------
    mapping of str to list of dict
        places, stages, outcomes.
    """
    seasons = {words.BEFORE: comparison.before, words.AFTER: comparison.after}
    stages: list[dict[str, Any]] = []
    outcomes: list[dict[str, Any]] = []
    for when, season in seasons.items():
        reached = season.your_reached
        for code, label in enumerate(words.STAGES):
            count = float((reached >= code).sum(axis=1).mean())
            text = f"{count:.0f}" if code == 0 else f"{count:.1f}"
            stages.append({"label": label, "when": when, "count": count, "text": text})
        for row in season.outcomes().itertuples():
            outcomes.append(
                {
                    "label": words.OUTCOMES[str(row.outcome)],
                    "when": when,
                    "share": row.probability,
                    "low": row.low,
                    "high": row.high,
                    "text": f"{row.probability:.0%}",
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
    lists = [_your_lists(season) for season in seasons]
    found = []
    for program in [p for p in lists[1] if _often(p, lists)][:_LISTS]:
        standing, rivals = zip(*(own.get(program, _NEVER) for own in lists), strict=True)
        both = (standing[0] >= 0) & (standing[1] >= 0)
        use = [both if both.any() else there >= 0 for there in standing]
        place = [_median(there + 1, where) for there, where in zip(standing, use, strict=True)]
        length = [_median(long, where) for long, where in zip(rivals, use, strict=True)]
        ahead = [(at - 1) / max(long - 1, 1) for at, long in zip(place, length, strict=True)]
        was, now = ("–" if np.isnan(at) else f"{at:.0f}" for at in place)
        change = now if was == now else f"{was} → {now}"
        for when, label in enumerate((words.BEFORE, words.AFTER)):
            other = ahead[1 - when]
            found.append(
                {
                    "program": seasons[1].files.market.programs.names[program],
                    "when": label,
                    "ahead": ahead[when],
                    "other": ahead[when] if np.isnan(other) else other,
                    "text": f"{change} of {np.nanmax(length):.0f}",
                }
            )
    return found


_Lists = dict[int, tuple[NDArray[np.int32], NDArray[np.int32]]]
_NEVER = (np.full(SEASONS, -1, np.int32), np.zeros(SEASONS, np.int32))


def _your_lists(season: Season) -> _Lists:
    """Your place on each program's list and the list's length, in every season."""
    market = season.files.market
    mine = market.program[slice(*market.start[-2:])]
    columns = zip(season.your_standing.T, season.your_rivals.T, strict=True)
    return dict(zip(mine.tolist(), columns, strict=True))


def _often(program: int, lists: list[_Lists]) -> bool:
    return any((own.get(program, _NEVER)[0] >= 0).mean() >= _OFTEN for own in lists)


def _median(values: NDArray[np.int32], where: NDArray[np.bool_]) -> float:
    return float(np.median(values[where])) if where.any() else float("nan")


def describe(comparison: Comparison) -> str:
    """Say in a sentence what the pictures show.

    Parameters
    ----------
    comparison : Comparison
        Before and after.

    Returns
    -------
    str
    """
    before, after = (
        1 - float(season.outcomes().set_index("outcome")["probability"]["unplaced"])
        for season in (comparison.before, comparison.after)
    )
    calls = [
        float((season.your_reached >= 2).sum(axis=1).mean())
        for season in (comparison.before, comparison.after)
    ]
    turned = comparison.outcomes().set_index("outcome")
    count = comparison.after.replicates
    now = f"You find a place in {after:.0%} of {count} simulated seasons"
    visits = f"with {calls[1]:.1f} interviews a season"
    if np.array_equal(comparison.before.your_reached, comparison.after.your_reached) and (
        before == after
    ):
        return f"{now}, {visits}: before and after are the same."
    points = 100 * (after - before)
    low, high = sorted(-100 * float(turned[bound]["unplaced"]) for bound in ("low", "high"))
    if abs(points) < 0.5:
        turn = f"as often as before ({before:.0%})"
    else:
        unit = "point" if round(abs(points)) == 1 else "points"
        turn = f"{abs(points):.0f} {unit} {'more' if points > 0 else 'less'} than before"
    return (
        f"{now}, {turn} (95% interval of the difference {low:+.0f} to {high:+.0f} points), "
        f"{visits} instead of {calls[0]:.1f}."
    )


def draw(first: Rows, sentence: str) -> alt.VConcatChart:
    """Draw the three pictures.

    Parameters
    ----------
    first : mapping of str to list of dict
        From `rows`.
    sentence : str
        The description.

    Returns
    -------
    altair.VConcatChart
    """
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
    whole: alt.VConcatChart = (
        alt.vconcat(
            legend_line(240),
            alt.hconcat(places, right, spacing=225, bounds="flush"),
            spacing=24,
            bounds="flush",
        )
        .properties(description=sentence, padding=5)
        .configure_view(stroke=None)
        .configure_title(frame="group")
    )
    return whole


class SeasonExplorer(Explorer[Comparison]):
    """Set your score, your file and your voices; watch two hundred seasons.

    Parameters
    ----------
    scenario : Scenario, optional
        Where it starts, and what "before" is until something else is pinned.
    seed : int, default 1
        The first two hundred seasons.

    Attributes
    ----------
    score, kind, file, speaker, phrase, heard_by, preset : Control
        What can be set.
    pin, again, reset : ActionControl
        Make the present settings the "before"; draw other seasons; start over.

    Examples
    --------
    >>> explorer = SeasonExplorer()
    >>> explorer.score.text = "250"
    >>> "than before" in explorer.sentence.text
    True
    """

    def __init__(self, scenario: Scenario | None = None, *, seed: int = 1) -> None:
        self.first = self.start = self.pinned = scenario or Scenario()
        self.seed = seed
        you = self.start.you
        self.score = number(words.SCORE, you.step2, 180, 300, 1)
        self.kind = choice(words.TYPE, TYPES, you.applicant_type)
        self.file = number(words.FILE, 0.0, -2.0, 2.0, 0.1)
        self.speaker = choice(words.SPEAKER, (words.NOBODY, *roles()), words.NOBODY)
        said = {text: f"{found.code:+g}  {text}" for text, found in phrases().items()}
        self.phrase = choice(words.PHRASE, said, "I'd take them")
        self.heard_by = number(words.HEARD_BY, 4, 0, 30, 1)
        self.preset = choice(words.PRESET, words.PRESETS, self.start.preset)
        self.pin, self.again = action(words.PIN), action(words.AGAIN)
        self.reset = action(words.RESET)
        self.standing, self.caveat = Standing(self.start), ipw.HTML()
        layout = ipw.Layout(grid_template_columns="1fr 1fr", width="100%", grid_gap="0 16px")
        super().__init__(
            Story(rows, describe, draw),
            self._before_and_after,
            controls={
                ("you.step2",): self.score,
                ("you.applicant_type",): self.kind,
                tuple(f"you.{item}" for item in _FILE): self.file,
                ("voices[0].role",): self.speaker,
                ("voices[0].phrase",): self.phrase,
                ("voices[0].programs",): self.heard_by,
                ("preset",): self.preset,
            },
            head=[
                ipw.GridBox(
                    [
                        self.score, self.speaker, self.kind, self.phrase,
                        self.file, self.heard_by, self.preset,
                        ipw.HBox([self.pin, self.again, self.reset]),
                    ],
                    layout=layout,
                )
            ],
            foot=[self.standing, self.caveat],
        )  # fmt: skip
        self.pin.observe(self._on_pin, names="presses")
        self.again.observe(self._on_again, names="presses")
        self.reset.observe(self._on_reset, names="presses")

    @property
    def scenario(self) -> Scenario:
        """What the controls say now.

        Raises
        ------
        MarketError
            Naming every setting that cannot be used.
        """
        file = dict.fromkeys(_FILE, self.file.entry)
        tweaked = replace(self.start, preset=self.preset.value).with_you(
            step2=self.score.entry, applicant_type=self.kind.value, **file
        )
        if self.speaker.value == words.NOBODY:
            return tweaked
        return tweaked.with_voice(
            role=self.speaker.value, phrase=self.phrase.value, programs=self.heard_by.entry
        )

    def _before_and_after(self) -> Comparison:
        now = self.scenario
        before = replace(self.pinned, preset=now.preset)
        self.standing.show(now)
        self.caveat.value = words.CAVEAT.format(kind=words.KINDS[now.preset])
        return Comparison(_seasons(before, self.seed), _seasons(now, self.seed))

    def _on_pin(self, _change: object) -> None:
        if not any(control.problem for control in self.controls.values()):
            self.pinned = self.scenario
            self.refresh()

    def _on_again(self, _change: object) -> None:
        self.seed += 1
        self.refresh()

    def _on_reset(self, _change: object) -> None:
        self.start = self.pinned = self.first
        self.start_over()
