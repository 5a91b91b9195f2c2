"""A part of the page that takes a while: it is made when the page has come to rest.

All cells of a page run when it opens, also those of parts that stand folded. What plays thousands
of seasons there would hold up every part below it, and the reader's first act.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from html import escape
from time import monotonic

import ipywidgets as ipw
from IPython.core.getipython import get_ipython

from widgets.controls.fields import Note
from widgets.controls.form import Form
from widgets.explorer.page import loop_of_page

COMING = "This part plays its seasons when the rest of the page stands."
FAILED = "This part could not be made: {}."
_REST = 1.0  # seconds without a cell, after which the page counts as standing
_PAUSE = 0.02  # seconds between two steps, in which acts are heard


class Later(ipw.VBox):
    """Say that a part is coming, and show it once its page has come to rest.

    Where no kernel listens, as in a test, it is made at once.

    Parameters
    ----------
    make : callable
        Returns the widget.
    steps : callable, optional
        Returns what is worked through before, one short step after the other, so that acts of the
        reader are heard between them; it should leave to `make` little to do.

    Examples
    --------
    >>> later = Later(lambda: ipw.Label("here"))
    >>> later.children[0].value
    'here'
    """

    def __init__(
        self, make: Callable[[], ipw.Widget], steps: Callable[[], Iterable[object]] | None = None
    ) -> None:
        super().__init__([Form([Note(COMING)])])
        self._make = make
        when_at_rest(self._work(steps() if steps else ()))

    def _work(self, steps: Iterable[object]) -> Iterator[object]:
        try:
            yield from steps
            self.children = [self._make()]
        except Exception as error:
            self.children = [Form([Note(FAILED.format(escape(str(error))))])]
            raise


class _Queue:
    """What waits for the page, in the order it was asked for."""

    def __init__(self) -> None:
        self._waiting: list[Iterator[object]] = []
        self._last_cell = 0.0
        self._watched: object = None

    def add(self, work: Iterator[object], instead_of: Iterator[object] | None) -> None:
        """Work through it when the page rests, in the place of other work that still waits."""
        if instead_of in self._waiting:
            self._waiting[self._waiting.index(instead_of)] = work
            return
        shell, loop = get_ipython(), loop_of_page()
        assert shell is not None
        assert loop is not None
        if shell is not self._watched:
            shell.events.register("post_run_cell", self._cell_ran)
            self._watched = shell
        self._waiting.append(work)
        if len(self._waiting) == 1:
            loop.call_later(_PAUSE, self._turn, loop)

    def _cell_ran(self, _result: object = None) -> None:
        self._last_cell = monotonic()

    def _turn(self, loop: asyncio.AbstractEventLoop) -> None:
        """Take a step, unless cells still run; come back as long as anything waits."""
        left = self._last_cell + _REST - monotonic()
        if left > 0:
            loop.call_later(left, self._turn, loop)
            return
        try:
            next(self._waiting[0])
        except StopIteration:
            del self._waiting[0]
        except BaseException:
            del self._waiting[0]
            raise
        finally:
            if self._waiting:
                loop.call_later(_PAUSE, self._turn, loop)


_queue = _Queue()


def page_listens() -> bool:
    """Whether a page listens whose cells can be heard to run."""
    return loop_of_page() is not None and get_ipython() is not None


def when_at_rest(work: Iterator[object], instead_of: Iterator[object] | None = None) -> None:
    """Work through some steps once no cell has run for a second, or now where no page listens.

    What they stand ``instead_of`` is forgotten, however far it got.
    """
    if page_listens():
        _queue.add(work, instead_of)
        return
    for _ in work:
        pass
