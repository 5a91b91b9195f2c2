"""What stands in a form: labeled controls, lines and notes, as plain values with observers.

None of them is a widget. A `Form` holds them, and is the one widget that the browser knows: so
what a person does in one form arrives in the order in which it was done, and a page of many
controls has few models.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import traitlets as t

from widgets.text.reading import Number, read_entry


class Said(t.HasTraits):
    """Something in a form that is told to the browser whenever it changes.

    A trait tagged `told` goes to the browser; one tagged `asked` can be changed there.

    Attributes
    ----------
    kind : str
        What the browser makes of it.
    key : str
        Its name in the form it stands in, which gives it one.
    """

    kind = t.Unicode().tag(told=True)
    key = t.Unicode()

    def told(self) -> dict[str, Any]:
        """Return what the browser is told."""
        return {name: getattr(self, name) for name in self.trait_names(told=True)}

    def take(self, changes: Mapping[str, Any]) -> None:
        """Take over what somebody did in the browser, as one change, with all that follows."""
        askable = self.trait_names(asked=True)
        with self.hold_trait_notifications():
            for name, value in changes.items():
                if name in askable:
                    setattr(self, name, value)


class Note(Said):
    """A piece of quiet HTML: `value`."""

    kind = t.Unicode("note").tag(told=True)
    value = t.Unicode().tag(told=True)

    def __init__(self, value: str = "") -> None:
        super().__init__(value=value)


class Control(Said):
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

    value: Any  # of those that hold an answer
    entry: Any  # of a number

    label = t.Unicode().tag(told=True)
    help = t.Unicode().tag(told=True, asked=True)
    problem = t.Unicode().tag(told=True, asked=True)
    enabled = t.Bool(True).tag(told=True)
    catches = t.Int().tag(told=True)

    @t.validate("label")
    def _named(self, proposal: Mapping[str, str]) -> str:
        if not proposal["value"].strip():
            raise t.TraitError("a control needs a label")
        return proposal["value"]

    def catch_focus(self) -> None:
        """Take the focus if nothing has it any more: those who use the keyboard stay in place."""
        self.catches += 1


def keep_focus(*controls: Control) -> None:
    """Let the first of these that can be used catch the focus that another one has dropped."""
    for control in controls:
        if control.enabled:
            control.catch_focus()
            return


class NumberControl(Control):
    """A slider with a box beside it, in which the number can be typed.

    What is typed is never corrected in silence. The slider and `value` stay at the
    last number within the limits; `entry` is what was meant, right or wrong, so that
    the caller can ask the engine about it and put its sentence into `problem`.
    Where the first value, the limits and the step are all `int`, only whole numbers
    count, and `value` is an `int`.

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
    marks : list of int or float
        Where the slider has a mark; what they are stands in `help`.
    """

    kind = t.Unicode("number").tag(told=True)
    value = t.Union([t.Int(), t.Float()]).tag(told=True, asked=True)
    text = t.Unicode().tag(told=True, asked=True)
    low = t.Union([t.Int(), t.Float()]).tag(told=True)
    high = t.Union([t.Int(), t.Float()]).tag(told=True)
    step = t.Union([t.Int(), t.Float()]).tag(told=True)
    marks: t.List[float] = t.List().tag(told=True)
    entry = t.Union([t.Int(), t.Float(), t.Unicode()])

    def __init__(self, **settings: Any) -> None:
        self._first = str(settings["value"])
        given = (settings[name] for name in ("value", "low", "high", "step"))
        self._whole = all(isinstance(one, int) for one in given)
        super().__init__(text=self._first, **settings)

    def reset(self) -> None:
        """Go back to the first value, whatever stands in the box."""
        self.text = self._first

    def _fault(self, entry: Number | str) -> str:
        """Say what an entry must be and is not; empty for one that fits."""
        if isinstance(entry, str) or not self.low <= entry <= self.high:
            return f"a number from {self.low} to {self.high}"
        return "a whole number" if self._whole and entry != int(entry) else ""

    def _sentence(self, entered: str, fault: str) -> str:
        return f"{self.label} is {entered.strip() or 'empty'}; it must be {fault}."

    @t.validate("value")
    def _within_limits(self, proposal: Mapping[str, Number]) -> Number:
        value = proposal["value"]
        if fault := self._fault(value):
            raise t.TraitError(self._sentence(str(value), fault))
        return int(value) if self._whole else value

    @t.observe("value")
    def _write(self, _change: object) -> None:
        if read_entry(self.text) != self.value:
            self.text = str(self.value)

    @t.observe("text")
    def _read(self, _change: object) -> None:
        entry = read_entry(self.text)
        fault = self._fault(entry)
        self.problem = self._sentence(self.text, fault) if fault else ""
        if not fault:
            self.value = entry
        self.entry = entry if fault else self.value


class ChoiceControl(Control):
    """One of several options; each is a pair: its value and the words shown for it."""

    kind = t.Unicode("choice").tag(told=True)
    options: t.List[list[str]] = t.List().tag(told=True)
    value = t.Unicode().tag(told=True, asked=True)

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

    value: Any = t.Any().tag(told=True, asked=True)

    @t.validate("value")
    def _offered(self, proposal: Mapping[str, Any]) -> Any:
        offered = [option for option, _ in self.options]
        wanted = _setting(proposal["value"])
        for option in offered:  # 1 is not True here
            if option == wanted and isinstance(option, bool) == isinstance(wanted, bool):
                return option
        raise t.TraitError(f"{self.label} is {proposal['value']!r}; it must be one of {offered}")


class PickControl(ChoiceControl):
    """One of several options, all of them in sight: for answers that are sentences.

    `value` is empty until one is picked.
    """

    kind = t.Unicode("pick").tag(told=True)

    @t.validate("value")
    def _offered(self, proposal: Mapping[str, str]) -> str:
        return proposal["value"] and super()._offered(proposal)


def _setting(value: object) -> object:
    """Read a setting as the browser sends it, which knows texts only."""
    with suppress(ValueError):
        return json.loads(value) if isinstance(value, str) else value
    return value


class ToggleControl(Control):
    """Something that is on or off: `value`."""

    kind = t.Unicode("toggle").tag(told=True)
    value = t.Bool().tag(told=True, asked=True)


class TextControl(Control):
    """A box to type in: `text`, in one line or in several (`lines`).

    `submits` counts how often Enter was pressed in a box of one line.
    """

    kind = t.Unicode("text").tag(told=True)
    text = t.Unicode().tag(told=True, asked=True)
    lines = t.Int(1).tag(told=True)
    submits = t.Int().tag(told=True, asked=True)


class Line(Control):
    """A line of text that screen readers announce when it changes: `text`.

    With the role "alert" it interrupts, with "status" it waits for a pause. Room is kept for
    so many `lines`, so that what stands below does not jump when the text changes.
    """

    kind = t.Unicode("line").tag(told=True)
    role = t.Enum(["alert", "status"]).tag(told=True)
    text = t.Unicode().tag(told=True)
    lines = t.Int().tag(told=True)


class Progress(Control):
    """A bar that says how far something is: `done` of `of`; not seen while `of` is 0."""

    kind = t.Unicode("progress").tag(told=True)
    done = t.Int().tag(told=True)
    of = t.Int().tag(told=True)
