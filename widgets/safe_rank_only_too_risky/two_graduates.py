"""Two graduates of your school were here: what should that say about you?"""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt

from engine.formulas import updated_share
from widgets.charts.marks import BLUE, GRAY, VERMILION, rows_named
from widgets.controls.make import number
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec

SEEN, SHARE = "Graduates it had seen before", "Of ten of these, so many did well"
WELL, BADLY = "New ones who did well", "New ones who did badly"
TITLE, X_TITLE = "Share of the school's graduates who do well", "believed share"
NAMES = {
    "before": "before the new ones",
    "after": "counting all of them",
    "alone": "the new ones alone",
}
SENTENCE = (
    "Counting everybody, the belief goes from {before:.0%} to {after:.0%}; the new ones alone "
    "would make it {alone:.0%}. {meaning}"
)
NOBODY_NEW = "Nobody new has come, so the belief stays at {before:.0%}."
NONE = "nobody new"
TIMES = "Judging you by these alone moves the belief {} times as far."
AGREE, NEARLY = "Here both agree.", "Here both nearly agree."
NUMBERS = "arithmetic; the story of two graduates is the document's (S3-10)"
LIMITS = (
    "It treats graduates as draws from one bag. You are not a draw: what is known of you yourself "
    "tells more than what is known of your school. To judge a person by a group is what studies "
    "call statistical discrimination (E24)."
)
TABLES = {"beliefs": TableSpec(TITLE, {"name": "", "text": X_TITLE})}


@dataclass(frozen=True)
class School:
    """What was seen of a school before, and what came of its new graduates."""

    seen: float
    share: float
    well: int
    badly: int

    @property
    def before(self) -> float:
        """The belief before."""
        return self.share

    @property
    def after(self) -> float:
        """The belief when all are counted."""
        well = max(self.seen * self.share, 1e-9)
        return float(updated_share(self.well, self.badly, well, max(self.seen - well, 1e-9)))

    @property
    def alone(self) -> float | None:
        """What the new ones alone would say; None where there are none."""
        new = self.well + self.badly
        return self.well / new if new else None


def rows(school: School) -> Rows:
    """Turn the beliefs into a row each."""
    found = []
    for key, label in NAMES.items():
        value = getattr(school, key)
        text = NONE if value is None else f"{value:.0%}"
        found.append({"name": label, "share": value or 0.0, "text": text, "key": key})
    return {"beliefs": found}


def describe(school: School) -> str:
    """Say how far the new ones move the belief, and how far they would alone."""
    before, after, alone = school.before, school.after, school.alone
    if alone is None:
        return NOBODY_NEW.format(before=before)
    times = f"{abs(alone - before) / max(abs(after - before), 1e-9):.0f}"
    if f"{alone:.0%}" == f"{after:.0%}":
        meaning = AGREE
    else:
        meaning = NEARLY if times == "1" else TIMES.format(times)
    return SENTENCE.format(before=before, after=after, alone=alone, meaning=meaning)


def draw(first: Rows, sentence: str) -> alt.LayerChart:
    """Draw the three beliefs on one line."""
    base = alt.Chart(rows_named("beliefs", first["beliefs"])).encode(
        y=alt.Y("name:N", sort=list(NAMES.values()), title=None).axis(
            ticks=False, domain=False, labelPadding=9, grid=True, labelLimit=220
        ),
        x=alt.X("share:Q", title=X_TITLE).axis(format="%").scale(domain=[0, 1]),
    )
    keys = list(NAMES)
    shape = alt.Shape("key:N", legend=None).scale(
        domain=keys, range=["circle", "diamond", "square"]
    )
    color = alt.Color("key:N", legend=None).scale(domain=keys, range=[GRAY, BLUE, VERMILION])
    return alt.LayerChart(
        layer=[
            base.mark_point(size=110, filled=True, opacity=1).encode(shape=shape, color=color),
            base.mark_text(align="left", dx=10, fontSize=13).encode(text=alt.Text("text:N")),
        ],
        title=TITLE,
        description=sentence,
        width=360,
        height=110,
    )


class TwoGraduates(Explorer[School]):
    """Add new graduates of a school to those seen before, and watch what is believed.

    Attributes
    ----------
    seen, share, well, badly : NumberControl
        How many were seen, how many of ten did well, and the new ones.

    Examples
    --------
    >>> TwoGraduates().sentence.text[:59]
    'Counting everybody, the belief goes from 80% to 75%; the ne'
    """

    story = Story(rows, describe, draw)
    numbers = NUMBERS
    file_name = "two-graduates"
    tables = TABLES

    def __init__(self) -> None:
        self.well = number(WELL, 1, 0, 10, 1)
        self.badly = number(BADLY, 1, 0, 10, 1)
        self.seen = number(SEEN, 10, 1, 100, 1)
        self.share = number(SHARE, 8, 1, 9, 1)
        super().__init__([self.well, self.badly, self.seen, self.share])

    def simulate(self) -> School:
        """Count them."""
        return School(
            float(self.seen.value),
            float(self.share.value) / 10,
            self.well.value,
            self.badly.value,
        )

    def limits(self) -> str:
        """Say what the bag leaves out."""
        return LIMITS
