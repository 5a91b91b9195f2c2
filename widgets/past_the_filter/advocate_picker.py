"""Order six advocates: who is heard most, and what a title without proximity is worth."""

from __future__ import annotations

from engine import roles
from engine.base.codes import MOMENTS
from engine.formulas import influence
from engine.scenario.assumptions import Assumptions
from widgets.controls.make import action, choice, number, toggle
from widgets.explorer.basis import plain_standing
from widgets.explorer.explorer import Explorer, Story
from widgets.past_the_filter.advocate_picture import draw
from widgets.past_the_filter.advocate_story import (
    Advocate,
    Advocates,
    describe,
    open_interviews,
    open_rank_lists,
    rows,
)
from widgets.season.controls import in_two_columns
from widgets.text import words


class AdvocatePicker(Explorer[Advocates]):
    """Order six advocates by how close they are and how far they are believed.

    What is set for one of them is remembered while others are looked at.

    Attributes
    ----------
    who : ChoiceControl
        The advocate that the other controls show and change.
    proximity, credibility : NumberControl
        From 0 to 1.
    specific : ToggleControl
        Whether the words are specific.
    when, preset : ChoiceControl
        When they are said; whose numbers say what that leaves.
    reset : ActionControl
        Start over, with everybody.

    Examples
    --------
    >>> picker = AdvocatePicker()
    >>> picker.who.value = "department chair"
    >>> picker.proximity.text = "0.95"
    >>> picker.sentence.text.split(" The famous")[0]
    'The department chair is heard most (0.95 × 1.00 = 0.95).'
    """

    def __init__(self) -> None:
        self._first_people = {
            name: Advocate(
                role=name, proximity=roles()[name].proximity, credibility=roles()[name].credibility
            )
            for name in words.ADVOCATES
        }
        self._people = dict(self._first_people)
        self._shown = "department chair"
        one = self._people[self._shown]
        self.who = choice(words.ADVOCATE, words.ADVOCATES, one.role)
        self.proximity = number(words.PROXIMITY, one.proximity, 0.0, 1.0, 0.05)
        self.credibility = number(words.CREDIBILITY, one.credibility, 0.0, 1.0, 0.05)
        self.specific = toggle(words.ADVOCATE_SPECIFIC, one.specific)
        self.when = choice(words.WHEN, MOMENTS, one.when)
        self.preset = choice(words.PRESET, words.PRESETS, "evidence")
        self.reset = action(words.RESET)
        # Before the explorer looks: it must find the controls on the person just chosen.
        self.who.observe(self._on_who, names="value")
        super().__init__(
            Story(rows, describe, draw),
            self._advocates,
            controls={
                ("who",): self.who,
                ("proximity",): self.proximity,
                ("credibility",): self.credibility,
                ("specific",): self.specific,
                ("when",): self.when,
                ("preset",): self.preset,
            },
            head=[
                in_two_columns(
                    [
                        self.who, self.when, self.proximity, self.specific,
                        self.credibility, self.preset, self.reset,
                    ]
                )
            ],
            foot=[plain_standing(words.ADVOCATE_NUMBERS)],
        )  # fmt: skip
        self.reset.observe(lambda _change: self.start_over(), names="presses")

    def start_over(self) -> None:
        """Put everybody and every control back to where they were at first."""
        self._people = dict(self._first_people)
        self._shown = "department chair"
        super().start_over()

    def _advocates(self) -> Advocates:
        asked = {"proximity": self.proximity.entry, "credibility": self.credibility.entry}
        influence(**asked)  # refuses what is no number from 0 to 1
        dials = Assumptions.preset(self.preset.value)
        self._people[self._shown] = Advocate(
            role=self._shown,
            proximity=float(asked["proximity"]),
            credibility=float(asked["credibility"]),
            specific=self.specific.value,
            when=self.when.value,
        )
        self.when.help = words.STILL_OPEN_LISTS.format(
            open_interviews(self.when.value, dials), open_rank_lists(self.when.value, dials)
        )
        return Advocates(tuple(self._people.values()), self._shown, dials)

    def _on_who(self, _change: object) -> None:
        one = self._people[self.who.value]
        with self.all_at_once():
            self._shown = one.role
            self.proximity.text, self.credibility.text = str(one.proximity), str(one.credibility)
            self.specific.value, self.when.value = one.specific, one.when
