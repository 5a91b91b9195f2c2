"""An exercise: answers go into controls, a check says what is right and why a wrong one tempts."""

from __future__ import annotations

from html import escape

from engine.study.exercises import Part, Slip, exercise
from widgets.controls.fields import ChoiceControl, Control, Note, TextControl
from widgets.controls.form import Form
from widgets.controls.make import action, sentence_line
from widgets.learning import words
from widgets.learning.log import Log
from widgets.learning.log_rows import Entry
from widgets.text.html import folded
from widgets.text.reading import brief, read_number, unclear_percent, write_number

# How the units end of which no answer lies outside of 0 to 1.
_SHARES = ("probability", "0 to 1")


class Exercise(Form):
    """Ask an exercise of the course and check what is answered.

    When the log holds this exercise, because its cell is run again or a file is loaded, its last
    answers are put back with what was right, unless something has been entered meanwhile.

    Parameters
    ----------
    id : str
        Such as "1.2": chapter and number.
    log : Log, optional
        Where tries are noted; by default the one log of this notebook.

    Attributes
    ----------
    question : Question
        What is asked, with the answers computed.
    answers : tuple of Control
        One for each part.
    check : ActionControl
        The button.
    feedback : Line
        How many parts are right; what is wrong is said under each control.
    tries : int
        How often an answer was checked.

    Raises
    ------
    MarketError
        When there is no such exercise.

    Examples
    --------
    >>> asked = Exercise("5.3", log=Log())
    >>> asked.answers[0].text = "80"
    >>> asked.check.press()
    >>> print(asked.feedback.text, asked.answers[0].help)  # doctest: +ELLIPSIS
    0 of 1 right. This is the document's own weight. B wins by far there; ...
    """

    def __init__(self, id: str, *, log: Log | None = None) -> None:
        self.question = exercise(id)
        self.my_log = Log.given(log)
        self.tries = 0
        self.answers = tuple(map(_control, self.question.parts))
        self.check, self.feedback = action(words.CHECK), sentence_line(label=words.FEEDBACK)
        self.check.observe(self._on_check, names="presses")
        for part, control in zip(self.question.parts, self.answers, strict=True):
            # What was said about an answer does not stay beside another one.
            control.observe(
                lambda change, part=part: self._quiet(change["owner"], part),
                names=["value", "text"],
            )
            if isinstance(control, TextControl):
                control.observe(self._on_check, names="submits")
        asked = self.question
        head = Note(
            f"<b>{words.EXERCISE} {escape(asked.id)}. {escape(asked.title)}</b>"
            f"<p>{escape(asked.prompt)}</p>"
        )
        solution = folded(f"{words.SOLUTION} {asked.id}", f"<p>{escape(asked.worked)}</p>")
        parts = [head, *self.answers, self.check, self.feedback, Note(solution)]
        super().__init__(parts, "btm-exercise")
        self.my_log.when_loaded("answer", self.question.id, self._put_back)

    def _on_check(self, _change: object) -> None:
        given, right = self._judge()
        if any(answer is not None for answer in given):
            self.tries += 1
            facts = {"try": self.tries, "answers": given, "right": right}
            self.my_log.add("answer", self.question.id, **facts)

    def _judge(self, first: str = "") -> tuple[list[float | str | None], list[bool]]:
        """Say what is right of what stands in the controls; return that, and which parts are."""
        given = [
            _given(part, control)
            for part, control in zip(self.question.parts, self.answers, strict=True)
        ]
        right = [
            answer is not None and part.fits(answer, part.answer)
            for part, answer in zip(self.question.parts, given, strict=True)
        ]
        for part, control, answer, fits in zip(
            self.question.parts, self.answers, given, right, strict=True
        ):
            if answer is not None:
                control.help = words.RIGHT.format(part.shown) if fits else _hint(part, answer)
        text = words.OF_RIGHT.format(sum(right), len(right))
        if None in given:
            text += words.STILL_OPEN.format(given.count(None))
        self.feedback.text = f"{first} {text}".strip()
        return given, right

    def _put_back(self, past: tuple[Entry, ...]) -> None:
        """Fill in the last answers of a log and judge them, without counting them again."""
        self.tries = max(self.tries, len(past))
        last = past[-1].get("answers")
        if not isinstance(last, list) or len(last) != len(self.answers):
            return
        if any(_entered(control) for control in self.answers):
            return
        for part, control, answer in zip(self.question.parts, self.answers, last, strict=True):
            if isinstance(control, TextControl):
                control.text = write_number(answer, part.unit)
            elif isinstance(control, ChoiceControl) and answer in part.options:
                control.value = answer
        if any(_entered(control) for control in self.answers):
            self._judge(words.FROM_LOG)

    def _quiet(self, control: Control, part: Part) -> None:
        control.help, control.problem, self.feedback.text = part.unit, "", ""


def _control(part: Part) -> Control:
    if part.options:
        options = [["", words.CHOOSE], *([option, option] for option in part.options)]
        return ChoiceControl(label=part.ask, options=options, value="")
    return TextControl(label=part.ask, help=part.unit)


def _entered(control: Control) -> bool:
    return bool(control.text.strip() if isinstance(control, TextControl) else control.value)


def _given(part: Part, control: Control) -> float | str | None:
    """Return the answer in a control, or None and say why where there is none."""
    if isinstance(control, ChoiceControl):
        return control.value or None
    assert isinstance(control, TextControl)
    control.problem = unclear_percent(control.text, part.unit)
    if control.problem:
        return None
    value = read_number(control.text, part.unit)
    if value is None and control.text.strip():
        control.problem = words.NO_NUMBER.format(brief(control.text))
    elif value is not None and part.unit.endswith(_SHARES) and not 0 <= value <= 1:
        control.problem = words.NO_SHARE.format(brief(control.text))
        return None
    return value


def _hint(part: Part, answer: float | str) -> str:
    """Say why a wrong answer tempts, where that is known."""
    known: list[Slip] = [slip for slip in part.slips if part.fits(answer, slip.answer)]
    if known:
        return known[0].why
    return words.TRY_ANOTHER if part.options else words.NOT_THIS_NUMBER
