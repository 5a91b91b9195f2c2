"""One sentence in the learner's own words, kept in their log: a mechanism, a number, a limit."""

from __future__ import annotations

import re
from html import escape

from widgets.controls.fields import Note, TextControl
from widgets.controls.form import Form
from widgets.controls.make import action, sentence_line
from widgets.learning import words
from widgets.learning.log import Log
from widgets.learning.log_rows import Entry


class OwnSentence(Form):
    """Ask for one sentence, and note it; when the log holds it, put it back.

    What it says is judged by people: by the learner with the three questions below it, or in
    class. The box only says whether it holds a number.

    Parameters
    ----------
    id : str
        What it is called in the log, such as "1".
    question : str
        What the sentence should explain.
    log : Log, optional
        By default the one log of this notebook.

    Attributes
    ----------
    box : TextControl
        Where the sentence goes.
    note : ActionControl
        The button.
    said : Line
        That it was noted, and whether it holds a number.

    Examples
    --------
    >>> asked = OwnSentence("1", "Why?", log=Log())
    >>> asked.box.text = "A shut gate leaves 0 of 4 files read, in this model."
    >>> asked.note.press()
    >>> asked.said.text
    'Noted in your log. It uses a number.'
    """

    def __init__(self, id: str, question: str, *, log: Log | None = None) -> None:
        self.id, self.my_log = id, Log.given(log)
        self.box = TextControl(label=words.OWN_SENTENCE, lines=3)
        self.note, self.said = action(words.OWN_NOTE), sentence_line(label=words.FEEDBACK)
        self.note.observe(self._on_note, names="presses")
        self.box.observe(self._quiet, names="text")
        points = "".join(f"<li>{escape(point)}</li>" for point in words.OWN_POINTS)
        head = Note(f"<b>{escape(question)}</b><ul style='margin: 4px 0'>{points}</ul>")
        super().__init__([head, self.box, self.note, self.said])
        self.my_log.when_loaded("sentence", id, self._put_back)

    def _on_note(self, _change: object) -> None:
        text = " ".join(self.box.text.split())
        if not text:
            self.box.problem = words.OWN_EMPTY
            return
        has_number = re.search(r"\d", text) is not None
        self.my_log.add("sentence", self.id, text=text)
        self.said.text = f"{words.OWN_NOTED} {words.OWN_NUMBER[has_number]}"

    def _put_back(self, past: tuple[Entry, ...]) -> None:
        text = past[-1].get("text")
        if isinstance(text, str) and text and not self.box.text.strip():
            self.box.text = text
            self.said.text = words.FROM_LOG

    def _quiet(self, _change: object) -> None:
        self.box.problem = self.said.text = ""
