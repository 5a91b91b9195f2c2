"""The learner's own log: predictions, answers, settings and results, in a file they name.

Nothing is sent and nothing personal is asked. Nothing is written either before the learner presses
Save or Load; from then on every entry goes into that file at once.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import ipywidgets as ipw
import traitlets as t

from engine.base.errors import InputError
from widgets.controls.buttons import ActionControl, DownloadControl
from widgets.controls.fields import TextControl
from widgets.controls.make import action, problem_line, sentence_line, toggle
from widgets.explorer.scenario_text import ScenarioExplorer
from widgets.learning import words
from widgets.learning.log_rows import Entry, as_csv, as_html
from widgets.text.html import text_box

PutBack = Callable[[tuple[Entry, ...]], None]
MADE_BY = "behind-the-match"


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
    _put_back: t.Dict[tuple[str, str], PutBack] = t.Dict()

    _shared: Log | None = None

    @classmethod
    def shared(cls) -> Log:
        """Return the one log of this notebook."""
        if cls._shared is None:
            cls._shared = cls()
        return cls._shared

    def add(self, kind: str, id: str, **facts: Any) -> None:
        """Note something, and write it where a file is kept."""
        time = datetime.now(UTC).isoformat(timespec="milliseconds")
        self.entries = (*self.entries, {"time": time, "kind": kind, "id": id, **facts})
        if self.kept_in:
            try:
                self.save(self.kept_in)
            except InputError as error:
                self.problem = " ".join(error.problems)

    def save(self, path: str | Path) -> None:
        """Write every entry into a file, beside the notebook by default, and each further one too.

        What the file holds already is kept: the entries are put together. A file that is no log, or
        cannot be written, is refused and left as it is.
        """
        try:
            held = read_log(path) if Path(path).exists() else ()
        except OSError as error:  # a name no system takes
            raise InputError([words.LOG_NOT_WRITTEN.format(path, error.strerror)]) from None
        self._write(path, _together(held, self.entries))

    def load(self, path: str | Path) -> None:
        """Take the entries of a log file to those there are, and keep further ones there."""
        self.entries = _together(read_log(path), self.entries)
        self.kept_in, self.problem = str(path), ""
        for (kind, id), put_back in list(self._put_back.items()):
            past = tuple(one for one in self.entries if (one["kind"], one["id"]) == (kind, id))
            if past:
                put_back(past)

    def when_loaded(self, kind: str, id: str, put_back: PutBack) -> None:
        """Have the entries of one thing put back on the page whenever a file is loaded.

        `put_back` takes them, oldest first; it is not called where there are none. A cell that is
        run again takes the place of its earlier run.

        >>> log = Log()
        >>> log.when_loaded("answer", "1.2", lambda past: print(len(past)))
        """
        self._put_back = {**self._put_back, (kind, id): put_back}

    def clear(self) -> None:
        """Forget every entry, in the file too where one is kept."""
        if self.kept_in:
            read_log(self.kept_in)  # never over a file that is no log
            self._write(self.kept_in, ())
        self.entries = ()

    def to_csv(self) -> str:
        """Return predictions and answers as a table for an instructor.

        Without names, clock times, settings and sentences: only the minutes since the first entry.
        """
        return as_csv(self.entries)

    def _write(self, path: str | Path, entries: Iterable[Entry]) -> None:
        """Replace a file in one step, so that no crash leaves half of it."""
        whole = tuple(entries)
        text = json.dumps({"made_by": MADE_BY, "entries": whole}, indent=1, ensure_ascii=False)
        unfinished = Path(f"{path}.part")
        try:
            with unfinished.open("w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(unfinished, path)
        except OSError as error:
            unfinished.unlink(missing_ok=True)
            raise InputError([words.LOG_NOT_WRITTEN.format(path, error.strerror)]) from None
        self.entries = whole
        self.kept_in, self.problem = str(path), ""


def read_log(path: str | Path) -> tuple[Entry, ...]:
    """Read the entries of a file that a log was saved in; refuse what is no log, or not there."""
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError([words.LOG_MISSING.format(path)]) from None
    except OSError as error:
        raise InputError([words.LOG_NOT_READ.format(path, error.strerror)]) from None
    except ValueError as error:  # not JSON, or not even text
        raise InputError([words.LOG_BROKEN.format(path, error)]) from None
    entries = data.get("entries") if isinstance(data, dict) else None
    if not isinstance(entries, list) or not all(map(_is_entry, entries)):
        raise InputError([words.LOG_BROKEN.format(path, words.LOG_NO_ENTRIES)])
    return tuple(entries)


def _is_entry(entry: object) -> bool:
    if not isinstance(entry, dict):
        return False
    try:
        moment = datetime.fromisoformat(entry["time"])
    except (KeyError, TypeError, ValueError):
        return False
    named = isinstance(entry.get("kind"), str) and isinstance(entry.get("id"), str)
    return named and moment.tzinfo is not None


def _together(*logs: Iterable[Entry]) -> tuple[Entry, ...]:
    """Put entries together, each once, in the order of time."""
    once = {json.dumps(entry, sort_keys=True): entry for log in logs for entry in log}
    return tuple(sorted(once.values(), key=lambda entry: entry["time"]))


class LogBox(ipw.VBox):
    """Show the log and let the learner save, load, clear and export it.

    Parameters
    ----------
    log : Log, optional
        By default the one log of this notebook.

    Attributes
    ----------
    file : TextControl
        The name of the file.
    save, load, clear : ActionControl
        Clearing asks for a second press.
    export : DownloadControl
        The table for an instructor.
    status, problem : Line
        What is in the log and where; what went wrong.
    wanted : ToggleControl
        Whether the entries are shown.
    table : HTML
        The entries, newest last.
    """

    def __init__(self, log: Log | None = None) -> None:
        self.my_log = Log.shared() if log is None else log
        self.file = TextControl(
            label=words.LOG_FILE, text=self.my_log.kept_in or words.LOG_NAME, help=words.LOG_HELP
        )
        self.save, self.load = action(words.LOG_SAVE), action(words.LOG_LOAD)
        self.clear = action(words.LOG_CLEAR)
        self.export = DownloadControl(
            label=words.LOG_EXPORT, form="text", file_name="my-answers.csv", make=self.my_log.to_csv
        )
        self.status, self.problem = sentence_line(label=words.LOG_FILE), problem_line()
        self.wanted, self.table = toggle(words.LOG_SHOW), ipw.HTML()
        self.wanted.observe(self._list, names="value")
        self._clearing = False
        for button in (self.save, self.load, self.clear):
            button.observe(self._on_press, names="presses")
        self.my_log.observe(self._show, names=["entries", "kept_in", "problem"])
        self._show()
        buttons = ipw.HBox([self.save, self.load, self.clear, self.export])
        shown = [self.status, self.problem, self.wanted, self.table]
        super().__init__([self.file, buttons, *shown])

    def _on_press(self, change: Mapping[str, Any]) -> None:
        button, again, self._clearing = change["owner"], self._clearing, False
        name = self.file.text.strip()
        try:
            if button is self.clear and not again:
                self._clearing = True
                self.problem.text = words.LOG_CLEAR_SURE.format(len(self.my_log.entries))
                return
            if button is self.clear:
                self.my_log.clear()
            elif not name:
                raise InputError([words.LOG_NAMELESS])
            elif name != self.my_log.kept_in and not _is_plain(name):
                raise InputError([words.LOG_NO_NAME.format(name)])
            else:
                (self.my_log.save if button is self.save else self.my_log.load)(name)
        except InputError as error:
            self.problem.text = " ".join(error.problems)
        else:
            self._show()

    def _show(self, _change: object = None) -> None:
        count = len(self.my_log.entries)
        said = words.LOG_KEPT if self.my_log.kept_in else words.LOG_UNKEPT
        self.status.text = said.format(count, self.my_log.kept_in)
        self.problem.text, self._clearing = self.my_log.problem, False
        self._list()

    def _list(self, _change: object = None) -> None:
        shown = self.wanted.value and bool(self.my_log.entries)
        self.table.value = (
            text_box(as_html(self.my_log.entries, words.LOG_TABLE)).value if shown else ""
        )


def _is_plain(name: str) -> bool:
    """Whether a name stays beside the notebook, on every system."""
    return bool(name.strip(". ")) and name.isprintable() and not set(name) & set("/\\:")


def note_button(explorer: ScenarioExplorer, id: str, log: Log | None = None) -> ActionControl:
    """Offer to note an explorer's settings and result.

    Parameters
    ----------
    explorer : ScenarioExplorer
        Its `scenario` and `sentence` are noted.
    id : str
        What it is called in the log.
    log : Log, optional
        By default the one log of this notebook.
    """
    button = action(words.NOTE)

    def note(_change: object) -> None:
        if any(control.problem for control in explorer.controls.values()):
            button.problem = words.NOTE_REFUSED
            return
        settings = json.loads(explorer.scenario.to_json())
        facts = {"settings": settings, "result": explorer.sentence.text}
        (Log.shared() if log is None else log).add("setting", id, **facts)
        button.problem, button.help = "", words.NOTED

    button.observe(note, names="presses")
    return button
