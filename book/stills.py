"""What a widget shows at first, as HTML that needs no kernel: words, settings, lines to write on.

Pictures are left open here, each a hole with what it shows as JSON; `book.pictures` draws them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from typing import Any

import ipywidgets as ipw

from widgets.charts import LiveChart
from widgets.charts.moving import MovingPicture
from widgets.charts.playing import PlayingPicture
from widgets.controls.arrange import Fold, Group, Part
from widgets.controls.fields import (
    ChoiceControl,
    Line,
    Note,
    NumberControl,
    TextControl,
    ToggleControl,
)
from widgets.controls.form import Form
from widgets.explorer import ScenarioText
from widgets.explorer.page import keep_still
from widgets.learning import CourseTest, Exercise, LogBox, NoteButton, Prediction

SETTINGS = "Set here:"
CAME_OUT = "What comes out"
HERE = "Here it is {}."
ON, OFF = "yes", "no"
_SHORT = ' <span class="btm-write btm-short"></span>'

# What only makes sense while something can be pressed.
LIVE_ONLY = (ScenarioText, LogBox, NoteButton)
OWN = ("layout", "tooltip", "tabbable")  # of every widget, and of no picture


def install() -> None:
    """Have every widget that a cell shows bring its still along, in this kernel."""
    from IPython.core.getipython import get_ipython

    keep_still()
    shell: Any = get_ipython()
    shell.display_formatter.formatters["text/html"].for_type(ipw.Widget, still)


def still(widget: ipw.Widget) -> str:
    """Write what a widget shows now.

    Parameters
    ----------
    widget : Widget
        Any that a chapter shows.

    Returns
    -------
    str
        HTML; empty for what only makes sense while it can be used.

    Examples
    --------
    >>> from widgets.controls import number
    >>> still(Form([number("Step 2 score", 234, 180, 300, 1)]))
    '<p class="btm-set">Set here: Step 2 score <b>234</b></p>'
    """
    if isinstance(widget, LIVE_ONLY):
        return ""
    if isinstance(widget, LiveChart | MovingPicture):
        return _hole(widget)
    if isinstance(widget, Prediction):
        return _parts(widget.parts, asking=True) + _outcome(widget)
    if isinstance(widget, CourseTest):
        return _course_test(widget)
    if isinstance(widget, Form):
        return _parts(widget.parts, asking=isinstance(widget, Exercise))
    if isinstance(widget, ipw.HTML):
        return str(widget.value)
    return "".join(map(still, getattr(widget, "children", ())))


def _outcome(asked: Prediction) -> str:
    """Write what a guess is held against, folded away; this makes the picture move on."""
    result, shown = asked.reveal()
    if not isinstance(result, str):
        result = asked.amount(round(result, asked.digits))
    inside = f"<p>{escape(shown)}</p>" if isinstance(shown, str) else still(shown)
    return _folded(CAME_OUT, f"<p><b>{escape(HERE.format(result))}</b></p>{inside}", "btm-answer")


def _course_test(asked: CourseTest) -> str:
    """Write all the questions, with the choices to be ticked; this makes it move on to the last."""
    promise, question, *_ = asked.parts
    told = [_part(promise)]
    while True:
        told += [_part(question), _asked(asked.answer), _asked(asked.sure)]
        if not asked.on.enabled:
            return "".join(told)
        asked.on.press()


def _parts(parts: Iterable[Part], asking: bool = False) -> str:
    """Write the parts of a form, the settings among them together; or what it asks."""
    told, settings = list[str](), list[str]()
    for part in _flat(parts):
        if said := _asked(part) if asking else "":
            told.append(said)
        elif said := _setting(part):
            settings.append(said)
        elif said := _part(part):
            told += [_settings(settings), said]
            settings = []
    return "".join([*told, _settings(settings)])


def _flat(parts: Iterable[Part]) -> Iterable[Part]:
    """Take groups apart."""
    for part in parts:
        if isinstance(part, Group):
            yield from _flat(part.parts)
        else:
            yield part


def _asked(part: Part) -> str:
    """Write the options of a choice that nobody has made, to be ticked."""
    if not isinstance(part, ChoiceControl) or part.value != "":
        return ""
    ticks = "".join(f"<li>{escape(words)}</li>" for option, words in part.options if option)
    return f'<p class="btm-asked">{escape(part.label)}</p><ul class="btm-tick">{ticks}</ul>'


def _setting(part: Part) -> str:
    """Say in a few words how a control is set; nothing for what is no setting."""
    if isinstance(part, NumberControl):
        value = part.text
    elif isinstance(part, ToggleControl):
        value = ON if part.value else OFF
    elif isinstance(part, ChoiceControl):
        value = next(words for option, words in part.options if option == part.value)
    else:
        return ""
    return f"{escape(part.label)} <b>{escape(value)}</b>"


def _settings(said: list[str]) -> str:
    return f'<p class="btm-set">{SETTINGS} {" · ".join(said)}</p>' if said else ""


def _part(part: Part) -> str:
    if isinstance(part, ipw.Widget):
        return still(part)
    if isinstance(part, Fold):
        inside = _parts(part.parts)
        return _folded(part.label, inside) if inside else ""
    if isinstance(part, Note):
        return f"<div>{part.value}</div>" if part.value else ""
    if isinstance(part, Line):
        return f'<p class="btm-line">{escape(part.text)}</p>' if part.text else ""
    if isinstance(part, TextControl):
        asked = f"{escape(part.label)} {_quiet(part.help)}".strip()
        if part.text:
            return f'<p class="btm-asked">{asked}</p><pre>{escape(part.text)}</pre>'
        line = '<span class="btm-write"></span>' if part.lines > 1 else _SHORT
        return f'<div class="btm-asked">{asked}{line * part.lines}</div>'
    return ""


def _quiet(words: str) -> str:
    return f"<small>({escape(words)})</small>" if words else ""


def _folded(label: str, inside: str, kind: str = "btm-more") -> str:
    return f'<details class="{kind}"><summary>{escape(label)}</summary>{inside}</details>'


def _hole(picture: LiveChart | MovingPicture) -> str:
    """Leave a picture open: what draws it, and what it shows now."""
    state = {name: getattr(picture, name) for name in picture.keys if not name.startswith("_")}
    shown = {name: value for name, value in state.items() if name not in OWN}
    if isinstance(picture, LiveChart):
        hole: dict[str, Any] = {"spec": {**shown, "library": None}}
    else:
        hole = {"script": str(picture._esm), "state": shown}
    data = json.dumps({**hole, "description": picture.description})
    story = ""
    if isinstance(picture, PlayingPicture):
        step = picture.rows["steps"][picture.step]
        told = f"{step['you']}. {step['everybody']}."
        story = f'<p class="btm-line"><b>{escape(step["title"])}</b> {escape(told)}</p>'
    return f'{story}<figure class="btm-hole" data-picture="{escape(data)}"></figure>'
