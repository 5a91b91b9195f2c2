"""What a school wants its students to see: dates, people, help, from `chapters/school.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as ipw

from engine.base.errors import InputError, raise_if_any

FILE = "school.toml"
SCHOOL_EMPTY = (
    "Your school's advising office knows the dates, the people and the help that are meant for "
    "you. A school can write them into the file {}."
)
SCHOOL_BROKEN = "{} cannot be read: line {}: {}."
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
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        return School()
    try:
        data = tomllib.loads(found.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError([f"{found.name} is not plain text in UTF-8"]) from None
    except tomllib.TOMLDecodeError as error:
        raise InputError([_sentence(found, error)]) from None
    raise_if_any(_problems(data), InputError)
    return School(**data)


def school_box(path: Path | None = None) -> ipw.HTML:
    """Show what a school filled in, or say where such help is found.

    Parameters
    ----------
    path : Path, optional
        As in `read_school`.

    Returns
    -------
    HTML
        A file that cannot be read is named in it, so that the chapter goes on.
    """
    try:
        school = read_school(path)
    except InputError as error:
        return ipw.HTML(f'<p role="alert">{escape(" ".join(error.problems))}</p>')
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
    return ipw.HTML("".join(f"<div>{line}</div>" for line in lines))


def _link(text: str, address: str) -> str:
    return f'<a href="{escape(address)}" target="_blank" rel="noopener">{escape(text)}</a>'


def _sentence(path: Path, error: tomllib.TOMLDecodeError) -> str:
    """Say in one sentence which line is wrong; Python puts the place at the end, in brackets."""
    text, _, place = str(error).rpartition(" (at ")
    line = re.search(r"line (\d+)", place)
    last = len(path.read_text(encoding="utf-8-sig").splitlines())
    return SCHOOL_BROKEN.format(path.name, line[1] if line else last, text.rstrip("."))


def _problems(data: Mapping[str, Any]) -> list[str]:
    problems = []
    for name, value in data.items():
        if name not in School.__dataclass_fields__:
            known = ", ".join(School.__dataclass_fields__)
            problems.append(f"{FILE} has {name!r}; it can have {known}")
        elif name in SCHOOL_PARTS:
            if not isinstance(value, str):
                problems.append(f"{name} is {value!r}; it must be a text in quotation marks")
        elif not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            problems.append(f'{name} must hold lines like "this" = "that"')
        elif name == "links":
            problems += [
                f"the link {text!r} is {to!r}; it must begin with https://, mailto: or tel:"
                for text, to in value.items()
                if to and not _ADDRESS.fullmatch(to)
            ]
    return problems
