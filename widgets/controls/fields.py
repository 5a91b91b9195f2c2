"""Form fields as widgets: labeled, and usable by mouse, keyboard and screen reader.

Each field is one small widget of native form elements, because a native slider
has an accessible name and the sliders of ipywidgets have none, and because a select
box or a button that has the focus must keep the notebook's shortcuts off itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import anywidget
import traitlets as t

from widgets.controls.reading import Number, read_entry


def _beside(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


class Control(anywidget.AnyWidget):
    """What all controls have in common; `widgets.controls.make` makes them.

    Attributes
    ----------
    label : str
        The visible and the accessible name.
    help : str
        A quiet line under the control; may be empty.
    problem : str
        What is wrong with what was entered, in one sentence; empty when it is fine.
        Shown by the control and announced by screen readers.
    enabled : bool
        Whether the control can be used.
    catches : int
        Raised to give it the focus, if the browser has just dropped the focus because what
        had it was disabled; see `catch_focus`.
    """

    # One file for the browser: how acts go to the kernel, and the fields.
    _esm = "".join(
        Path(__file__).with_name(name).read_text(encoding="utf-8")
        for name in ("acts.js", "fields.js")
    )
    _css = Path(__file__).with_suffix(".css")

    kind = t.Unicode().tag(sync=True)
    key = t.Unicode().tag(sync=True)  # tells controls apart in the browser's list of acts
    acts = t.Int().tag(sync=True)  # counted by the browser,
    answered = t.Int().tag(sync=True)  # and the last of them that was done
    label = t.Unicode().tag(sync=True)
    help = t.Unicode().tag(sync=True)
    problem = t.Unicode().tag(sync=True)
    enabled = t.Bool(True).tag(sync=True)
    catches = t.Int().tag(sync=True)

    @t.validate("label")
    def _named(self, proposal: Mapping[str, str]) -> str:
        if not proposal["value"].strip():
            raise t.TraitError("a control needs a label")
        return proposal["value"]

    def __init__(self, **settings: Any) -> None:
        super().__init__(key=uuid4().hex, **settings)

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Do what somebody did in the browser, with all that follows, and then say that it is done.

        The browser sends the next act only after that, so that no act overtakes another.
        """
        try:
            super().set_state(sync_data)
        finally:
            self.answered = self.acts

    def catch_focus(self) -> None:
        """Take the focus if nothing has it any more: those who use the keyboard stay in place."""
        self.catches += 1


class NumberControl(Control):
    """A slider with a box beside it, in which the number can be typed.

    What is typed is never corrected in silence. The slider and `value` stay at the
    last number within the limits; `entry` is what was meant, right or wrong, so that
    the caller can ask the engine about it and put its sentence into `problem`.

    Attributes
    ----------
    value : int or float
        The last number entered that lies from `low` to `high`.
    text : str
        What stands in the box.
    entry : int, float or str
        The number in the box, or the text itself when it is not a number. One
        change per act of the user: observe this one.
    low, high, step : int or float
        The limits of the slider, and what one press of an arrow key adds.
    """

    kind = t.Unicode("number").tag(sync=True)
    value = t.Union([t.Int(), t.Float()]).tag(sync=True)
    text = t.Unicode().tag(sync=True)
    low = t.Union([t.Int(), t.Float()]).tag(sync=True)
    high = t.Union([t.Int(), t.Float()]).tag(sync=True)
    step = t.Union([t.Int(), t.Float()]).tag(sync=True)
    entry = t.Union([t.Int(), t.Float(), t.Unicode()])

    def __init__(self, **settings: Any) -> None:
        self._first = str(settings["value"])
        super().__init__(text=self._first, **settings)

    def reset(self) -> None:
        """Go back to the first value, whatever stands in the box."""
        self.text = self._first

    def _fits(self, entry: object) -> bool:
        return isinstance(entry, int | float) and self.low <= entry <= self.high

    @t.validate("value")
    def _within_limits(self, proposal: Mapping[str, Number]) -> Number:
        if not self._fits(proposal["value"]):
            raise t.TraitError(self._sentence(str(proposal["value"])))
        return proposal["value"]

    def _sentence(self, entered: str) -> str:
        entered = entered.strip() or "empty"
        return f"{self.label} is {entered}; it must be a number from {self.low} to {self.high}."

    @t.observe("value")
    def _write(self, _change: object) -> None:
        if read_entry(self.text) != self.value:
            self.text = str(self.value)

    @t.observe("text")
    def _read(self, _change: object) -> None:
        entry = read_entry(self.text)
        # The callers of `entry` may replace the sentence; the browser sees the last one only.
        with self.hold_sync():
            if self._fits(entry):
                self.problem = ""
                self.value = entry
            else:
                self.problem = self._sentence(self.text)
            self.entry = entry


class ChoiceControl(Control):
    """One of several options; each is a pair: its value and the words shown for it."""

    kind = t.Unicode("choice").tag(sync=True)
    options: t.List[list[str]] = t.List().tag(sync=True)
    value = t.Unicode().tag(sync=True)

    @t.validate("value")
    def _offered(self, proposal: Mapping[str, str]) -> str:
        offered = [option[0] for option in self.options]
        if proposal["value"] not in offered:
            raise t.TraitError(
                f"{self.label} is {proposal['value']!r}; it must be one of {offered}"
            )
        return proposal["value"]


class SettingChoice(ChoiceControl):
    """A choice among what settings hold: numbers, yes or no, or nothing at all."""

    value: Any = t.Any().tag(sync=True)

    @t.validate("value")
    def _offered(self, proposal: Mapping[str, Any]) -> Any:
        # The browser knows texts only; what it sends back is the option that reads the same.
        named = {_as_text(option): option for option, _ in self.options}
        text = _as_text(proposal["value"])
        if text not in named:
            raise t.TraitError(
                f"{self.label} is {proposal['value']!r}; it must be one of {[*named.values()]}"
            )
        return named[text]


def _as_text(value: object) -> str:
    """Write a setting as JavaScript does."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return f"{value:g}" if isinstance(value, float) else str(value)


class ToggleControl(Control):
    """Something that is on or off: `value`."""

    kind = t.Unicode("toggle").tag(sync=True)
    value = t.Bool().tag(sync=True)


class TextControl(Control):
    """A box to type in: `text`, in one line or in several (`lines`).

    `submits` counts how often Enter was pressed in a box of one line.
    """

    kind = t.Unicode("text").tag(sync=True)
    text = t.Unicode().tag(sync=True)
    lines = t.Int(1).tag(sync=True)
    submits = t.Int().tag(sync=True)


class Line(Control):
    """A line of text that screen readers announce when it changes: `text`.

    With the role "alert" it interrupts, with "status" it waits for a pause.
    """

    kind = t.Unicode("line").tag(sync=True)
    role = t.Enum(["alert", "status"]).tag(sync=True)
    text = t.Unicode().tag(sync=True)
