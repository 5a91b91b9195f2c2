"""The base of all explorers: controls, one computed sentence, one chart, and what belongs to them.

What is shown comes from a `Story`, three pure functions that know no widget. The box only wires
the controls to them. Input that the engine refuses is named by the control it came from, and the
last good picture stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Lock, RLock
from typing import Any, Generic, TypeAlias, TypeVar

from engine import Scenario
from engine.base.errors import MarketError
from widgets.charts.moving import MovingPicture
from widgets.charts.several import Several
from widgets.controls.arrange import Fold, Group, Part, columns, row, side_by_side
from widgets.controls.fields import Control, Note
from widgets.controls.form import Form
from widgets.controls.make import action, problem_line, sentence_line
from widgets.explorer import later, words
from widgets.explorer.answers import (
    Answers,
    Controls,
    answers_of,
    by_path,
    first_answer,
    following,
    refused,
)
from widgets.explorer.basis import BasisLine
from widgets.explorer.keep import Exports, TableSpec
from widgets.explorer.picture import Drawn, pictured

Result = TypeVar("Result")
Rows: TypeAlias = Mapping[str, list[dict[str, Any]]]


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
        First rows and sentence to the chart: one of Altair, or a widget that is a `Picture`.
    """

    rows: Callable[[Result], Rows]
    describe: Callable[[Result], str]
    draw: Callable[[Rows, str], Drawn]


class Explorer(Form, Generic[Result]):
    """Show how a result follows its controls.

    A new explorer is a subclass that says what it alone has: a `story`, its controls, and
    `simulate`; where that takes a while, also `first_look` and `prepare`. It may say `numbers`,
    `note`, `sentence_lines`, `file_name` and `tables`, have a `scenario` (then its basis line
    follows that), and tell `limits`, `annotate`, and of a mark that is asked (`tell`).
    On the left stand the controls, Reset where there are several, further controls folded away,
    and the note; beside them, in sight while they move, the line for problems of no single
    control, the sentence and the picture; below both, the basis line, the limits, and what saves
    the picture. In a narrow page all of it stands in one column.

    Parameters
    ----------
    controls : sequence of Control, or mapping of tuple of str to Control
        The controls that count, in the order they are shown; those that set a scenario by the
        dotted paths of the settings each sets.
    more : mapping of str to the same, optional
        Further controls, in groups that are closed at first, by the label that opens each.
    buttons : iterable of Control, default ()
        What stands beside Reset.
    below : iterable of Part, default ()
        What stands under both columns, before the basis line.

    Attributes
    ----------
    controls : dict of tuple of str to Control
        All that count.
    more : dict of str to Fold
        Each group of further controls; `value` is whether it is open.
    reset : ActionControl
        Puts every control back to its first answer.
    sentence, problem : Line
        The computed sentence, and the line for problems of no single control.
    picture : Picture
        The chart.
    basis, caveat : Note
        Whose numbers and which rules; what `limits` says.
    exports : Exports or None
        What saves the picture; None where a class has no `file_name`.
    result : object
        What is shown now.

    Examples
    --------
    A complete explorer:

    >>> import altair as alt
    >>> from widgets.charts.marks import rows_named
    >>> from widgets.controls import number
    >>> from widgets.explorer import TableSpec
    >>> def rows(dollars):
    ...     return {"bars": [{"year": "next", "dollars": dollars}]}
    >>> def describe(dollars):
    ...     return f"100 dollars become {dollars}."
    >>> def draw(first, sentence):
    ...     bars = alt.Chart(rows_named("bars", first["bars"]), description=sentence).mark_bar()
    ...     return bars.encode(x=alt.X("dollars:Q"), y=alt.Y("year:N"))
    >>> class Growth(Explorer[int]):
    ...     story = Story(rows, describe, draw)
    ...     numbers, file_name = "made up", "growth"
    ...     tables = {"bars": TableSpec("Growth", {"year": "Year", "dollars": "Dollars"})}
    ...
    ...     def __init__(self):
    ...         self.interest = number("Interest, %", 5, 0, 10, 1)
    ...         super().__init__([self.interest])
    ...
    ...     def simulate(self):
    ...         return 100 + self.interest.value
    >>> growth = Growth()
    >>> growth.interest.text = "7"  # as if typed
    >>> growth.sentence.text
    '100 dollars become 107.'
    >>> growth.interest.text = "lots"
    >>> growth.interest.problem, growth.sentence.text
    ('Interest, % is lots; it must be a number from 0 to 10.', '100 dollars become 107.')
    """

    story: Story[Result]
    numbers: str = ""
    note: str = ""
    sentence_lines: int = 2
    file_name: str = ""
    tables: Mapping[str, TableSpec] | None = None

    def __init__(
        self,
        controls: Sequence[Control] | Controls,
        *,
        more: Mapping[str, Sequence[Control] | Controls] | None = None,
        buttons: Iterable[Control] = (),
        below: Iterable[Part] = (),
    ) -> None:
        controls = by_path(controls)
        folded = {label: by_path(held) for label, held in (more or {}).items()}
        self.more = {label: Fold(label, [columns(held.values())]) for label, held in folded.items()}
        self.controls: dict[tuple[str, ...], Control] = dict(controls)
        for further in folded.values():
            self.controls |= further
        self._first = [(control, *first_answer(control)) for control in self.controls.values()]
        self._held, self._stale, self._newest = False, False, 0
        self._counting, self._alone = Lock(), RLock()
        self._answered = self.answers
        self._coming: Iterator[object] = iter(())
        self.reset = action(words.RESET)
        beside = [*buttons, *([self.reset] if len(self.controls) > 1 else [])]
        self.problem, self.sentence = problem_line(), sentence_line(lines=self.sentence_lines)
        self.basis, self.caveat = BasisLine(), Note()
        # The first view is drawn here, outside any callback: a broken one raises.
        self.result = self._look()
        self._say()
        rows = self.story.rows(self.result)
        self.picture = pictured(lambda: self.story.draw(rows, self.sentence.text))
        if type(self).tell is not Explorer.tell:
            first = self.picture.pictures[0] if isinstance(self.picture, Several) else self.picture
            assert isinstance(first, MovingPicture)  # only these have marks that can be asked
            first.ask = self.tell
        name, tables = self.file_name, self.tables
        self.exports = Exports(self.picture, name, tables) if name else None
        more_buttons = [row(beside)] if beside else []
        dials: list[Part] = [columns([*controls.values(), *more_buttons]), *self.more.values()]
        if self.note:
            dials.append(Note(self.note))
        outcome = (self.problem, self.sentence, self.picture)
        under = [*below, self.basis, self.caveat, *([self.exports] if self.exports else [])]
        # What stands under both is no part of their box, or the outcome would stick over it.
        super().__init__([side_by_side(dials, outcome), Group(tuple(under), "under")])
        for control, name, _value in self._first:
            control.observe(self.refresh, names="entry" if name == "text" else name)
        self.reset.observe(lambda _change: self.start_over(), names="presses")

    def simulate(self) -> Result:
        """Return what the controls come to; it may raise `MarketError`."""
        raise TypeError(f"{type(self).__name__} does not say what it simulates")

    def first_look(self) -> Result | None:
        """Return what few seasons say, where all of them take a while; here none do."""
        return None

    def prepare(self, answers: Answers) -> Iterable[Callable[[], object]]:
        """Return short steps after which `simulate` is quick for other answers; here are none.

        Raises `MarketError` where these cannot be used.
        """
        return ()

    @property
    def answers(self) -> Answers:
        """What stands in the controls, by the paths they set; of a number also what is refused."""
        return answers_of(self.controls)

    @property
    def scenario(self) -> Scenario | None:
        """What is played, as the controls say now; None where no season is."""
        return None

    def limits(self) -> str:
        """Say, in HTML, what the picture leaves out and what its numbers rest on."""
        return ""

    def tell(self, asked: dict[str, Any]) -> str:
        """Tell of a mark of the picture; a `MovingPicture` is asked where a subclass can tell."""
        raise TypeError(f"{type(self).__name__} does not say what a mark tells")

    def annotate(self) -> None:
        """Say by the controls what goes with a new result."""

    def refresh(self, _change: object = None) -> None:
        """Simulate again and show what came of it, or say what is wrong.

        A notebook may run callbacks in several threads at once. They take turns here, and a
        result is shown only if nothing newer was asked for meanwhile.
        """
        self._stale = self._held
        if self._held:
            return
        with self._counting:
            self._newest += 1
            mine = self._newest
        with self._alone, self.hold_sync():
            if mine != self._newest:
                return
            problems: Sequence[str] = ()
            try:
                result = self._look()
            except MarketError as error:
                problems = error.problems
            if mine != self._newest:
                return
            self._blame(problems)
            if problems or any(map(refused, self.controls.values())):
                return
            self.show(result)
            self._look_ahead(mine)

    def show(self, result: Result) -> None:
        """Show a result, in words and in the picture."""
        with self._alone, self.hold_sync():
            self.result = result
            self._say()
            self.picture.update(rows=self.story.rows(result), description=self.sentence.text)

    def start_over(self) -> None:
        """Put every control back to its first answer, and show that."""
        with self.all_at_once():
            for control, name, value in self._first:
                setattr(control, name, value)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Let several controls change, and show once what comes of that, if anything does."""
        outer, self._held = self._held, True
        try:
            yield
        finally:
            self._held = outer
        if self._stale:
            self.refresh()

    @contextmanager
    def all_at_once(self) -> Iterator[None]:
        """Let several controls change, and show only what comes of all of them together."""
        with self.together():
            yield
            self._stale = True

    def _look(self) -> Result:
        """Return what the controls come to, or on a page a first look and all of it after that."""
        few = self.first_look() if later.page_listens() else None
        if few is None:
            return self.simulate()
        later.when_at_rest(self._all_of_it(self._newest))
        return few

    def _all_of_it(self, mine: int) -> Iterator[None]:
        with self._alone:
            if mine == self._newest:
                self.show(self.simulate())
        yield

    def _look_ahead(self, mine: int) -> None:
        """Where a number moved by a step, prepare on a page at rest for the next such step."""
        before, self._answered = self._answered, self.answers
        answers = following(self.controls, before, self._answered)
        if answers is not None and later.page_listens():
            coming = self._prepared(mine, answers)
            later.when_at_rest(coming, instead_of=self._coming)
            self._coming = coming

    def _prepared(self, mine: int, answers: Answers) -> Iterator[None]:
        with suppress(MarketError):  # it is said when somebody gives these answers
            for step in self.prepare(answers):
                with self._alone:
                    if mine != self._newest:
                        return
                    step()
                yield

    def _say(self) -> None:
        """Put the result into words."""
        self.annotate()
        self.sentence.text = self.story.describe(self.result)
        self.basis.show(self.scenario, self.numbers, self.controls)
        self.caveat.value = self.limits()

    def _blame(self, problems: Iterable[str]) -> None:
        """Show each problem by the control whose setting it names, the others in the line."""
        left = list(problems)
        for paths, control in self.controls.items():
            named = [re.compile(re.escape(path) + r"(?!\w)") for path in paths]
            mine = [(path, text) for text in left for path in named if path.match(text)]
            left = [text for text in left if not any(path.match(text) for path in named)]
            if refused(control):
                continue  # it has said itself why, with its own limits
            called = control.label.replace("\\", r"\\")
            control.problem = _ended(mine[0][0].sub(called, mine[0][1])) if mine else ""
        self.problem.text = " ".join(map(_ended, left))


def _ended(problem: str) -> str:
    """End a problem as a sentence; some of the engine's do already."""
    return f"{problem.removesuffix('.')}."
