"""What the browser's tab keeps of a log, so that a page woken or loaded again goes on with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets as t

from engine.base.errors import InputError
from widgets.learning.log import Log
from widgets.learning.log_file import held_in, is_plain


class PageMemory(anywidget.AnyWidget):
    """Tell the page what is in a log, and take from it what an earlier kernel had told it.

    It is shown nowhere. What it keeps never leaves the browser, and ends with the tab. Where the
    learner had a file kept, the file is kept on with.

    Parameters
    ----------
    log : Log
        The log to keep.

    Attributes
    ----------
    entries : list of str
        Every entry of the log, as JSON.
    file : str
        The name of the file the log is kept in; empty while there is none.
    found : dict
        What the tab held when this began: `entries` and `file`, as above.
    """

    _esm = Path(__file__).with_name("page_memory.js")

    entries = t.List(t.Unicode()).tag(sync=True)
    file = t.Unicode().tag(sync=True)
    found = t.Dict().tag(sync=True)

    def __init__(self, log: Log) -> None:
        self._log = log
        super().__init__(**self._held())
        log.observe(self._tell, names=["entries", "kept_in"])
        self.observe(self._take_up, names="found")

    def _held(self) -> dict[str, Any]:
        entries = [json.dumps(entry, sort_keys=True) for entry in self._log.entries]
        return {"entries": entries, "file": self._log.kept_in}

    def _tell(self, _change: object) -> None:
        with self.hold_sync():
            for name, value in self._held().items():
                setattr(self, name, value)

    def _take_up(self, change: Mapping[str, Any]) -> None:
        """Take up what the page had kept; what is no log is left, as anybody may write there."""
        entries, file = change["new"].get("entries"), change["new"].get("file")
        try:
            told = f'{{"entries": [{", ".join(map(str, entries or ()))}]}}'
            self._log.remember(held_in(told).entries)
            if isinstance(file, str) and file and is_plain(file) and Path(file).exists():
                self._log.load(file)
        except InputError:
            return
