"""What stands on the page now: a cell that is run again puts a new explorer in the old one's place.

Tools that were made for the old one go on with the new one. They find it by the name that the
notebook gave it, so that a page may hold several explorers of one kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from IPython.core.getipython import get_ipython

Thing = TypeVar("Thing")


def when_replaced(thing: Thing, go_on_with: Callable[[Thing], object]) -> None:
    """Hand over what takes a thing's place under its name, after each cell in which that happens.

    Outside a notebook, and for what no name of the notebook leads to, nothing happens.
    """
    shell = get_ipython()
    name = None if shell is None else _name_of(thing, shell.user_ns)
    if shell is None or name is None:
        return
    shown = thing

    def look(*_result: object) -> None:
        nonlocal shown
        now = shell.user_ns.get(name)
        if now is not shown and _kind(now) == _kind(thing):
            shown = now
            go_on_with(now)

    shell.events.register("post_run_cell", look)


def _name_of(thing: object, names: Mapping[str, Any]) -> str | None:
    # What begins with a line is a result that the notebook numbers itself.
    given = (name for name, held in names.items() if held is thing)
    return next((name for name in given if not name.startswith("_")), None)


def _kind(thing: object) -> tuple[str, str]:
    # By name: each widget with JavaScript of its own is of a class of its own.
    return type(thing).__module__, type(thing).__qualname__
