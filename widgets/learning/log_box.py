"""The log on the page: save, load, clear, export and show it, and note what an explorer shows."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any

from engine.base.errors import InputError
from widgets.controls.arrange import row
from widgets.controls.buttons import DownloadControl
from widgets.controls.fields import Note, TextControl
from widgets.controls.form import Form
from widgets.controls.make import action, problem_line, sentence_line, toggle
from widgets.explorer.scenario_text import ScenarioExplorer
from widgets.explorer.shown import when_replaced
from widgets.learning import words
from widgets.learning.log import Log
from widgets.learning.log_file import is_plain, keeps_files
from widgets.learning.log_rows import as_html
from widgets.learning.page_memory import PageMemory
from widgets.text.html import text_box
from widgets.text.reading import brief

PAUSE = 1.0  # seconds before a second press on Clear counts


class LogBox(Form):
    """Show the log and let the learner save, load, clear and export it.

    Where visitors share a folder (`BTM_LOG=tab`) no file is offered.

    Parameters
    ----------
    log : Log, optional
        By default the one log of this notebook.

    Attributes
    ----------
    file : TextControl
        The name of the file.
    save, load, clear : ActionControl
        Clearing asks for a second press, after a moment.
    export : DownloadControl
        The table for an instructor.
    status, problem : Line
        What is in the log and where; what went wrong.
    memory : PageMemory
        What the browser's tab keeps of the log.
    wanted : ToggleControl
        Whether the entries are shown.
    table : Note
        The entries, newest last.
    """

    def __init__(self, log: Log | None = None) -> None:
        self.my_log = Log.given(log)
        self.file = TextControl(
            label=words.LOG_FILE, text=self.my_log.kept_in or words.LOG_NAME, help=words.LOG_HELP
        )
        self.save, self.load = action(words.LOG_SAVE), action(words.LOG_LOAD)
        self.clear = action(words.LOG_CLEAR)
        self.export = DownloadControl(
            label=words.LOG_EXPORT, form="text", file_name="my-answers.csv", make=self.my_log.to_csv
        )
        self.status, self.problem = sentence_line(label=words.LOG_FILE), problem_line()
        self.wanted, self.table = toggle(words.LOG_SHOW), Note()
        self.wanted.observe(self._list, names="value")
        self.memory = PageMemory(self.my_log)
        self._asked: float | None = None  # when it was asked whether to clear
        for button in (self.save, self.load, self.clear):
            button.observe(self._on_press, names="presses")
        self.my_log.observe(self._show, names=["entries", "kept_in", "problem"])
        self._show()
        shown = [self.status, self.problem, self.wanted, self.table]
        if keeps_files():
            buttons = row([self.save, self.load, self.clear, self.export])
            super().__init__([self.file, buttons, *shown])
        else:
            super().__init__([row([self.clear, self.export]), *shown])

    def _on_press(self, change: Mapping[str, Any]) -> None:
        button, asked, self._asked = change["owner"], self._asked, None
        name = self.file.text.strip()
        try:
            if button is self.clear:
                # The second press of a double click is no answer to a question just asked.
                if asked is None or time.monotonic() - asked < PAUSE:
                    self.problem.text = words.LOG_CLEAR_SURE.format(len(self.my_log.entries))
                    self._asked = time.monotonic() if asked is None else asked
                    return
                self.my_log.clear()
            elif not name:
                raise InputError([words.LOG_NAMELESS])
            elif name != self.my_log.kept_in and not is_plain(name):
                raise InputError([words.LOG_NO_NAME.format(brief(name))])
            else:
                (self.my_log.save if button is self.save else self.my_log.load)(name)
        except InputError as error:
            self.problem.text = " ".join(error.problems)
        else:
            self._show()

    def _show(self, _change: object = None) -> None:
        count = len(self.my_log.entries)
        said = words.LOG_KEPT if self.my_log.kept_in else words.LOG_UNKEPT
        if not keeps_files():
            said = words.LOG_IN_TAB
        self.status.text = said.format(count, self.my_log.kept_in)
        self.problem.text, self._asked = self.my_log.problem, None
        self._list()

    def _list(self, _change: object = None) -> None:
        shown = self.wanted.value and bool(self.my_log.entries)
        self.table.value = (
            text_box(as_html(self.my_log.entries, words.LOG_TABLE)).value if shown else ""
        )


class NoteButton(Form):
    """Offer to note an explorer's settings and result.

    Parameters
    ----------
    explorer : ScenarioExplorer
        Its `scenario` and `sentence` are noted. When its cell is run again, those of the new one
        that has its name are.
    id : str
        What it is called in the log.
    log : Log, optional
        By default the one log of this notebook.

    Attributes
    ----------
    note : ActionControl
        The button.
    """

    def __init__(self, explorer: ScenarioExplorer, id: str, log: Log | None = None) -> None:
        self.explorer, self.id = explorer, id
        self.my_log = Log.given(log)
        self.note = action(words.NOTE)
        self.note.observe(self._on_note, names="presses")
        when_replaced(explorer, self._go_on_with)
        super().__init__([self.note])

    def _go_on_with(self, explorer: ScenarioExplorer) -> None:
        self.explorer, self.note.problem, self.note.help = explorer, "", ""

    def _on_note(self, _change: object) -> None:
        if any(control.problem for control in self.explorer.controls.values()):
            self.note.problem = words.NOTE_REFUSED
            return
        settings = json.loads(self.explorer.scenario.to_json())
        facts = {"settings": settings, "result": self.explorer.sentence.text}
        self.my_log.add("setting", self.id, **facts)
        self.note.problem, self.note.help = "", words.NOTED
