"""Twelve questions, before and after the course: one at a time, and how sure one is of each."""

from __future__ import annotations

from html import escape

from engine.study.bank import Item, items
from widgets.charts.live_chart import LiveChart
from widgets.controls.arrange import Part, row
from widgets.controls.fields import ChoiceControl, Note, keep_focus
from widgets.controls.form import Form
from widgets.controls.make import action, pick, sentence_line
from widgets.learning import bank_words as words
from widgets.learning.gain import Answers, answers, calibration_sentence, gain_sentence
from widgets.learning.gain_picture import gain_picture, gain_rows, gain_table
from widgets.learning.log import Log
from widgets.sources.entries import entry
from widgets.text.html import folded, text_box


def item_order(when: str) -> tuple[str, ...]:
    """Return the ids of the items in the order of that time: after the course, another one.

    >>> sorted(item_order("after")) == sorted(item_order("before"))
    True
    """
    ids = tuple(items())
    return ids if when == words.BEFORE_ITEM else (*ids[1::2][::-1], *ids[0::2])


class CourseTest(Form):
    """Ask the twelve questions, one at a time; afterwards say what is right and what changed.

    All that it shows follows from the log: an answer that was noted comes back with the page, and
    goes when the log is cleared. Before the course nothing says what is right. Afterwards an
    answer that was checked stays as it is.

    Parameters
    ----------
    when : {"before", "after"}
        Which of the two times.
    log : Log, optional
        By default the one log of this notebook.

    Attributes
    ----------
    answer : PickControl
        The choices of the question that is asked.
    sure : ChoiceControl
        How sure the learner is.
    keep, back, on : ActionControl
        Note the answer; go to the question before, and to the next.
    status : Line
        How many are answered.
    told : Note
        What is right and why, once that is told.
    result : Line
        What has changed and how well sureness fits, for the learner alone.
    picture : LiveChart or None
        The same as a picture, once there are answers after the course.

    Examples
    --------
    >>> asked = CourseTest("after", log=Log())
    >>> asked.answer.value = asked.item.answer
    >>> asked.sure.value = "0.75"
    >>> asked.keep.press()
    >>> asked.status.text
    '1 of 12 answered.'
    """

    def __init__(self, when: str, *, log: Log | None = None) -> None:
        self.when, self.my_log = when, Log.given(log)
        self._order = item_order(when)
        levels = [["", words.CHOOSE], *([str(level), said] for level, said in words.LEVELS.items())]
        self._head, self.told = Note(), Note()
        self.answer = pick(words.ANSWER)
        self.sure = ChoiceControl(label=words.SURE, options=levels, value="")
        self.keep, self.back, self.on = map(action, (words.KEEP[when], words.BACK, words.ON))
        self.status = sentence_line(label=words.STATUS)
        self.result = sentence_line(label=words.RESULT)
        self._table = Note()
        self.picture: LiveChart | None = None
        self.keep.observe(self._on_keep, names="presses")
        self.back.observe(lambda _change: self._go(-1), names="presses")
        self.on.observe(lambda _change: self._go(1), names="presses")
        for control in (self.answer, self.sure):
            control.observe(self._quiet, names="value")
        super().__init__(self._parts(), "btm-course-test")
        self._at = self._first_open()
        self._show()
        self.my_log.observe(self._on_log, names="entries")

    @property
    def item(self) -> Item:
        """The question that is asked now."""
        return items()[self._order[self._at]]

    @property
    def given(self) -> Answers:
        """What the log holds of this time."""
        return answers(self.my_log.entries, self.when)

    def _parts(self) -> tuple[Part, ...]:
        buttons = row([self.keep, self.back, self.on])
        promise = f"<p>{escape(words.FOR_YOU)} {escape(words.PROMISE[self.when])}</p>"
        shown = [Note(promise), self._head, self.answer, self.sure, buttons, self.told, self.status]
        outcome = [self.result, *([self.picture] if self.picture else []), self._table]
        return (*shown, *(outcome if self.when == words.AFTER_ITEM else []))

    def _first_open(self) -> int:
        given = self.given
        return next((n for n, id in enumerate(self._order) if id not in given), 0)

    def _on_keep(self, _change: object) -> None:
        self.answer.problem = "" if self.answer.value else words.PICK_FIRST
        self.sure.problem = "" if self.sure.value else words.SURE_FIRST
        if self.answer.problem or self.sure.problem or not self.keep.enabled:
            return
        facts = {"answer": self.answer.value, "sure": float(self.sure.value)}
        self.my_log.add(self.when, self.item.id, question=self.item.question, **facts)
        if self.when == words.BEFORE_ITEM and self._at + 1 < len(self._order):
            self._go(1)
        keep_focus(self.on, self.back)

    def _go(self, far: int) -> None:
        self._at = min(max(self._at + far, 0), len(self._order) - 1)
        self._show()
        both = (self.on, self.back)
        keep_focus(*(both if far > 0 else both[::-1]))

    def _on_log(self, _change: object) -> None:
        """Show what the log holds now, at another question where nothing was entered yet."""
        touched = not self.answer.help and bool(self.answer.value or self.sure.value)
        if not touched and self.item.id not in self.given:
            self._at = self._first_open()
        self._show(keep=touched)

    def _show(self, keep: bool = False) -> None:
        """Show the question, its answer where there is one, and what all answers come to."""
        item, given = self.item, self.given
        said = given.get(item.id)
        place = words.AT.format(self._at + 1, len(self._order))
        self._head.value = f"<b>{escape(place)}.</b> {escape(item.question)}"
        choices = list(item.choices)
        turned = choices if self.when == words.BEFORE_ITEM else choices[::-1]
        self.answer.options = [[choice, choice] for choice in turned]
        if said or not keep or self.answer.value not in item.choices:
            self.answer.value = said.choice if said else ""
            self.sure.value = str(said.sure) if said else ""
        self.answer.help = words.FROM_LOG if said else ""
        final = said is not None and self.when == words.AFTER_ITEM
        self.answer.enabled = self.sure.enabled = self.keep.enabled = not final
        self.told.value = _reasons(item, said.choice) if said and final else ""
        self.back.enabled, self.on.enabled = self._at > 0, self._at + 1 < len(self._order)
        all_kept = self.when == words.BEFORE_ITEM and len(given) == len(self._order)
        told = words.DONE_BEFORE if all_kept else words.ANSWERED
        self.status.text = told.format(len(given), len(self._order))
        self._sum_up(given)

    def _sum_up(self, given: Answers) -> None:
        if self.when != words.AFTER_ITEM:
            return
        before = answers(self.my_log.entries, words.BEFORE_ITEM)
        told = (gain_sentence(before, given), calibration_sentence(before, given))
        self.result.text = " ".join(filter(None, told))
        self._table.value = gain_table(before, given) if given else ""
        if self.picture is not None and given:
            self.picture.update(rows=gain_rows(before, given), description=self.result.text)
        elif bool(given) != (self.picture is not None):
            rows = gain_rows(before, given)
            self.picture = LiveChart(gain_picture(rows, self.result.text)) if given else None
            self.arrange(self._parts())

    def _quiet(self, _change: object) -> None:
        self.answer.problem = self.sure.problem = ""


def _reasons(item: Item, chosen: str) -> str:
    """Say what is right and why, why the others tempt, and what that rests on."""
    told = words.RIGHT.format(item.answer)
    if chosen != item.answer:
        told = words.OTHER.format(chosen, item.answer)
    others = {choice: why for choice, why in item.choices.items() if choice != item.answer}
    # What was chosen comes first.
    ranked = sorted(others, key=lambda choice: choice != chosen)
    tempting = "".join(
        f"<li><b>{escape(choice)}.</b> {escape(others[choice])}</li>" for choice in ranked
    )
    # Without the places that a page's own list of sources has.
    rests = "".join(entry(id, anchor=False) for id in item.sources)
    return text_box(
        f"<p><b>{escape(told)}</b> {escape(item.choices[item.answer])}</p>",
        f"<p>{escape(words.TEMPTS)}:</p><ul>{tempting}</ul>",
        folded(words.RESTS_ON, f"<ul>{rests}</ul>"),
    ).value
