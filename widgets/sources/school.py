"""What a school wants its students to see: dates, people, help, from `chapters/school.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from engine.base.errors import InputError, raise_if_any
from engine.base.settings import MOST_NAMED, each_unknown, shown
from widgets.text.html import Html, link, text_box
from widgets.text.reading import brief

FILE = "school.toml"
SCHOOL_EMPTY = (
    "Your school's advising office knows the dates, the people and the help that are meant for "
    "you. A school can write them into the file {}."
)
SCHOOL_BROKEN = "{} cannot be read: line {}: {}."
SCHOOL_UNREADABLE = "{} cannot be read: {}."
SCHOOL_TOO_LONG = "it is longer than {:,} characters"
SCHOOL_NESTED = "it is nested too deep"
MOST_BYTES = 50_000  # of the file
MOST_LINE = 1_000  # letters of a line
SCHOOL_PARTS = {
    "name": "",
    "contact": "Advising",
    "wellness": "If you need somebody to talk to",
}
SCHOOL_DATES, SCHOOL_LINKS = "Dates", "Links"
_ADDRESS = re.compile(r"(https?://|mailto:|tel:)\S+")


@dataclass(frozen=True)
class School:
    """What a school filled in: one line each, any of which may be empty.

    `dates` say when and what; `links` have what is shown, and the address it opens.
    """

    name: str = ""
    contact: str = ""
    wellness: str = ""
    dates: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)


def read_school(path: Path | None = None) -> School:
    """Read the file of a school; a school without one is empty.

    By default it is `school.toml` beside the notebook, or else among the chapters of the course.
    `InputError` names the line that cannot be read, or every entry that cannot be used.
    """
    places = [Path(FILE), Path(__file__).parents[2] / "chapters" / FILE] if path is None else [path]
    try:
        found = next((place for place in places if place.is_file()), None)
        if found is None:
            return School()
        with found.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError([SCHOOL_UNREADABLE.format(FILE, error.strerror)]) from None
    data = _parsed(raw, brief(found.name))
    raise_if_any(_problems(data), InputError)
    return School(**data)


def _parsed(raw: bytes, name: str) -> dict[str, Any]:
    """Read TOML within bounds: its reader takes very long for long keys, and recurses."""
    if len(raw) > MOST_BYTES:
        raise InputError([SCHOOL_UNREADABLE.format(name, SCHOOL_TOO_LONG.format(MOST_BYTES))])
    try:
        text = raw.decode("utf-8-sig")
        lines = text.splitlines()
        for number, line in enumerate(lines, start=1):
            if len(line) > MOST_LINE:
                why = SCHOOL_TOO_LONG.format(MOST_LINE)
                raise InputError([SCHOOL_BROKEN.format(name, number, why)])
        return tomllib.loads(text)
    except UnicodeDecodeError:
        raise InputError([f"{name} is not plain text in UTF-8"]) from None
    except RecursionError:
        raise InputError([SCHOOL_UNREADABLE.format(name, SCHOOL_NESTED)]) from None
    except tomllib.TOMLDecodeError as error:
        # Python puts the place at the end, in brackets.
        why, _, place = str(error).rpartition(" (at ")
        at = re.search(r"line (\d+)", place)
        line = at[1] if at else str(len(lines))
        raise InputError([SCHOOL_BROKEN.format(name, line, brief(why.rstrip(".")))]) from None


def school_box(path: Path | None = None) -> Html:
    """Show what a school filled in, or say where such help is found.

    Parameters
    ----------
    path : Path, optional
        As in `read_school`.

    Returns
    -------
    Html
        A file that cannot be read is named in it, so that the chapter goes on.
    """
    try:
        school = read_school(path)
    except InputError as error:
        return Html(f'<p role="alert">{escape(" ".join(error.problems))}</p>')
    lines = []
    for part, title in SCHOOL_PARTS.items():
        if said := getattr(school, part).strip():
            lines.append(f"{title}: {escape(said)}" if title else f"<b>{escape(said)}</b>")
    dates = [f"{escape(on)}: {escape(what)}" for on, what in school.dates.items()]
    links = [_link(text, to) for text, to in school.links.items() if to]
    for title, rows in ((SCHOOL_DATES, dates), (SCHOOL_LINKS, links)):
        if rows:
            lines.append(title + "<ul>" + "".join(f"<li>{row}</li>" for row in rows) + "</ul>")
    if not lines:
        lines = [SCHOOL_EMPTY.format(f"chapters/{FILE}")]
    return text_box("".join(f"<div>{line}</div>" for line in lines))


def _link(text: str, address: str) -> str:
    if address.startswith("https://"):
        return link(text, address)
    return f'<a href="{escape(address)}">{escape(text)}</a>'


def _problems(data: Mapping[str, Any]) -> Iterator[str]:
    known = ", ".join(School.__dataclass_fields__)
    yield from each_unknown(
        data, School.__dataclass_fields__, f"{FILE} has {{!r}}; it can have {known}".format, FILE
    )
    for name in SCHOOL_PARTS:
        if not isinstance(value := data.get(name, ""), str):
            yield f"{name} is {shown(value)}; it must be a text in quotation marks"
    for name in ("dates", "links"):
        value = data.get(name, {})
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            yield f'{name} must hold lines like "this" = "that"'
        elif name == "links":
            wrong = [(text, to) for text, to in value.items() if to and not _ADDRESS.fullmatch(to)]
            for text, to in wrong[:MOST_NAMED]:
                yield (
                    f"the link {shown(text)} is {shown(to)}; "
                    "it must begin with https://, mailto: or tel:"
                )
            if len(wrong) > MOST_NAMED:
                yield f"links has {len(wrong) - MOST_NAMED} more addresses like that"
