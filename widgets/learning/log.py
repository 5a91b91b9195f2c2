"""The learner's own log: predictions, answers, settings and results, in a file they name.

Nothing is sent and nothing personal is asked. Nothing is written either before the learner presses
Save or Load; from then on every entry goes into that file at once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import Any

import traitlets as t

from engine.base.errors import InputError
from widgets.learning.log_file import (
    Held,
    alone_at,
    in_order,
    read_file,
    refuse_shared,
    storable,
    write_file,
)
from widgets.learning.log_rows import Entry, as_csv, moment_of

PutBack = Callable[[tuple[Entry, ...]], None]


class Log(t.HasTraits):
    """What a learner did, in the order of time.

    Attributes
    ----------
    entries : tuple of mapping
        Each with time (UTC), kind ("prediction", "answer", "setting", "sentence") and id.
    kept_in : str
        The file that every entry goes into; empty while there is none.
    problem : str
        Why the last entry could not be written; empty while all is well.

    Examples
    --------
    >>> log = Log()
    >>> log.add("answer", "1.2", answers=[0.14, 0.3], right=[True, True])
    >>> log.entries[0]["kind"], log.kept_in
    ('answer', '')
    """

    entries = t.Tuple()
    kept_in = t.Unicode()
    problem = t.Unicode()

    _shared: Log | None = None

    def __init__(self) -> None:
        super().__init__()
        # Widgets are driven from several threads, so the truth is kept here, behind one lock;
        # the traits tell it on, outside the lock, because who listens may do anything.
        self._lock = RLock()
        self._entries: tuple[Entry, ...] = ()
        self._path = self._trouble = ""
        self._held = Held()  # what the file held when it was last read or written
        self._to_forget: dict[str, datetime] = {}  # by file: a Clear that could not be written
        self._put_back: dict[tuple[str, str], PutBack] = {}

    @classmethod
    def shared(cls) -> Log:
        """Return the one log of this notebook."""
        if cls._shared is None:
            cls._shared = cls()
        return cls._shared

    @classmethod
    def given(cls, log: Log | None) -> Log:
        """Return the log that a part was given, or else the one of this notebook.

        >>> Log.given(None) is Log.shared()
        True
        """
        return cls.shared() if log is None else log

    def add(self, kind: str, id: str, **facts: Any) -> None:
        """Note something, and write it where a file is kept."""
        with self._lock:
            noted = {"time": datetime.now(UTC).isoformat(), "kind": kind, "id": id, **facts}
            self._entries = (*self._entries, storable(noted))
            if self._path:
                try:
                    self._put_together(self._path)
                except InputError as error:
                    self._trouble = " ".join(error.problems)
        self._tell()

    def save(self, path: str | Path) -> None:
        """Write every entry into a file, beside the notebook by default, and each further one too.

        What the file holds already is kept: the entries are put together. A file that is no log, or
        cannot be written, is refused and left as it is.
        """
        refuse_shared()
        with self._lock:
            self._put_together(str(path))
        self._tell()

    def load(self, path: str | Path) -> None:
        """Take the entries of a log file to those there are, and keep further ones there."""
        refuse_shared()
        with self._lock:
            held = read_file(path)
            self._keep(str(path), self._merged(str(path), held), held)
        self._tell()
        self._give_back()

    def remember(self, entries: Iterable[Entry]) -> None:
        """Take to the entries there are those of an earlier kernel, and put them back on the page.

        >>> log = Log()
        >>> log.remember([{"time": "2026-01-06T10:00:00+00:00", "kind": "sentence", "id": "1"}])
        >>> len(log.entries)
        1
        """
        with self._lock:
            once = {_key(entry): entry for entry in (*entries, *self._entries)}
            if len(once) == len(self._entries):
                return
            self._entries = in_order(once.values())
        self._tell()
        self._give_back()

    def when_loaded(self, kind: str, id: str, put_back: PutBack) -> None:
        """Have the entries of one thing put back on the page: at once, and when a file is loaded.

        `put_back` takes them, oldest first; it is not called where there are none. A cell that is
        run again takes the place of its earlier run, and finds what was said there.

        >>> log = Log()
        >>> log.add("answer", "1.2", answers=[0.14])
        >>> log.when_loaded("answer", "1.2", lambda past: print(len(past)))
        1
        """
        with self._lock:
            self._put_back = {**self._put_back, (kind, id): put_back}
        if past := self._past(kind, id):
            put_back(past)

    def clear(self) -> None:
        """Forget every entry, in the file too where one is kept.

        What cannot be forgotten in the file now is never taken from it again, and forgotten there
        as soon as it can be written.
        """
        try:
            with self._lock:
                self._entries = ()
                if self._path:
                    self._to_forget[self._path] = datetime.now(UTC)
                    self._put_together(self._path)
        finally:
            self._tell()

    def to_csv(self) -> str:
        """Return predictions and answers as a table for an instructor.

        Without names, clock times, settings and sentences: only the minutes since the first entry.
        """
        return as_csv(self.entries)

    def _give_back(self) -> None:
        for which, put_back in list(self._put_back.items()):
            if past := self._past(*which):
                put_back(past)

    def _past(self, kind: str, id: str) -> tuple[Entry, ...]:
        return tuple(one for one in self._entries if (one["kind"], one["id"]) == (kind, id))

    def _put_together(self, path: str) -> None:
        """Bring a file and what is here to the same state, while nobody else writes the file."""
        with alone_at(path):
            # That a file is gone is not a wish to forget what it held.
            gone = Held((), self._held.cleared if path == self._path else "")
            whole = self._merged(path, read_file(path, gone))
            write_file(path, whole)
            self._to_forget.pop(path, None)
            self._keep(path, whole, whole)

    def _merged(self, path: str, held: Held) -> Held:
        """Put together what a file holds and what is here, less what was to be forgotten."""
        mine: Iterable[Entry] = self._entries
        if path == self._path and held.cleared > self._held.cleared:
            # Another session has cleared the file; what this one had written there goes as well.
            written = set(map(_key, self._held.entries))
            mine = [entry for entry in mine if _key(entry) not in written]
        if (until := self._to_forget.get(path)) is not None:
            left = tuple(entry for entry in held.entries if moment_of(entry) > until)
            held = Held(left, until.isoformat())
        once = {_key(entry): entry for entry in (*held.entries, *mine)}
        return Held(in_order(once.values()), held.cleared)

    def _keep(self, path: str, whole: Held, held: Held) -> None:
        self._entries, self._path, self._held, self._trouble = whole.entries, path, held, ""

    def _tell(self) -> None:
        """Let the traits say what is so; another thread may have said something older meanwhile."""
        while True:
            told = self._entries, self._path, self._trouble
            self.entries, self.kept_in, self.problem = told
            if told == (self._entries, self._path, self._trouble):
                return


def _key(entry: Entry) -> str:
    return json.dumps(entry, sort_keys=True)
