"""Where to apply: what does the next application buy, and when does it buy nothing?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np

from engine import Scenario
from engine.base.codes import TYPES
from engine.market.apply import usual_applications
from engine.market.population import signals
from engine.study.choosing import NextApplication, next_applications
from engine.study.lists_tested import ListTested, SeasonsOfLists, lists_tested
from widgets.charts.marks import BLUE, GRAY, GREEN, VERMILION, rows_named
from widgets.controls.make import choice, number
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.explorer.long_answer import LongAnswer
from widgets.season.words import SCORE, SO_FAR, TYPE
from widgets.text.numbers import counted, ordinal, signed

CHOSEN_ON, TESTED_ON = 200, 400
BUDGET, AGAIN, TRIED = "Applications, at most", "Other seasons", "Applications tried"
LISTS = {
    "chosen": "chosen one by one",
    "usual": "the usual list",
    "prestige": "by prestige",
    "lot": "drawn by lot",
}
TITLE = "Seasons that end with a match or an early offer"
APPLICATIONS, SHARE = "applications", "share of seasons"
BUYS = "{} points ({} to {})"
FOUND = (
    "A list of {chosen}, chosen one by one, ends {share:.0%} of {seasons} other seasons with a "
    "match: {against}"
)
MORE = "{points} more than the usual {usual} ({low} to {high})."
LESS = "{points} less than the usual {usual} ({low} to {high})."
NO_MORE = "no more, beyond chance, than the usual {usual} ({share:.0%})."
ENOUGH = "No {next} application buys anything."
LAST = "The {last} still buys {gain} where it was chosen."
NOTHING = (
    "No application to any of these programs ends a season with a match here; the filters say why. "
    "That is no verdict on anybody."
)
CAVEAT = (
    "Each application is the one that turns most of {chosen} seasons of this class, found by "
    "trying every program; the curves are from {tested} other seasons, with 95% intervals. Outside "
    "a simulation nobody can try an application hundreds of times, so whoever sells such a list "
    "knows less than this one does. A short list has one more advantage: your {signals} preference "
    "signals reach more of it. An application that buys nothing here says nothing about you: "
    "either a filter stops it, or the seasons are won already. These programs are fictional; do "
    "not apply to fewer because of this picture."
)

_COLORS = [BLUE, GRAY, VERMILION, GREEN]
_SHAPES = ["diamond", "circle", "triangle-up", "square"]
_DASHES = [[1, 0], [1, 0], [6, 3], [2, 2]]
_NAMED = 2  # programs whose names stand at the curve; the table has all
_TOUCH = 0.12  # shares: so near to each other or to the axis, a name would touch another text
TABLES = {
    "curves": TableSpec(
        TITLE,
        {"list": "list", "at": APPLICATIONS, "text": SHARE, "low": "low", "high": "high"},
    ),
    "steps": TableSpec(
        "What the next application buys",
        {"at": APPLICATIONS, "program": "program", "buys": "where it was chosen"},
    ),
}


@dataclass(frozen=True)
class ListsView:
    """Lists of programs as far as they are tried.

    Attributes
    ----------
    steps : tuple of NextApplication
        What has been chosen so far.
    tested : tuple of ListTested
        Every list at each number of applications, on seasons that no choice saw.
    done : bool
        Whether that is all.
    """

    steps: tuple[NextApplication, ...]
    tested: tuple[ListTested, ...]
    done: bool = False


def views(scenario: Scenario, budget: int, seed: int = 1) -> Iterator[ListsView]:
    """Choose application by application, and test each length of the lists as soon as it is known.

    >>> found = [*views(Scenario(), 2)]
    >>> len(found), len(found[-1].steps), len(found[-1].tested), found[-1].done
    (2, 2, 8, True)
    """
    choosing = next_applications(scenario, budget, CHOSEN_ON, seed)
    steps: tuple[NextApplication, ...] = ()
    tested: tuple[ListTested, ...] = ()
    for count in range(1, budget + 1):
        steps += tuple(step for step in (next(choosing, None),) if step is not None)
        chosen = [step.program for step in steps]
        tested += tuple(lists_tested(scenario, chosen, [count], TESTED_ON, seed))
        yield ListsView(steps, tested, done=count == budget)


def rows(view: ListsView) -> Rows:
    """Turn a view into the points of the curves, each once, and the applications chosen."""
    curves: dict[tuple[str, int], dict[str, Any]] = {}
    for row in view.tested:
        if row.applications:
            text = f"{row.matched:.0%} ({100 * row.low:.0f} to {100 * row.high:.0f})"
            name, sent = LISTS[row.programs], counted(row.applications, "application")
            curves[row.programs, row.applications] = {
                "list": name, "at": row.applications, "share": row.matched, "low": row.low,
                "high": row.high, "text": text, "said": f"{name}, {sent}: {text}",
            }  # fmt: skip
    steps: list[dict[str, Any]] = []
    named: list[float] = []  # the heights of the names so far: two that are near would touch
    for at, step in enumerate(view.steps, start=1):
        buys = BUYS.format(*(signed(100 * share) for share in (step.gain, step.low, step.high)))
        share = curves["chosen", at]["share"]
        told = at <= _NAMED and all(abs(share - other) > _TOUCH for other in named)
        named += [share] if told else []
        mark = {"label": step.program if told else "", "low": share < _TOUCH}
        steps.append({"at": at, "program": step.program, "share": share, "buys": buys, **mark})
    return {"curves": list(curves.values()), "steps": steps}


def describe(view: ListsView) -> str:
    """Say what the chosen list does beside the usual one, and what one more application buys."""
    last = {row.programs: row for row in view.tested[-len(LISTS) :]}
    chosen, usual = last["chosen"], last["usual"]
    if not view.steps:
        text = NOTHING
    else:
        bounds = {"low": signed(100 * usual.more_low), "high": signed(100 * usual.more_high)}
        sure = usual.more_low > 0 or usual.more_high < 0
        told = (MORE if usual.more > 0 else LESS) if sure else NO_MORE
        against = told.format(
            points=counted(abs(round(100 * usual.more)), "point"),
            usual=usual.applications,
            share=usual.matched,
            **bounds,
        )
        programs = counted(len(view.steps), "program")
        text = FOUND.format(
            chosen=programs, share=chosen.matched, seasons=TESTED_ON, against=against
        )
        text += " " + _next(view, len(view.tested) // len(LISTS))
    return text if view.done else SO_FAR.format(text)


def _next(view: ListsView, tried: int) -> str:
    """Say what one more application buys."""
    have = len(view.steps)
    if have < tried:
        return ENOUGH.format(next=ordinal(have + 1))
    return LAST.format(last=ordinal(have), gain=counted(round(100 * view.steps[-1].gain), "point"))


def draw(first: Rows, sentence: str) -> alt.LayerChart:
    """Draw a curve of steps for each list, with its interval, and name the first ones chosen."""
    names = list(LISTS.values())
    legend = alt.Legend(title=None, orient="top", symbolOpacity=1)
    color = alt.Color("list:N", legend=legend, sort=names).scale(domain=names, range=_COLORS)
    share = alt.Scale(domain=[0, 1])
    x = alt.X("at:Q", title=APPLICATIONS).axis(tickMinStep=1, grid=False)
    y = alt.Y("share:Q", title=SHARE, scale=share).axis(format="%")
    base = alt.Chart(rows_named("curves", first["curves"])).encode(x=x, color=color)
    steps = alt.Chart(rows_named("steps", first["steps"])).encode(
        x=x, y=y, text=alt.Text("label:N")
    )
    shape = alt.Shape("list:N", legend=legend, sort=names).scale(domain=names, range=_SHAPES)
    dash = alt.StrokeDash("list:N", legend=legend).scale(domain=names, range=_DASHES)
    return alt.LayerChart(
        layer=[
            base.mark_area(interpolate="step-after", opacity=0.13).encode(
                y=alt.Y("low:Q", scale=share, title=SHARE), y2=alt.Y2("high:Q")
            ),
            base.mark_line(interpolate="step-after", strokeWidth=1.5).encode(
                y=y, strokeDash=dash, detail=alt.Detail("list:N")
            ),
            base.mark_point(filled=True, size=45, opacity=1).encode(
                y=y,
                shape=shape,
                description=alt.Description("said:N"),
                tooltip=alt.Tooltip("said:N"),
            ),
            # A name stands below its step, where the curve has left; not upon the axis.
            steps.transform_filter("!datum.low").mark_text(align="left", dx=6, dy=13),
            steps.transform_filter("datum.low").mark_text(align="left", dx=6, dy=-11),
        ],
        title=TITLE,
        description=sentence,
        width=480,
        height=300,
    )


def _usual(scenario: Scenario) -> int:
    """How many applications a scenario sends where there are programs enough."""
    named, sent = scenario.strategy.programs, scenario.strategy.applications
    if named is not None:
        return len(named)
    if sent is not None:
        return sent
    kind = np.array([TYPES.index(scenario.you.applicant_type)], dtype=np.int8)
    return int(usual_applications(kind, scenario.assumptions)[0])


class WhereToApply(Explorer[ListsView]):
    """Choose programs one application after the other, and see what each of them buys.

    The list grows while the page can be used; one button stops it, goes on, or tries it on other
    seasons.

    Parameters
    ----------
    scenario : Scenario, optional
        Whose file, and which class.

    Attributes
    ----------
    score, kind, budget : Control
        Your score, your type, and how many applications there may be: at most as many as the
        class has programs.
    work : LongAnswer
        How far it is.

    Raises
    ------
    MarketError
        Where the class has couples, or several types of position.

    Examples
    --------
    >>> where = WhereToApply(Scenario().with_strategy(applications=1))
    >>> where.budget.text = "2"
    >>> len(where.result.steps), where.result.done
    (2, True)
    """

    story = Story(rows, describe, draw)
    sentence_lines = 3
    file_name = "where-to-apply"
    tables = TABLES

    def __init__(self, scenario: Scenario | None = None) -> None:
        self.first = scenario or Scenario()
        self.seed = 1
        self.score = number(SCORE, self.first.you.step2, 180, 300, 1)
        self.kind = choice(TYPE, TYPES, self.first.you.applicant_type)
        most = len(SeasonsOfLists(self.first, CHOSEN_ON, self.seed).names)
        self.budget = number(BUDGET, min(max(1, _usual(self.first)), most), 1, most, 1)
        self.work = LongAnswer(AGAIN, self._on_again, TRIED)
        super().__init__(
            {
                ("you.step2",): self.score,
                ("you.applicant_type",): self.kind,
                ("budget",): self.budget,
            },
            buttons=[self.work.button, self.work.bar],
        )
        self._go_on()

    @property
    def scenario(self) -> Scenario:
        """Who applies, as the controls say."""
        return self.first.with_you(step2=self.score.value, applicant_type=self.kind.value)

    def simulate(self) -> ListsView:
        """Choose the first application; what follows is found between the acts of the reader."""
        self._views = views(self.scenario, self.budget.value, self.seed)
        self._opening = next(self._views)
        return self._opening

    def refresh(self, change: object = None) -> None:
        """Begin again with what the controls say."""
        super().refresh(change)
        self._go_on()

    def limits(self) -> str:
        """Say how a list is chosen, and what that is worth outside this class."""
        return CAVEAT.format(chosen=CHOSEN_ON, tested=TESTED_ON, signals=signals())

    def start_over(self) -> None:
        """Put every control and the seasons back to what they were at first."""
        self.seed = 1
        super().start_over()

    def _go_on(self) -> None:
        """Find the rest step by step, where the first step is shown and not refused."""
        if self.result is self._opening:
            self.work.begin(self._shown(self._views), self.budget.value - 1)

    def _shown(self, views: Iterator[ListsView]) -> Iterator[None]:
        for view in views:
            self.show(view)
            yield

    def _on_again(self) -> None:
        self.seed += 1
        self.refresh()
