"""May this program offer this applicant a position before the Match?"""

from __future__ import annotations

import altair as alt

from engine.base.codes import TYPES
from engine.scenario.early_path import QUESTIONS, EarlyPath, early_path
from widgets.charts.marks import BLUE, GRAY, VERMILION, rows_named
from widgets.controls.make import choice, toggle
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec

TYPE, PROGRAM = "The applicant", "The program takes part in the Match"
INSTITUTION = "Another program of its institution takes part"
EXCEPTION = "An exception covers the position (rural scholars, military, a start before February)"
TITLE = "What the rules ask, one after the other"
YES, NO, UNASKED = "yes", "no", "not asked any more"
VERDICTS = {"allowed": "Allowed.", "forbidden": "Not allowed.", "grey": "Not settled."}
SENTENCE = "{verdict} {why} ({rules})."
NUMBERS = "the rules, as far as their texts were found"
LIMITS = (
    "Asked of a position offered between September and the day the lists are due. What the rules "
    "say of the year you apply in stands on nrmp.org."
)
TABLES = {"steps": TableSpec(TITLE, {"question": "question", "answer": "answer", "rule": "rule"})}
# By shape and by words: asked, settles it, not asked.
STATES = ["asked", "settles it", "not asked"]


def rows(path: EarlyPath) -> Rows:
    """Turn a way through the rules into a row for each question, asked or not."""
    found = []
    rules = dict(zip(QUESTIONS, ("R10", "R8", "R9", "R9"), strict=True))
    for nth, question in enumerate(QUESTIONS):
        asked = nth < len(path.steps)
        last = nth == len(path.steps) - 1
        answer = UNASKED if not asked else YES if path.steps[nth].answer else NO
        state = STATES[1] if last else STATES[0] if asked else STATES[2]
        found.append(
            {
                "question": question,
                "answer": answer,
                "rule": rules[question],
                "state": state,
                "text": f"{answer} ({rules[question]})" if asked else answer,
            }
        )
    return {"steps": found}


def describe(path: EarlyPath) -> str:
    """Say what the rules say, and on which of them that rests."""
    return SENTENCE.format(
        verdict=VERDICTS[path.verdict.status],
        why=path.verdict.sentence.rstrip("."),
        rules=", ".join(path.verdict.rules),
    )


def draw(first: Rows, sentence: str) -> alt.LayerChart:
    """Draw the questions from top to bottom, and the answers beside them."""
    quiet = alt.Axis(ticks=False, domain=False, labelLimit=420, labelPadding=12)
    base = alt.Chart(rows_named("steps", first["steps"])).encode(
        y=alt.Y("question:N", sort=list(QUESTIONS), title=None, axis=quiet)
    )
    shape = alt.Shape("state:N", legend=None).scale(
        domain=STATES, range=["circle", "diamond", "circle"]
    )
    fill = alt.Fill("state:N", legend=None).scale(
        domain=STATES, range=[BLUE, VERMILION, "transparent"]
    )
    stroke = alt.Stroke("state:N", legend=None).scale(domain=STATES, range=[BLUE, VERMILION, GRAY])
    return alt.LayerChart(
        layer=[
            base.mark_point(size=110, strokeWidth=2, opacity=1).encode(
                x=alt.XValue(10), shape=shape, fill=fill, stroke=stroke
            ),
            base.mark_text(align="left", fontSize=13).encode(
                x=alt.XValue(26), text=alt.Text("text:N")
            ),
        ],
        title=TITLE,
        description=sentence,
        width=190,
        height=140,
    )


class MayTheyOffer(Explorer[EarlyPath]):
    """Ask what the rules ask about an early offer, one question after the other.

    Attributes
    ----------
    applicant : ChoiceControl
        The applicant's type.
    program, institution, exception : ToggleControl
        What is true of the program.

    Examples
    --------
    >>> MayTheyOffer().sentence.text[:12]
    'Not allowed.'
    """

    story = Story(rows, describe, draw)
    numbers = NUMBERS
    file_name = "may-they-offer"
    tables = TABLES

    def __init__(self) -> None:
        self.applicant = choice(TYPE, TYPES, "non-US IMG")
        self.program = toggle(PROGRAM, value=True)
        self.institution = toggle(INSTITUTION, value=True)
        self.exception = toggle(EXCEPTION)
        super().__init__([self.applicant, self.program, self.institution, self.exception])

    def simulate(self) -> EarlyPath:
        """Follow the questions; a program in the Match makes its institution one."""
        program = bool(self.program.value)
        return early_path(
            self.applicant.value,
            program_in_match=program,
            institution_in_match=program or bool(self.institution.value),
            exception=bool(self.exception.value),
        )

    def limits(self) -> str:
        """Say that the texts are older than the season."""
        return LIMITS
