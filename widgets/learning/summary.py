"""A page that a learner can print at the end: guesses and results, sentences, gain; no name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from widgets.controls.arrange import Fold, row
from widgets.controls.buttons import DownloadControl
from widgets.controls.fields import Note
from widgets.controls.form import Form
from widgets.controls.make import sentence_line
from widgets.learning import bank_words
from widgets.learning import summary_words as words
from widgets.learning.gain import answers, calibration_sentence, gain_sentence
from widgets.learning.log import Log
from widgets.learning.log_rows import Entry, said_and_came
from widgets.text.html import rows_table, text_box
from widgets.text.numbers import counted

_PAPER = """
body { max-width: 44em; margin: 2em auto; padding: 0 1em; color: #1f1f1f;
  font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6em; } h2 { margin-top: 1.6em; font-size: 1.15em; }
table { width: 100%; border-collapse: collapse; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { padding: 5px 12px 5px 0; border-bottom: 1px solid #bdbdbd; font-weight: normal;
  text-align: left; vertical-align: top; overflow-wrap: anywhere; }
thead th { border-bottom-color: currentColor; }
blockquote { margin: 6px 0; padding-left: 12px; border-left: 3px solid #0072b2;
  overflow-wrap: anywhere; }
@page { margin: 18mm; }
@media print {
  body { max-width: none; margin: 0; padding: 0; font-size: 11pt; }
  h2 { break-after: avoid; } tr, blockquote { break-inside: avoid; }
}
"""


def summary_page(entries: Iterable[Entry]) -> str:
    """Write a page of its own from a log, ready to be printed.

    Parameters
    ----------
    entries : iterable of mapping
        Of the log.

    Returns
    -------
    str
        HTML that needs nothing else.

    Examples
    --------
    >>> entry = {"kind": "sentence", "id": "5", "text": "Noise falls, bias does not."}
    >>> page = summary_page([entry])
    >>> "<blockquote>Noise falls, bias does not.</blockquote>" in page, "@media print" in page
    (True, True)
    """
    parts = "".join(f"<h2>{title}</h2>{inner}" for title, inner in _parts(list(entries)))
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{words.TITLE}</title><style>{_PAPER}</style></head>"
        f"<body><main><h1>{words.TITLE}</h1><p>{words.INTRO}</p>{parts}</main></body></html>"
    )


def _parts(entries: list[Entry]) -> Iterator[tuple[str, str]]:
    """Give the parts of the page, each with its title, in HTML; those that are empty are left."""
    guesses = _last(entries, "prediction")
    yield words.CHAPTERS, _chapters(entries)
    if guesses:
        cells = (
            (escape(str(entry.get("question", entry["id"]))), *map(escape, said_and_came(entry)))
            for entry in guesses
        )
        table = rows_table(words.GUESSES, words.GUESS_HEADS, cells)
        yield words.GUESSES, f"{table}<p>{words.LIMITS}</p>"
    if sentences := _last(entries, "sentence"):
        told = (f"<blockquote>{escape(said_and_came(one)[0])}</blockquote>" for one in sentences)
        yield words.SENTENCES, "".join(told)
    times = [answers(entries, when) for when in (bank_words.BEFORE_ITEM, bank_words.AFTER_ITEM)]
    if gain := gain_sentence(times[0], times[1]):
        told_sure = calibration_sentence(times[0], times[1])
        yield words.GAIN, f"<p>{escape(gain)}</p><p>{escape(told_sure)}</p>"


def _chapters(entries: list[Entry]) -> str:
    rows = []
    for digit, name in words.TITLES.items():
        counts = {
            kind: sum(_digit(entry) == digit for entry in _last(entries, kind))
            for kind in ("prediction", "answer", "sentence")
        }
        numbers = (str(counts[kind] or words.NONE) for kind in ("prediction", "answer"))
        rows.append((escape(name), *numbers, words.NOTED if counts["sentence"] else words.NONE))
    return rows_table(words.CHAPTERS, words.CHAPTER_HEADS, rows)


def _last(entries: Iterable[Entry], kind: str) -> list[Entry]:
    """Keep the last entry of each thing of a kind, by chapter and id."""
    last = {str(entry["id"]): entry for entry in entries if entry["kind"] == kind}
    return sorted(last.values(), key=lambda entry: (_digit(entry) or "~", str(entry["id"])))


def _digit(entry: Entry) -> str:
    """Say to which chapter an entry belongs; empty where it belongs to none."""
    id = str(entry["id"])
    found = re.match(r"\d", id)
    return found[0] if found else words.CHAPTER_OF.get(id, "")


class CourseSummary(Form):
    """Offer the page to read and to save; it follows the log.

    Parameters
    ----------
    log : Log, optional
        By default the one log of this notebook.

    Attributes
    ----------
    status : Line
        What there is to print.
    save : DownloadControl
        The page as a file of its own.
    shown : Note
        The same page, here.

    Examples
    --------
    >>> CourseSummary(log=Log()).status.text
    'Your log is empty so far; what you do on these pages will stand here.'
    """

    def __init__(self, *, log: Log | None = None) -> None:
        self.my_log = Log.given(log)
        self.status = sentence_line(label=words.CHAPTERS)
        self.save = DownloadControl(
            label=words.SAVE,
            help=words.HELP,
            form="text",
            file_name=words.FILE,
            make=lambda: summary_page(self.my_log.entries),
        )
        self.shown = Note()
        self.whole = Fold(words.READ, [self.shown])
        self.whole.observe(self._show, names="value")
        self.my_log.observe(self._show, names="entries")
        self._show()
        super().__init__([self.status, row([self.save]), self.whole])

    def _show(self, _change: object = None) -> None:
        entries = list(self.my_log.entries)
        kinds = (
            ("guesses", "prediction", (words.GUESS, words.LOCKED_GUESSES)),
            ("exercises", "answer", (words.EXERCISE,)),
            ("sentences", "sentence", (words.SENTENCE, words.OWN_SENTENCES)),
        )
        counts = {name: counted(len(_last(entries, kind)), *said) for name, kind, said in kinds}
        self.status.text = words.FOUND.format(**counts) if entries else words.EMPTY
        parts = _parts(entries) if self.whole.value else ()
        # A table has its title as its caption.
        told = (
            inner if inner.startswith("<table") else f'<b class="btm-head">{title}</b>{inner}'
            for title, inner in parts
        )
        self.shown.value = text_box(*told).value if self.whole.value else ""
