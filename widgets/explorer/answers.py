"""What the controls of an explorer answer: now, at first, and next if one goes on as it does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from widgets.controls.fields import Control, NumberControl

Controls: TypeAlias = Mapping[tuple[str, ...], Control]
Answers: TypeAlias = Mapping[tuple[str, ...], Any]
_DIGITS = 9  # of a sum of tenths, which is to read as if it had been typed


def by_path(controls: Sequence[Control] | Controls) -> Controls:
    """Name controls by the paths they set; those that set none by their labels."""
    if isinstance(controls, Mapping):
        return controls
    return {(control.label,): control for control in controls}


def answers_of(controls: Controls) -> Answers:
    """Say what stands in controls, by the paths they set; of a number also what is refused."""
    return {
        paths: control.entry if isinstance(control, NumberControl) else control.value
        for paths, control in controls.items()
    }


def refused(control: Control) -> bool:
    """Whether what was entered is no number within the limits of its control."""
    return isinstance(control, NumberControl) and control.entry != control.value


def first_answer(control: Control) -> tuple[str, object]:
    """Name what sets a control, and what it holds: with that it can be put back."""
    name = "text" if isinstance(control, NumberControl) else "value"
    return name, getattr(control, name)


def following(controls: Controls, before: Answers, now: Answers) -> Answers | None:
    """Say what is answered next, where one number has just moved by a step of its slider.

    Whoever presses an arrow key presses it again, mostly.

    Parameters
    ----------
    controls : mapping of tuple of str to Control
        What is answered.
    before, now : mapping of tuple of str to answers
        What they said and what they say.

    Returns
    -------
    mapping or None
        None where nothing can be said: after a jump, another answer, or the end of the slider.

    Examples
    --------
    >>> from widgets.controls import number
    >>> score = {("score",): number("Score", 240, 180, 243, 1)}
    >>> for before, now in ((241, 242), (242, 241), (241, 243), (242, 243), (243, "lots")):
    ...     print(following(score, {("score",): before}, {("score",): now}))
    {('score',): 243}
    {('score',): 240}
    None
    None
    None
    """
    moved = [paths for paths in now if before[paths] != now[paths]]
    if len(moved) != 1:
        return None
    (paths,) = moved
    control, first, then = controls[paths], before[paths], now[paths]
    if not isinstance(control, NumberControl) or isinstance(first, str) or isinstance(then, str):
        return None  # what was refused is no number
    step, number = round(then - first, _DIGITS), round(2 * then - first, _DIGITS)
    if abs(step) != control.step or not control.low <= number <= control.high:
        return None
    return {**now, paths: number}
