"""The controls of the course, each by one call: numbers, choices, toggles, buttons, two lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from widgets.controls.buttons import ActionControl
from widgets.controls.fields import (
    ChoiceControl,
    Line,
    NumberControl,
    PickControl,
    SettingChoice,
    ToggleControl,
)
from widgets.text.reading import Number


def number(
    label: str, value: Number, low: Number, high: Number, step: Number, help: str = ""
) -> NumberControl:
    """Ask for a number, by a slider or by typing it.

    Parameters
    ----------
    label : str
        The name of the number, with its unit if it has one.
    value : int or float
        Where it starts.
    low, high : int or float
        Its limits.
    step : int or float
        What one press of an arrow key adds. Where the value, the limits and the step are all `int`,
        only whole numbers count: a step of 1.0 lets halves be typed.
    help : str, default ""
        A quiet line under the control.

    Returns
    -------
    NumberControl
        Observe its `entry`.

    Raises
    ------
    traitlets.TraitError
        When the value lies outside the limits, or the label is empty.

    Examples
    --------
    >>> step2 = number("Step 2 score", 234, 180, 300, 1)
    >>> step2.text = "-5"  # as if typed
    >>> step2.entry, step2.value
    (-5, 234)
    >>> step2.problem
    'Step 2 score is -5; it must be a number from 180 to 300.'
    >>> step2.text = "234.5"
    >>> step2.problem
    'Step 2 score is 234.5; it must be a whole number.'
    """
    return NumberControl(label=label, value=value, low=low, high=high, step=step, help=help)


def choice(
    label: str, options: Iterable[str] | Mapping[str, str], value: str, help: str = ""
) -> ChoiceControl:
    """Ask for one of several options, in a list that opens; sentences to read: see `pick`.

    Parameters
    ----------
    label : str
        What is chosen.
    options : iterable of str, or mapping of str to str
        The options, or each option's value with the words shown for it.
    value : str
        The option chosen at first.
    help : str, default ""
        A quiet line under the control.

    Returns
    -------
    ChoiceControl
        Observe its `value`.

    Raises
    ------
    traitlets.TraitError
        When the value is not among the options, or the label is empty.

    Examples
    --------
    >>> choice("Dials", {"evidence": "as studies found", "source": "as told"}, "source").value
    'source'
    """
    shown = options if isinstance(options, Mapping) else {option: option for option in options}
    pairs = [[option, words] for option, words in shown.items()]
    return ChoiceControl(label=label, options=pairs, value=value, help=help)


def pick(label: str) -> PickControl:
    """Ask for one of a few sentences, all of them in sight as radio buttons; none at first.

    Parameters
    ----------
    label : str
        What is chosen.

    Returns
    -------
    PickControl
        Set its `options`; observe its `value`.

    Examples
    --------
    >>> answer = pick("Your answer")
    >>> answer.options = [["best", "The best score gets the position"], ["no", "Nobody knows"]]
    >>> answer.value
    ''
    """
    return PickControl(label=label)


def setting_choice(label: str, options: Mapping[Any, str], value: Any) -> SettingChoice:
    """Ask for one of several values of a setting.

    Parameters
    ----------
    label : str
        What is chosen.
    options : mapping of object to str
        The values, each with the words shown for it.
    value : object
        The one chosen at first; offered as it is where it is none of the options.

    Returns
    -------
    SettingChoice

    Examples
    --------
    >>> known = setting_choice("Known", {None: "as usual", True: "yes", False: "no"}, None)
    >>> known.take({"value": "false"})  # as the browser sends it
    >>> known.value
    False
    """
    pairs = [[option, shown] for option, shown in options.items()]
    if value not in options:
        pairs.append([value, str(value)])
    return SettingChoice(label=label, options=pairs, value=value)


def toggle(label: str, value: bool = False, help: str = "") -> ToggleControl:
    """Ask whether something is on.

    Parameters
    ----------
    label : str
        What is on when the box is ticked.
    value : bool, default False
        Whether it is ticked at first.
    help : str, default ""
        A quiet line under the control.

    Returns
    -------
    ToggleControl
        Observe its `value`.

    Examples
    --------
    >>> toggle("Official rules", True).value
    True
    """
    return ToggleControl(label=label, value=value, help=help)


def action(label: str) -> ActionControl:
    """Offer a button.

    Parameters
    ----------
    label : str
        What the button does, as a verb.

    Returns
    -------
    ActionControl
        Observe its `presses`.

    Examples
    --------
    >>> again = action("Reset")
    >>> again.observe(lambda change: print("pressed", change["new"]), names="presses")
    >>> again.press()
    pressed 1
    """
    return ActionControl(label=label)


def problem_line() -> Line:
    """Make room for a problem that belongs to no single control; empty while all is fine.

    Returns
    -------
    Line
        Set its `text`.

    Examples
    --------
    >>> problem_line().text
    ''
    """
    return Line(label="Problem", role="alert")


def sentence_line(text: str = "", label: str = "Result", lines: int = 0) -> Line:
    """Show the sentence that says what a picture shows, announced when it changes.

    Parameters
    ----------
    text : str, default ""
        The first sentence.
    label : str, default "Result"
        What the line is about; not shown.
    lines : int, default 0
        Room kept for so many, so that what stands below does not jump when the sentence changes.
        In a narrow window it grows rather than be cut off.

    Returns
    -------
    Line
        Set its `text`.

    Examples
    --------
    >>> sentence_line("12 of 200 seasons end in SOAP.").text
    '12 of 200 seasons end in SOAP.'
    """
    return Line(label=label, role="status", text=text, lines=lines)
