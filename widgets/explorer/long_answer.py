"""An answer that takes a while: found step by step, between the acts of the reader.

A kernel does one thing at a time. So a long answer is a generator of short steps, and after each
of them the kernel first does what the reader has done meanwhile. Where no kernel listens, as in
a test, all steps are taken at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import RLock

from widgets.controls.buttons import ActionControl
from widgets.controls.fields import Progress
from widgets.controls.make import action
from widgets.explorer import words
from widgets.explorer.page import loop_of_page

_PAUSE = 0.01  # seconds in which acts are heard


class LongAnswer:
    """A bar that says how far an answer is, and one button that asks for it, stops it, goes on.

    Parameters
    ----------
    label : str
        What the button says while nothing is on its way.
    ask : callable
        What it then does: call `begin`.
    bar_label : str
        What the bar counts.

    Attributes
    ----------
    button : ActionControl
        Its label says what the next press does, its problem why an answer broke off.
    bar : Progress
        Seen while an answer is on its way, or stopped.

    Examples
    --------
    >>> found = []
    >>> def numbers():
    ...     for number in range(3):
    ...         found.append(number)
    ...         yield
    >>> answer = LongAnswer("Count", lambda: answer.begin(numbers(), 3), "counted")
    >>> answer.button.press()
    >>> found, answer.bar.of
    ([0, 1, 2], 0)
    """

    def __init__(self, label: str, ask: Callable[[], None], bar_label: str) -> None:
        self.button: ActionControl = action(label)
        self.bar = Progress(label=bar_label)
        self._label, self._ask = label, ask
        self._steps: Iterator[object] | None = None
        self._run, self._runs = 0, False  # the number of the last run, and whether it is on
        self._turn = RLock()  # a notebook may run callbacks in several threads at once
        self.button.observe(self._on_press, names="presses")

    def begin(self, steps: Iterator[object], of: int) -> None:
        """Take so many steps, one after the other; what was on its way before is forgotten."""
        with self._turn:
            self._steps = steps
            self.button.problem = ""
            self.bar.done, self.bar.of = 0, of
            self._go_on()

    def forget(self) -> None:
        """Stop for good, and be as at first."""
        with self._turn:
            self._steps, self._runs = None, False
            self.bar.of, self.button.label, self.button.problem = 0, self._label, ""

    def _on_press(self, _change: object) -> None:
        with self._turn:
            if self._runs:
                self._runs, self.button.label = False, words.GO_ON
            elif self._steps is not None:
                self._go_on()
            else:
                self._ask()

    def _go_on(self) -> None:
        self._run, self._runs, self.button.label = self._run + 1, True, words.STOP
        mine = self._run
        loop = loop_of_page()
        if loop is None:
            while self._step(mine):
                pass
            return

        def turn() -> None:
            if self._step(mine):
                loop.call_later(_PAUSE, turn)

        loop.call_later(_PAUSE, turn)

    def _step(self, run: int) -> bool:
        """Take one step of a run that is still on; say whether there may be another."""
        with self._turn:
            if self._steps is None or run != self._run or not self._runs:
                return False
            try:
                next(self._steps)
            except StopIteration:
                self.forget()
                return False
            except BaseException as error:
                self.forget()
                self.button.problem = words.FAILED.format(error)
                raise
            self.bar.done = min(self.bar.done + 1, self.bar.of)
            return True
