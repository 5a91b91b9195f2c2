"""Six hundred files for forty slots: which invitations exist only through a text?"""

from __future__ import annotations

from typing import Any

import altair as alt

from engine import one_line_texts
from engine.sources.figures import claim
from engine.study.voices.texting import ANSWERS, Texts
from widgets.charts.marks import BLUE, GRAY, VERMILION, rows_named
from widgets.controls.make import number
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec

FILES, SLOTS = "Files", "Interview slots"
KNOWN = "Files that name somebody the program knows, of 100"
ASKED = "Of 100 such files that are borderline, it asks about"
GOOD, BAD = "Delighted answers, of 100", "Warnings, of 100"
TITLE = "One season: each mark is a file, the best at the left"
STATES = ("invited without a text", "invited through a text", "pushed out by texts", "not invited")
SENTENCE = (
    "{owed:.0%} of the {slots} invitations exist only through a text, as a mean of {seasons} "
    "seasons: about {many:.1f} people in, and as many out who never hear why. {range}"
)
AUTHOR = "The author says {:g} to {:g}%."
CAVEAT = (
    "One program that asks only near its line, about files behind the best half of its slots and "
    "within three times as many. The 600, the 40 and the share are the author's (S1-09, S1-15); "
    "all other numbers are our choice, because nobody has measured any of them."
)
SEASONS, _SHOWN = 200, 130
_SHAPES = ["circle", "diamond", "cross", "circle"]
_FILLS = [BLUE, VERMILION, "#cc79a7", "white"]
TABLES = {"files": TableSpec(TITLE, {"place": "place", "state": "", "answer": "answer"})}


def rows(view: Texts) -> Rows:
    """Turn the first season into one row for each file near the line."""
    files: list[dict[str, Any]] = []
    for place in range(min(_SHOWN, view.answer.shape[1])):
        invited, would = bool(view.invited[0, place]), place < view.slots
        state = STATES[(0 if would else 1) if invited else (2 if would else 3)]
        code = int(view.answer[0, place])
        answer = ANSWERS[code] if code >= 0 else "nobody asked"
        files.append(
            {
                "place": place + 1,
                "x": place % 26,
                "y": place // 26,
                "state": state,
                "answer": answer,
                "said": f"file {place + 1}: {state}; {answer}",
            }
        )
    return {"files": files}


def describe(view: Texts) -> str:
    """Say how many invitations the texts made."""
    low, high = (claim("S1-15", end).value for end in ("low", "high"))
    owed = view.owed()
    return SENTENCE.format(
        owed=owed,
        slots=view.slots,
        seasons=len(view.answer),
        many=owed * view.invited.sum() / len(view.answer),
        range=AUTHOR.format(low, high),
    )


def draw(first: Rows, sentence: str) -> alt.LayerChart:
    """Draw the files near the line as marks, row by row."""
    states = list(STATES)
    legend = alt.Legend(title=None, orient="bottom", columns=2, labelLimit=240)
    base = alt.Chart(rows_named("files", first["files"])).encode(
        # An axis that does not show: what has none is taken for a map, and keeps its width.
        x=alt.X("x:Q", title=None).axis(labels=False, ticks=False, domain=False, grid=False),
        y=alt.Y("y:Q", axis=None, scale=alt.Scale(reverse=True)),
    )
    return alt.LayerChart(
        layer=[
            base.mark_point(size=70, opacity=1, stroke=GRAY).encode(
                shape=alt.Shape("state:N", legend=legend).scale(domain=states, range=_SHAPES),
                fill=alt.Fill("state:N", legend=legend).scale(domain=states, range=_FILLS),
                tooltip=alt.Tooltip("said:N"),
                description=alt.Description("said:N"),
            )
        ],
        title=TITLE,
        description=sentence,
        width=470,
        height=130,
        view=alt.ViewBackground(strokeOpacity=0),
    )


class OneLineTexts(Explorer[Texts]):
    """Let a program text people it knows about borderline files, and see whom that invites.

    Attributes
    ----------
    files, slots, known, asked, good, bad : NumberControl
        Files and slots, and how many of 100 are known, asked about, praised and warned of.

    Examples
    --------
    >>> texts = OneLineTexts()
    >>> texts.asked.text = "0"
    >>> texts.sentence.text[:27]
    '0% of the 40 invitations ex'
    """

    story = Story(rows, describe, draw)
    numbers = "the author's 600 and 40; all others are our choice"
    sentence_lines = 3
    file_name = "texts"
    tables = TABLES

    def __init__(self) -> None:
        groups = ("applications", "interview slots")
        told = {group: int(claim("S1-09", group).value) for group in groups}
        calls = int(claim("S1-21", "borderline applicants").value)
        self.asked = number(ASKED, calls, 0, 100, 1.0, "40 is the author's for borderline files")
        self.known = number(KNOWN, 30, 0, 100, 1.0)
        self.good = number(GOOD, 50, 0, 50, 1.0)
        self.bad = number(BAD, 10, 0, 50, 1.0)
        self.slots = number(SLOTS, told["interview slots"], 1, 100, 1)
        self.files = number(FILES, told["applications"], 100, 1000, 10)
        super().__init__(
            [self.asked, self.known, self.good, self.bad],
            more={"More": [self.slots, self.files]},
        )

    def simulate(self) -> Texts:
        """Send the texts."""
        shares = (self.known, self.asked, self.good, self.bad)
        return one_line_texts(
            self.files.value,
            self.slots.value,
            *(float(control.value) / 100 for control in shares),
            replicates=SEASONS,
        )

    def limits(self) -> str:
        """Say what is the author's, and what ours."""
        return CAVEAT
