"""The front door of a room opens a name when somebody asks for it, and imports nothing before.

A page needs a few modules of the engine, and pays for those alone (PEP 562).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any


def front_door(room: str, names: Mapping[str, Sequence[str]]) -> Callable[[str], Any]:
    """Make the ``__getattr__`` of a room: it imports what is asked for, once.

    ``names`` says what each of its modules holds. The modules can be asked for as well.

    Examples
    --------
    >>> opened = front_door("engine.base", {"engine.base.names": ["same_text"]})
    >>> opened("same_text")(" Ana"), opened("nothing")
    Traceback (most recent call last):
    ...
    AttributeError: module 'engine.base' has no attribute 'nothing'
    """
    where = {name: module for module, held in names.items() for name in held}

    def opened(name: str) -> Any:
        if name in where:
            value = getattr(import_module(where[name]), name)
        elif not name.startswith("_") and find_spec(f"{room}.{name}"):
            value = import_module(f"{room}.{name}")
        else:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        setattr(sys.modules[room], name, value)
        return value

    return opened
