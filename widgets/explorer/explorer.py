"""An explorer: controls, one computed sentence, one chart, and a line for problems.

What it shows comes from a `Story`, three pure functions that know no widget. The
box only wires the controls to them. Input that the engine refuses is named by the
control it came from, and the last good picture stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import altair as alt
import ipywidgets as ipw

from engine.base.errors import MarketError
from widgets.charts.live_chart import LiveChart
from widgets.controls.fields import Control, NumberControl
from widgets.controls.make import problem_line, sentence_line

Result = TypeVar("Result")
Rows = Mapping[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Story(Generic[Result]):
    """How to tell a result.

    Attributes
    ----------
    rows : callable
        Result to the rows of the chart, by name.
    describe : callable
        Result to one sentence, also the chart's description.
    draw : callable
        First rows and sentence to the chart.
    """

    rows: Callable[[Result], Rows]
    describe: Callable[[Result], str]
    draw: Callable[[Rows, str], alt.TopLevelMixin]


@dataclass(frozen=True)
class Sheet:
    """How one set of a chart's rows is told as a table.

    Attributes
    ----------
    caption : str
        What the table is.
    columns : mapping of str to str
        The columns to show, each with its heading; empty for all, under their own names.
    """

    caption: str
    columns: Mapping[str, str] = field(default_factory=dict)


class Explorer(ipw.VBox, Generic[Result]):
    """Show how a result follows its controls.

    Parameters
    ----------
    story : Story
        How a result is told.
    simulate : callable
        No argument to a result; reads the controls. It may raise `MarketError`.
    controls : mapping of tuple of str to Control
        The controls that count, each by the dotted paths of the settings it sets.
    head, foot : iterable of widgets
        What stands above and below the picture.

    Attributes
    ----------
    controls : dict of tuple of str to Control
        As given.
    sentence, problem : Line
        The computed sentence, and the line for problems of no single control.
    picture : LiveChart
        The chart.
    result : object
        What is shown now.
    sheets : mapping of str to Sheet, or None
        How the rows are told as tables; None tells all of them, under their own names.
    """

    sheets: Mapping[str, Sheet] | None = None

    def __init__(
        self,
        story: Story[Result],
        simulate: Callable[[], Result],
        controls: Mapping[tuple[str, ...], Control],
        head: Iterable[ipw.Widget],
        foot: Iterable[ipw.Widget] = (),
    ) -> None:
        self.story, self.simulate, self.controls = story, simulate, dict(controls)
        # The first view is drawn here, outside any callback: a broken one raises.
        self.result = simulate()
        sentence = story.describe(self.result)
        self.sentence = sentence_line(sentence)
        self.problem = problem_line()
        self.picture = LiveChart(story.draw(story.rows(self.result), sentence))
        super().__init__([*head, self.problem, self.sentence, self.picture, *foot])
        self._held = False
        self._first = [(control, _answer(control)) for control in self.controls.values()]
        for control, (name, _value) in self._first:
            control.observe(self.refresh, names="entry" if name == "text" else name)

    def refresh(self, _change: object = None) -> None:
        """Simulate again and show what came of it, or say what is wrong."""
        if self._held:
            return
        try:
            self.result = self.simulate()
        except MarketError as error:
            self._blame(error.problems)
            return
        self._blame(())
        sentence = self.story.describe(self.result)
        self.picture.update(rows=self.story.rows(self.result), description=sentence)
        self.sentence.text = sentence

    def start_over(self) -> None:
        """Put every control back to its first answer, and show that."""
        with self.all_at_once():
            for control, (name, value) in self._first:
                setattr(control, name, value)

    @contextmanager
    def all_at_once(self) -> Iterator[None]:
        """Let several controls change, and show only what comes of all of them together."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
        self.refresh()

    def _blame(self, problems: Iterable[str]) -> None:
        """Show each problem by the control whose setting it names, the others in the line."""
        left = list(problems)
        for paths, control in self.controls.items():
            mine = [(path, text) for text in left for path in paths if text.startswith(path)]
            left = [text for text in left if not text.startswith(paths)]
            if mine:
                path, text = mine[0]
                control.problem = f"{text.replace(path, control.label)}."
            elif not isinstance(control, NumberControl):  # a number judges its own entry
                control.problem = ""
        self.problem.text = " ".join(left)


def _answer(control: Control) -> tuple[str, object]:
    """Name what holds a control's answer, and what it holds."""
    name = "text" if isinstance(control, NumberControl) else "value"
    return name, getattr(control, name)
