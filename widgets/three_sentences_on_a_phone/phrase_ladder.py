"""Seven sentences about one file: which of them is enough, and among how many others?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt

from engine.formulas import file_score, place_among, silent_files
from engine.sources.figures import figure
from widgets.charts.marks import BLUE, GRAY, VERMILION, rows_named
from widgets.controls.make import choice, number
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.text.numbers import ordinal
from widgets.three_sentences_on_a_phone.words import (
    LADDER,
    SCORES_HIGH,
    SCORES_LOW,
    SILENCE,
    code_of,
    quoted,
)

SCORE, RIVAL = "Step 2 CK score of the one spoken of", "Step 2 CK score of a file nobody knows"
SAID = "The sentence"
WAITING = "Other files nobody knows"
MANY = {"5": "5", "50": "50"}
TITLE, X_TITLE = "Seven sentences about one file", "what the file adds up to, 0 to 1"
RIVAL_TEXT = "a silent {:g}"
PLACE = "{} of {}"
PLACES = "place among the others"
WINS, LOSES = "ahead of the rival", "behind"
SENTENCE = (
    "With {said} the {step2:g} has {mine:.3f} and the silent {rival:g} has {theirs:.3f}: {ahead}. "
    "Among {many} unknown files the {step2:g} stands {place}{silent}. {mildest}"
)
IN_SILENCE = ", and in silence {}"
NO_WORD = "silence"
AHEAD, LEVEL = "the one spoken of is ahead", "the two are level"
BY_SCORE = "the silent {:g} is ahead, by its score"
BY_WORD = "the silent {:g} is ahead, by what was said"
ENOUGH = "The mildest of the seven that is enough is {}."
NONE_ENOUGH = "None of the seven is enough."
ALL_ENOUGH = "It is ahead whatever is said."
NUMBERS = "one document's ratings (S0-10); the codes of the sentences are ours"
LIMITS = (
    "A teaching formula (F1), with the document's ratings. The scores of the others are spread "
    "evenly around {mean:g}, the mean of those who did not match, with a standard deviation of "
    "{sd:g} ({kind}). The codes from −3 to +3 are our reading of the sentences; argue with them."
)
TABLES = {
    "ladder": TableSpec(TITLE, {"said": SAID, "text": X_TITLE, "place": PLACES, "result": ""})
}
_HEIGHT = 34 * len(LADDER)
_SHAPES, _COLORS = ["diamond", "circle"], [BLUE, VERMILION]


@dataclass(frozen=True)
class Ladder:
    """A file, the sentence chosen, a silent rival, and the other files that wait."""

    step2: float
    said: str
    rival: float
    others: tuple[float, ...]

    def points(self, said: str) -> float:
        """Return what the file adds up to after a sentence."""
        return float(file_score(self.step2, code_of(said)))

    def place(self, said: str) -> int:
        """Return its place among the others after a sentence."""
        return int(place_among(self.step2, code_of(said), self.others))

    @property
    def theirs(self) -> float:
        """What the rival adds up to."""
        return float(file_score(self.rival))


def rows(ladder: Ladder) -> Rows:
    """Turn a ladder into its rungs, the strongest praise first, and the rival."""
    rungs: list[dict[str, Any]] = []
    for said in LADDER:
        points = ladder.points(said)
        place = PLACE.format(ordinal(ladder.place(said)), len(ladder.others) + 1)
        mark = "▸ " if said == ladder.said else ""
        rungs.append(
            {
                "said": f"{mark}{said or SILENCE}",
                "points": points,
                "text": f"{points:.3f}",
                "place": place,
                "result": WINS if points > ladder.theirs else LOSES,
                "chosen": said == ladder.said,
            }
        )
    rival = [{"points": ladder.theirs, "text": RIVAL_TEXT.format(ladder.rival)}]
    return {"ladder": rungs, "rival": rival}


def _named(said: str) -> str:
    """Return a sentence as it is said, or what its absence is called."""
    return quoted(said) if said else NO_WORD


def _ahead(ladder: Ladder) -> str:
    """Say which of the two is ahead, and whether the silent one owes it to its score."""
    mine = ladder.points(ladder.said)
    if mine == ladder.theirs:
        return LEVEL
    if mine > ladder.theirs:
        return AHEAD
    return (BY_SCORE if ladder.rival > ladder.step2 else BY_WORD).format(ladder.rival)


def describe(ladder: Ladder) -> str:
    """Say what the chosen sentence does, and which is the mildest that is enough."""
    mine, theirs = ladder.points(ladder.said), ladder.theirs
    enough = [said for said in LADDER if ladder.points(said) > theirs]
    if len(enough) == len(LADDER):
        mildest = ALL_ENOUGH
    else:
        mildest = ENOUGH.format(_named(enough[-1])) if enough else NONE_ENOUGH
    return SENTENCE.format(
        said=_named(ladder.said),
        step2=ladder.step2,
        mine=mine,
        rival=ladder.rival,
        theirs=theirs,
        ahead=_ahead(ladder),
        many=len(ladder.others),
        place=ordinal(ladder.place(ladder.said)),
        silent=IN_SILENCE.format(ordinal(ladder.place(""))) if ladder.said else "",
        mildest=mildest,
    )


def draw(first: Rows, sentence: str) -> alt.LayerChart:
    """Draw the rungs, the rival as a line, and the places beside them."""
    order = alt.EncodingSortField("points", op="min", order="descending")
    quiet = alt.Axis(ticks=False, domain=False, grid=True, labelLimit=310, labelPadding=9)
    base = alt.Chart(rows_named("ladder", first["ladder"])).encode(
        y=alt.Y("said:N", sort=order, title=None, axis=quiet)
    )
    x = alt.X("points:Q", title=X_TITLE).scale(domain=[0.1, 1], nice=False).axis(grid=False)
    results = [WINS, LOSES]
    legend = alt.Legend(title=None, orient="top", offset=24)  # above the name of the line
    rival = alt.Chart(rows_named("rival", first["rival"])).encode(x=x)
    width = alt.condition("datum.chosen", alt.value(3), alt.value(1.5))
    ink = alt.condition("datum.chosen", alt.value("black"), alt.value("white"))
    return alt.LayerChart(
        layer=[
            rival.mark_rule(strokeDash=[4, 3], strokeWidth=2, color=GRAY),
            rival.mark_text(color=GRAY).encode(y=alt.YValue(-9), text=alt.Text("text:N")),
            base.mark_point(size=130, opacity=1, filled=True).encode(
                x=x,
                shape=alt.Shape("result:N", legend=legend).scale(domain=results, range=_SHAPES),
                fill=alt.Fill("result:N", legend=legend).scale(domain=results, range=_COLORS),
                stroke=ink,
                strokeWidth=width,
            ),
            base.mark_text(align="left", fontSize=12).encode(
                x=alt.XValue(258), text=alt.Text("place:N")
            ),
        ],
        title=TITLE,
        description=sentence,
        width=250,
        height=_HEIGHT,
    )


class PhraseLadder(Explorer[Ladder]):
    """Say one of seven sentences about a file, against a rival whom nobody knows.

    Attributes
    ----------
    said, waiting : ChoiceControl
        The sentence, and how many other files nobody knows.
    score, rival : NumberControl
        The two Step 2 scores.

    Examples
    --------
    >>> ladder = PhraseLadder()
    >>> ladder.score.text = "210"
    >>> ladder.sentence.text.split(". ")[-1]
    "The mildest of the seven that is enough is “Yes, and I'd take them”."
    """

    story = Story(rows, describe, draw)
    numbers = NUMBERS
    sentence_lines = 4
    file_name = "phrase-ladder"
    tables = TABLES

    def __init__(self) -> None:
        self.said = choice(SAID, {said: quoted(said) for said in LADDER}, "")
        self.score = number(SCORE, 229, SCORES_LOW, SCORES_HIGH, 1)
        self.rival = number(RIVAL, 247, SCORES_LOW, SCORES_HIGH, 1)
        self.waiting = choice(WAITING, MANY, "50")
        super().__init__([self.said, self.score, self.rival, self.waiting])

    def simulate(self) -> Ladder:
        """Take the controls as they are."""
        mean, sd = figure("step2ck_mean", "unmatched"), figure("step2ck_sd", "all takers")
        others = tuple(silent_files(int(self.waiting.value), mean.value, sd.value))
        return Ladder(float(self.score.value), self.said.value, float(self.rival.value), others)

    def limits(self) -> str:
        """Say what the formula is, and whose the codes are."""
        mean, sd = figure("step2ck_mean", "unmatched"), figure("step2ck_sd", "all takers")
        return LIMITS.format(mean=mean.value, sd=sd.value, kind=mean.kind)
