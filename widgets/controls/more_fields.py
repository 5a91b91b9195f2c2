"""More form fields: a box to type in, and buttons for what only the browser can do."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ipywidgets as ipw
import traitlets as t

from engine.base.errors import MarketError
from widgets.controls.fields import ChoiceControl, Control
from widgets.text import words

_HERE = Path(__file__)


def _with_fields(suffix: str) -> str:
    """Return a file of `widgets.controls.fields` with this module's own appended to it."""
    base = _HERE.with_name("fields").with_suffix(suffix)
    return "\n".join(path.read_text(encoding="utf-8") for path in (base, _HERE.with_suffix(suffix)))


class FurtherControl(Control):
    """A control of a kind that `widgets.controls.fields` does not have."""

    _esm: Any = _with_fields(".js")
    _css: Any = _with_fields(".css")


class LongChoice(FurtherControl, ChoiceControl):
    """A choice whose label may be a whole sentence."""


class TextControl(FurtherControl):
    """A box to type in: `text`, in one line or in several (`lines`).

    `submits` counts how often Enter was pressed in a box of one line.
    """

    kind = t.Unicode("text").tag(sync=True)
    text = t.Unicode().tag(sync=True)
    lines = t.Int(1).tag(sync=True)
    submits = t.Int().tag(sync=True)


class CopyControl(FurtherControl):
    """A button that copies what stands in a box to the clipboard."""

    kind = t.Unicode("copy").tag(sync=True)
    box = t.Instance(TextControl).tag(sync=True, **ipw.widget_serialization)
    done = t.Unicode(words.COPIED).tag(sync=True)
    refused = t.Unicode(words.COPY_REFUSED).tag(sync=True)


class DownloadControl(FurtherControl):
    """A button that saves a picture, or a text made when it is pressed, as a file.

    Attributes
    ----------
    form : {"svg", "png", "text"}
        What is saved.
    file_name : str
        What the browser calls it.
    chart : Widget
        The chart whose picture is saved; it must stand on the page.
    make : callable
        Returns the text.
    """

    kind = t.Unicode("download").tag(sync=True)
    form = t.Enum(["svg", "png", "text"]).tag(sync=True)
    file_name = t.Unicode().tag(sync=True)
    chart = t.Instance(ipw.Widget, allow_none=True).tag(sync=True, **ipw.widget_serialization)
    missing = t.Unicode(words.NO_PICTURE).tag(sync=True)
    presses = t.Int().tag(sync=True)
    made = t.Int().tag(sync=True)
    content = t.Unicode().tag(sync=True)

    def __init__(self, *, make: Callable[[], str] | None = None, **settings: Any) -> None:
        self.make = make
        super().__init__(**settings)

    @t.observe("presses")
    def _make(self, _change: object) -> None:
        if self.make is None:
            return
        try:
            content = self.make()
        except MarketError as error:
            self.problem = " ".join(error.problems)
            return
        with self.hold_sync():
            self.content, self.made = content, self.made + 1


def read_number(text: str, unit: str = "") -> float | None:
    """Read a number as people write it.

    Parameters
    ----------
    text : str
        What was typed.
    unit : str, default ""
        With "%" a percent sign adds nothing; otherwise 27% is 0.27.

    Returns
    -------
    float or None
        None when it is no finite number.

    Examples
    --------
    >>> read_number(" .27 "), read_number("27%"), read_number("27 %", "%"), read_number("1,250")
    (0.27, 0.27, 27.0, 1250.0)
    >>> read_number("\u22121.25"), read_number("0,27"), read_number("a lot")
    (-1.25, None, None)
    """
    plain = text.strip().replace("\u2212", "-")
    percent = plain.endswith("%")
    plain = plain.removesuffix("%").strip()
    head, *groups = plain.split(",")
    if groups and (head in ("", "-", "0", "-0") or any(len(g.split(".")[0]) != 3 for g in groups)):
        return None  # perhaps a comma for a point: not guessed at
    try:
        value = float("".join([head, *groups]))
    except ValueError:
        return None
    if not math.isfinite(value):
        return None
    return value / 100 if percent and unit != "%" else value


def unclear_percent(text: str, unit: str) -> str:
    """Ask back where a number may be a share or a percentage.

    Parameters
    ----------
    text : str
        What was typed.
    unit : str
        What the box asks for; only "%" leaves a doubt.

    Returns
    -------
    str
        A sentence, or nothing where it is clear what is meant.

    Examples
    --------
    >>> unclear_percent(" .25", "%")
    '.25 could mean 25% or 0.25%; write it with a % sign.'
    >>> unclear_percent("0.25%", "%"), unclear_percent("25", "%"), unclear_percent("0.25", "")
    ('', '', '')
    """
    value = read_number(text, unit)
    if unit != "%" or value is None or "%" in text or not 0 < value < 1:
        return ""
    return words.UNCLEAR.format(text.strip(), 100 * value, value)


def write_number(value: object, unit: str = "") -> str:
    """Write a number so that `read_number` reads the same.

    Parameters
    ----------
    value : object
        Perhaps a number: a log can be edited by hand.
    unit : str, default ""
        With "%" a percent sign is written, so that 0.25 leaves no doubt.

    Returns
    -------
    str
        Nothing when it is no finite number.

    Examples
    --------
    >>> write_number(60.0), write_number(0.25, "%"), write_number(14.3 / 100), write_number("x")
    ('60', '0.25%', '0.143', '')
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    try:
        text = f"{value:.10g}"
    except OverflowError:  # a whole number of hundreds of digits
        return ""
    return f"{text}{'%' if unit == '%' else ''}" if math.isfinite(value) else ""
