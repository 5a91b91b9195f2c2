"""Order six advocates: who is heard most, and what a title without proximity is worth."""

from __future__ import annotations

from engine import roles
from engine.base.codes import MATCH_WEEK, MOMENTS
from engine.formulas import influence
from engine.scenario.assumptions import Assumptions
from widgets.controls.make import choice, number, toggle
from widgets.explorer.explorer import Explorer, Story
from widgets.past_the_filter import words
from widgets.past_the_filter.advocate_picture import draw
from widgets.past_the_filter.advocate_story import (
    Advocate,
    Advocates,
    describe,
    rows,
)
from widgets.text.words import BELIEVED, PRESET, WHEN


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

    Examples
    --------
    >>> picker = AdvocatePicker()
    >>> picker.who.value = "department chair"
    >>> picker.proximity.text = "0.95"
    >>> picker.sentence.text.split(" The famous")[0]
    'The department chair is heard most (0.95 × 1.00 = 0.95).'
    """

    story = Story(rows, describe, draw)
    numbers = words.ADVOCATE_NUMBERS
    sentence_lines = 4
    file_name = "advocates"

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
        self.when = choice(WHEN, MOMENTS[:MATCH_WEEK], one.when)
        self.proximity = number(words.PROXIMITY, one.proximity, 0.0, 1.0, 0.05)
        self.specific = toggle(words.ADVOCATE_SPECIFIC, one.specific)
        self.credibility = number(words.CREDIBILITY, one.credibility, 0.0, 1.0, 0.05)
        self.preset = choice(PRESET, BELIEVED, "evidence")
        # Before the explorer looks: it must find the controls on the person just chosen.
        self.who.observe(self._on_who, names="value")
        super().__init__(
            {
                ("who",): self.who,
                ("when",): self.when,
                ("proximity",): self.proximity,
                ("specific",): self.specific,
                ("credibility",): self.credibility,
                ("preset",): self.preset,
            }
        )

    def start_over(self) -> None:
        """Put everybody and every control back to where they were at first."""
        self._people = dict(self._first_people)
        self._shown = "department chair"
        super().start_over()

    def simulate(self) -> Advocates:
        """Return the six as they are set now."""
        # What is no number from 0 to 1 is refused.
        influence(proximity=self.proximity.entry, credibility=self.credibility.entry)
        self._remember()
        dials = Assumptions.preset(self.preset.value)
        return Advocates(tuple(self._people.values()), self._shown, dials)

    def annotate(self) -> None:
        """Say by the moment what it leaves open."""
        moment, dials = MOMENTS.index(self.when.value), self.result.dials
        self.when.help = words.STILL_OPEN_LISTS.format(
            dials.open_interview_lists[moment], dials.open_rank_lists[moment]
        )

    def _remember(self) -> None:
        """Keep what is set for the one who is shown."""
        self._people[self._shown] = Advocate(
            role=self._shown,
            proximity=float(self.proximity.value),
            credibility=float(self.credibility.value),
            specific=self.specific.value,
            when=self.when.value,
        )

    def _on_who(self, _change: object) -> None:
        self._remember()  # what was set just before may not have been played yet
        one = self._people[self.who.value]
        with self.all_at_once():
            self._shown = one.role
            self.proximity.text, self.credibility.text = str(one.proximity), str(one.credibility)
            self.specific.value, self.when.value = one.specific, one.when
