"""A prediction: typed and locked before the picture appears, then scored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import ipywidgets as ipw

from engine.base.errors import MarketError
from widgets.controls.arrange import Part, row, side_by_side
from widgets.controls.fields import ChoiceControl, Note, TextControl
from widgets.controls.form import Form
from widgets.controls.make import action, choice, problem_line, sentence_line
from widgets.learning import words
from widgets.learning.log import Log
from widgets.learning.log_rows import Entry
from widgets.text.reading import brief, read_number, unclear_percent, write_number

Reveal = Callable[[], tuple[float | str, ipw.Widget | str]]


class Prediction(Form):
    """Ask for a guess, lock it, and only then show what happens.

    Its element says to the page which prediction it is and whether a guess is locked, so that a
    text that would tell the answer can wait for that (a cell's ``behind_the_match.after``).

    When the log holds this prediction, because its cell is run again or a file is loaded, its last
    guess is put back and locked, unless something has been entered meanwhile.

    Parameters
    ----------
    id : str
        What it is called in the log, such as "1A".
    question : str
        What is to be predicted.
    unit : str, default ""
        Of a number: "%", "places", "Step 2 points" ...
    low, high : float, optional
        The limits of a number.
    options : sequence of str, default ()
        What can be chosen; when given, a choice is asked for instead of a number.
    reveal : callable
        Returns the result, and a widget or a sentence that shows it. Called when the guess is
        locked and not before.
    meanwhile : callable, optional
        Returns the picture to look at until then, which must not tell the answer. `reveal` may
        change that picture and show it again: it stays where it is, and moves.
    digits : int, default 1
        Decimals of the result that are printed.
    log : Log, optional
        By default the one log of this notebook.

    Attributes
    ----------
    guess : TextControl or ChoiceControl
        Where the prediction goes; disabled once it is locked.
    lock, again : ActionControl
        Lock the guess; try again, which the log records.
    said : Line
        The difference, in words.
    picture : widget, Note or None
        What `reveal` returned to be shown; until then what `meanwhile` did, or None.
    locked : float, str or None
        The prediction that counts.
    off_by : float or None
        How far it was from the result, 0 or 1 for a choice.

    Examples
    --------
    >>> def reveal():
    ...     return 26.6, "The area left of 230."
    >>> asked = Prediction("1A", "How many are cut?", "%", 0, 100, reveal, log=Log())
    >>> asked.guess.text = "10"
    >>> asked.lock.press()
    >>> asked.said.text
    'You predicted 10%; here it is 26.6%: your prediction is 16.6 points too low.'
    """

    def __init__(
        self,
        id: str,
        question: str,
        unit: str = "",
        low: float | None = None,
        high: float | None = None,
        reveal: Reveal | None = None,
        *,
        options: Sequence[str] = (),
        meanwhile: Callable[[], ipw.Widget] | None = None,
        digits: int = 1,
        log: Log | None = None,
    ) -> None:
        if reveal is None:
            raise TypeError("a prediction needs `reveal`, which returns what it is held against")
        if (low is None) != (high is None):
            raise TypeError("a prediction has both limits, `low` and `high`, or none")
        self.id, self.question, self.unit = id, question, unit
        self.low, self.high = low, high
        self.reveal, self.meanwhile, self.digits = reveal, meanwhile, digits
        self.my_log = Log.given(log)
        self.locked: float | str | None = None
        self.off_by: float | None = None
        self.picture: ipw.Widget | Note | None = None
        self.tries = 0
        if options:
            shown = {"": words.CHOOSE, **{option: option for option in options}}
            self.guess: TextControl | ChoiceControl = choice(words.PREDICTION, shown, "")
        else:
            limits = "" if low is None else words.FROM_TO.format(low, high)
            self.guess = TextControl(label=words.PREDICTION, help=f"{unit} {limits}".strip())
            self.guess.observe(self._on_lock, names="submits")
        self.lock, self.again = action(words.LOCK), action(words.TRY_AGAIN)
        self.again.enabled = False
        self.said, self.problem = sentence_line(label=words.RESULT), problem_line()
        self.lock.observe(self._on_lock, names="presses")
        self.again.observe(self._on_again, names="presses")
        self._asked: tuple[Part, ...] = (
            Note(f"<b>{words.PREDICT}</b> {escape(question)}"),
            self.guess,
            row([self.lock, self.again]),
            self.problem,
            self.said,
        )
        super().__init__(self._asked)
        self._open()
        self.my_log.when_loaded("prediction", id, self._put_back)

    def _on_lock(self, _change: object) -> None:
        guess = self._typed()
        if self.locked is not None or guess is None:
            return
        try:
            result, shown = self.reveal()
        except MarketError as error:
            self.problem.text = " ".join(error.problems)
            return
        self._settle(guess, result, shown)
        self.again.catch_focus()
        self.tries += 1
        facts = {"guess": guess, "result": result, "off_by": self.off_by, "unit": self.unit}
        facts |= {"try": self.tries, "digits": self.digits, "question": self.question}
        self.my_log.add("prediction", self.id, **facts)

    def _settle(
        self, guess: float | str, result: float | str, shown: ipw.Widget | str, first: str = ""
    ) -> None:
        self.locked, self.problem.text = guess, ""
        self._enable(False)
        self.said.text = f"{first} {self._score(guess, result)}".strip()
        self.picture = Note(escape(shown)) if isinstance(shown, str) else shown
        self._lay_beside(self.picture)
        self.data = {"prediction": self.id, "locked": "true"}

    def _open(self) -> None:
        """Show what may be seen before a guess is locked."""
        self.data = {"prediction": self.id, "locked": "false"}
        self.picture = self.meanwhile() if self.meanwhile else None
        self._lay_beside(*([self.picture] if self.picture else []))

    def _lay_beside(self, *picture: Part) -> None:
        """Stand a picture below the question; one that is there all along stands beside it."""
        parts: tuple[Part, ...] = (*self._asked, *picture)
        if self.meanwhile:
            parts = (side_by_side(self._asked, picture),)
        self.arrange(parts)

    def _on_again(self, _change: object) -> None:
        self.locked = self.off_by = None
        self.said.text = ""
        self._open()
        self._enable(True)
        self.guess.catch_focus()

    def _put_back(self, past: tuple[Entry, ...]) -> None:
        """Lock the last guess of a log again, without noting it again."""
        self.tries = max(self.tries, len(past))
        box, name = self.guess, "text" if isinstance(self.guess, TextControl) else "value"
        if self.locked is not None or getattr(box, name).strip():
            return
        guess = past[-1].get("guess")
        if isinstance(box, TextControl):
            guess = write_number(guess, self.unit)
        elif [guess, guess] not in box.options:
            return
        setattr(box, name, guess)
        kept = self._typed()
        if kept is None:  # from another day, when other limits held
            setattr(box, name, "")
            box.problem = ""
            return
        try:
            result, shown = self.reveal()
        except MarketError as error:
            self.problem.text = " ".join(error.problems)
            return
        self._settle(kept, result, shown, words.FROM_LOG)

    def _enable(self, free: bool) -> None:
        self.guess.enabled = self.lock.enabled = free
        self.again.enabled = not free

    def _typed(self) -> float | str | None:
        """Return the guess, or None and say by the control what is wrong with it."""
        if not isinstance(self.guess, TextControl):
            self.guess.problem = "" if self.guess.value else words.CHOOSE_FIRST
            return str(self.guess.value) or None
        self.guess.problem = unclear_percent(self.guess.text, self.unit)
        if self.guess.problem:
            return None
        value = read_number(self.guess.text, self.unit)
        text = brief(self.guess.text) or words.EMPTY
        if value is None:
            self.guess.problem = words.NO_NUMBER.format(text)
        elif self.low is not None and self.high is not None and not self.low <= value <= self.high:
            self.guess.problem = words.OUT_OF_RANGE.format(text, self.low, self.high)
            return None
        else:
            self.guess.problem = ""
        return value

    def _score(self, guess: float | str, result: float | str) -> str:
        """Say how far the guess is from the result, and keep it as `off_by`."""
        if isinstance(guess, str) or isinstance(result, str):
            self.off_by = float(guess != result)
            return (words.WAS_OTHER if self.off_by else words.WAS_SAME).format(guess, result)
        found, off = round(result, self.digits), round(guess - result, self.digits)
        self.off_by = abs(guess - result)
        if off == 0:
            return words.AS_PREDICTED.format(self.amount(guess))
        far = words.TOO_HIGH if off > 0 else words.TOO_LOW
        gap = f"{abs(off):g}"
        if self.unit == "%":
            gap = (words.POINT if gap == "1" else words.POINTS).format(gap)
        return words.OFF_BY.format(self.amount(guess), self.amount(found), gap, far)

    def amount(self, value: float) -> str:
        """Write a number with its unit: 1 place, 2 places, 2 of 100 seasons, 2%."""
        if self.unit in ("", "%"):
            return f"{value:g}{self.unit}"
        one = value == 1 and not self.unit.startswith("of ")
        return f"{value:g} {self.unit.removesuffix('s') if one else self.unit}"
