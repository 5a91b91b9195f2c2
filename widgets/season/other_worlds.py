"""Does it hold in other worlds? One change, tried in all that fit the published figures as well."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeAlias

import altair as alt
import ipywidgets as ipw

from engine import MarketError, Scenario, worlds
from engine.base.codes import UNPLACED
from engine.study.published.other_worlds import Effect, effects
from widgets.charts.live_chart import LiveChart
from widgets.charts.marks import BLUE, GRAY, rows_named
from widgets.controls.arrange import Group, Part, row
from widgets.controls.make import sentence_line
from widgets.explorer.long_answer import LongAnswer
from widgets.season import words
from widgets.text.numbers import counted, signed
from widgets.text.words import IF_TRUE

HERE, ELSEWHERE = "our studies' world", "another that fits"
AXIS = "points more or fewer of your seasons that end with a place"
_SHAPES = [[HERE, "diamond", BLUE], [ELSEWHERE, "stroke", GRAY]]

_SPOKEN = 8  # worlds between two sentences

Asked: TypeAlias = tuple[Scenario, Scenario, int]


class Found(NamedTuple):
    """Points of seasons that end with a place, more or fewer, and their paired interval."""

    points: float
    low: float
    high: float


def describe(found: list[Found], here: float, of: int) -> str:
    """Say how far a change goes in the worlds tried, and whether they share its direction.

    A world counts for a direction where its interval leaves 0 out.

    >>> describe([Found(6.0, 1.0, 11.0), Found(8.5, 3.0, 14.0)], 5.0, 2)[:41]
    'If the studies are right: +5 points in th'
    >>> describe([Found(-6.0, -11.0, -1.0), Found(8.5, 3.0, 14.0)], 5.0, 2)[-29:]
    'do not rely on the direction.'
    """
    points = [one.points for one in found]
    low, high = (round(bound) for bound in (min(points), max(points)))
    up, down = sum(one.low > 0 for one in found), sum(one.high < 0 for one in found)
    if up and down:
        verdict = words.WORLDS_DIFFER.format(up=up, down=down, neither=len(found) - up - down)
    elif up or down:
        way = words.MORE_OFTEN if up else words.LESS_OFTEN
        verdict = words.WORLDS_AGREE.format(count=up or down, of=len(found), way=way)
    elif any(points):
        verdict = words.WORLDS_HARDLY
    else:
        verdict = words.WORLDS_STILL
    text = words.WORLDS_FOUND.format(
        world=IF_TRUE["evidence"],
        here=signed(here),
        low=signed(low),
        high=signed(high),
        worlds=counted(len(points), "other world"),
        verdict=verdict,
    )
    return text if len(points) == of else words.SO_FAR.format(text)


class OtherWorlds:
    """One button that tries a change in the other worlds, with its bar, sentence and strip.

    Parameters
    ----------
    ask : callable
        Returns before, after and the seed, as they are now; `MarketError` says why it cannot.

    Attributes
    ----------
    work : LongAnswer
        The button, and how far it is.
    sentence : Line
        What was found so far.
    strip : VBox
        The picture, a mark for each world; empty until asked for.
    part : Group
        All of them, to stand in a form.

    Examples
    --------
    >>> now = Scenario()
    >>> others = OtherWorlds(lambda: (now, now, 1))
    >>> others.work.button.press()
    >>> others.sentence.text == words.WORLDS_NOTHING
    True
    """

    def __init__(self, ask: Callable[[], Asked]) -> None:
        self._ask = ask
        self.work = LongAnswer(words.WORLDS_ASK, self._on_ask, words.WORLDS_TRIED)
        self.sentence, self.strip = sentence_line("", lines=0), ipw.VBox()
        self.part: Part = Group((row([self.work.button, self.work.bar]), self.sentence, self.strip))

    def forget(self) -> None:
        """Be as at first: what was found is about another change than the one shown now."""
        self.work.forget()
        self.sentence.text, self.strip.children = "", ()

    def _on_ask(self) -> None:
        self.strip.children = ()
        try:
            before, after, seed = self._ask()
        except MarketError as error:
            self.sentence.text = " ".join(error.problems)
            return
        before, after = (one.with_preset("evidence") for one in (before, after))
        if before == after:
            self.sentence.text = words.WORLDS_NOTHING
            return
        tried = worlds()
        self.work.begin(self._found(before, after, seed), 1 + len(tried))

    def _found(self, before: Scenario, after: Scenario, seed: int) -> Iterator[None]:
        """Try the studies' world, then the others one by one, and show each as it is found."""
        tried = worlds()
        here, *_ = (_found(one).points for one in effects(before, after, [{}], seed=seed))
        yield
        found: list[Found] = []
        for effect in effects(before, after, tried, seed=seed):
            found.append(_found(effect))
            if not len(found) % _SPOKEN or len(found) == len(tried):  # each is read aloud
                self.sentence.text = describe(found, here, len(tried))
            self._show([one.points for one in found], here)
            yield

    def _show(self, points: list[float], here: float) -> None:
        found = [(HERE, here), *((ELSEWHERE, one) for one in points)]
        rows = [
            {"points": one, "world": world, "said": f"{world}: {signed(one)}"}
            for world, one in found
        ]
        says = self.sentence.text or words.WORLDS_TRIED
        if not self.strip.children:
            self.strip.children = [LiveChart(_draw(rows, says))]
        else:
            self.strip.children[0].update(rows={"marks": rows}, description=says)


def _found(effect: Effect) -> Found:
    """Turn seasons that end without a place into those that end with one."""
    without = effect.changes[UNPLACED]
    return Found(*(-100 * one for one in (without.difference, without.high, without.low)))


def _draw(rows: list[dict[str, Any]], sentence: str) -> alt.LayerChart:
    names, shapes, colors = ([one[nth] for one in _SHAPES] for nth in range(3))
    legend = alt.Legend(title=None, orient="top", symbolOpacity=1)
    x = alt.X("points:Q", title=AXIS).scale(zero=True).axis(format="+", tickMinStep=1, grid=False)
    marks = alt.Chart(rows_named("marks", rows)).mark_point(size=160, strokeWidth=2, opacity=0.8)
    nothing = alt.Chart(rows_named("nothing", [{"points": 0}]))
    return alt.LayerChart(
        layer=[
            nothing.mark_rule(strokeDash=[3, 3], color=GRAY).encode(x=x),
            marks.encode(
                x=x,
                shape=alt.Shape("world:N", legend=legend).scale(domain=names, range=shapes),
                stroke=alt.Stroke("world:N", legend=legend).scale(domain=names, range=colors),
                description=alt.Description("said:N"),
                tooltip=alt.Tooltip("said:N"),
            ),
        ],
        description=sentence,
        width=420,
        height=60,
    )
