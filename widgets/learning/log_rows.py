"""A log as people read it: a table on the page for the learner, and a file for an instructor."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from html import escape
from typing import Any

from engine import Scenario
from widgets.learning import words
from widgets.learning.bank_words import LEVELS
from widgets.text.html import rows_table
from widgets.text.reading import write_number
from widgets.text.spreadsheet import spreadsheet_csv

Entry = Mapping[str, Any]
MOST_ROWS = 500
_NONE = "–"
_COLUMNS = ("minutes", "kind", "id", "try", "answer", "result", "right", "off_by")


def as_csv(entries: Iterable[Entry]) -> str:
    """Write predictions and answers as CSV for an instructor.

    Without names, clock times, settings and sentences: only the minutes since the first entry.
    Results have at most 4 decimals; answers stand as they were read.

    >>> entry = {"time": "2026-01-06T10:00:00+00:00", "kind": "prediction", "id": "1A", "try": 1}
    >>> print(as_csv([{**entry, "guess": 10.0, "result": 26.598552904870054}]).splitlines()[1])
    0.0,prediction,1A,1,10,26.5986,,
    """
    whole = list(entries)
    moments = [moment_of(entry) for entry in whole]
    first = min(moments, default=None)
    rows = [
        {"minutes": f"{(moment - first).total_seconds() / 60:.1f}", **_row(entry)}
        for entry, moment in zip(whole, moments, strict=True)
        if entry["kind"] in ("answer", "prediction") and first is not None
    ]
    return spreadsheet_csv(_COLUMNS, rows)


def moment_of(entry: Entry) -> datetime:
    """Return when something was noted; two clocks of different zones write one moment differently.

    >>> moment_of({"time": "2026-01-06T12:00+02:00"}) < moment_of({"time": "2026-01-06T11:00Z"})
    True
    """
    return datetime.fromisoformat(entry["time"])


def _row(entry: Entry) -> dict[str, object]:
    """Return the cells of an answer or a prediction, without its time."""
    row = {name: entry.get(name, "") for name in ("kind", "id", "try")}
    if entry["kind"] == "answer":
        said = "; ".join(_said(one) or "-" for one in _list(entry, "answers"))
        return row | {"answer": said, "right": "{} of {}".format(*_score(entry))}
    results = {name: _result(entry.get(name)) for name in ("result", "off_by")}
    return row | {"answer": _said(entry.get("guess"))} | results


def as_html(entries: Iterable[Entry], caption: str) -> str:
    """Write every entry as one row of a table: what, what was said, what came out.

    >>> entry = {"time": "2026-01-06T10:00:00+00:00", "kind": "prediction", "id": "1A"}
    >>> found = as_html([{**entry, "guess": 10.0, "result": 26.5986, "unit": "%"}], "My log")
    >>> "prediction 1A" in found, ">10%<" in found, ">26.6%<" in found
    (True, True, True)
    """
    whole = list(entries)
    if len(whole) > MOST_ROWS:  # more than anybody reads, or a page draws at once
        caption += f" ({words.LOG_NEWEST.format(MOST_ROWS, len(whole))})"
    # A long word of a sentence of one's own is broken, so that no column is pushed off the page.
    cells = ((_whole(what), *map(_breakable, both)) for what, *both in _rows(whole))
    return rows_table(caption, words.LOG_HEADS, cells)


def _whole(text: str) -> str:
    """Keep a short name on one line."""
    return f'<span class="btm-short">{escape(text)}</span>' if len(text) < 26 else _breakable(text)


def _breakable(text: str) -> str:
    return f'<span style="overflow-wrap: anywhere">{escape(text)}</span>'


def _rows(entries: list[Entry]) -> Iterator[tuple[str, ...]]:
    """Give the rows in plain text."""
    # Tries are counted here, because two sessions may both have had a first.
    all_tries = Counter((entry["kind"], entry["id"]) for entry in entries)
    tries: Counter[tuple[str, str]] = Counter()
    for place, entry in enumerate(entries, start=MOST_ROWS - len(entries)):
        which = entry["kind"], entry["id"]
        tries[which] += 1
        if place < 0:
            continue
        what = f"{words.LOG_KINDS.get(which[0], which[0])} {which[1]}"
        if all_tries[which] > 1 and which[0] in ("answer", "prediction"):
            what = words.LOG_TRY.format(what, tries[which])
        question = entry.get("question")
        if isinstance(question, str):  # of a prediction: what it was about, a week later
            what = f"{what}: {question}"
        yield what, *said_and_came(entry)


def said_and_came(entry: Entry) -> tuple[str, str]:
    """Return what was said and what came out, in plain text.

    >>> said_and_came({"kind": "sentence", "id": "1", "text": "A gate is a gate."})
    ('A gate is a gate.', '–')
    """
    unit = entry.get("unit")
    unit = unit if isinstance(unit, str) else ""
    match entry["kind"]:
        case "prediction":
            digits = entry.get("digits", 1)
            result = _result(entry.get("result"), digits if isinstance(digits, int) else 1)
            return _with(_said(entry.get("guess")), unit), _with(result, unit)
        case "answer":
            given = "; ".join(_said(one) or _NONE for one in _list(entry, "answers"))
            return given or _NONE, words.LOG_SCORE.format(*_score(entry))
        case "sentence":
            return _said(entry.get("text")) or _NONE, _NONE
        case "before" | "after":  # before and after the course: how sure, and never how right
            sure = entry.get("sure")
            level = LEVELS.get(sure) if isinstance(sure, float) else None
            return _said(entry.get("answer")) or _NONE, level or _NONE
        case "setting":
            return _changes(entry.get("settings")), _result(entry.get("result")) or _NONE
    return _NONE, _NONE


def _with(text: str, unit: str) -> str:
    if not text:
        return _NONE
    return f"{text}{unit}" if unit in ("", "%") else f"{text} {unit}"


def _said(value: object) -> str:
    """Write what a learner entered; a log can be edited by hand, so it may be anything."""
    return value if isinstance(value, str) else write_number(value)


def _result(value: object, digits: int = 4) -> str:
    """Write what came out: of a number not more decimals than anybody reads."""
    if isinstance(value, float) and 0 <= digits <= 4:
        value = round(value, digits)
    return _said(value)


def _score(entry: Entry) -> tuple[int, int]:
    """Return how many parts were right, and of how many."""
    right = _list(entry, "right")
    return sum(one is True for one in right), len(right)


def _list(entry: Entry, name: str) -> list[object]:
    found = entry.get(name)
    return found if isinstance(found, list) else []


_ALWAYS = ("applicant_type", "step2")


def _changes(settings: object) -> str:
    """Name who it was, and what was set otherwise than in a scenario nobody has touched."""
    usual = _usual()
    found = [
        f"{name} {words.LOG_ON[value] if isinstance(value, bool) else _said(value)}"
        for name, value in _leaves(settings)
        if value is not None and (name in _ALWAYS or usual.get(name) != value)
    ]
    return "; ".join(found) or words.LOG_AS_USUAL


@cache
def _usual() -> dict[str, object]:
    return dict(_leaves(json.loads(Scenario().to_json())))


def _leaves(part: object, name: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(part, dict):
        for key, inner in part.items():
            yield from _leaves(inner, str(key))
    elif isinstance(part, list):
        for inner in part:
            yield from _leaves(inner, name)
    else:
        yield name, part
