"""The chain of document S0 for one applicant, link by link: who heard what from whom."""

from __future__ import annotations

from typing import Any

import altair as alt

from engine import Scenario
from engine.study.voices.word_chain import talked_about, word_chain
from widgets.charts.marks import BLUE, GRAY, VERMILION, rows_named, with_narrow
from widgets.controls.make import action, choice, number
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.text.words import BELIEVED, PRESET
from widgets.three_sentences_on_a_phone import chain_words as words
from widgets.three_sentences_on_a_phone.chain_rows import ChainView, chain_rows, describe
from widgets.three_sentences_on_a_phone.narrow_chain import narrow_chain

SPEAKER, SAID, WHERE = "home program director", "I'd take them", 4
TABLES = {"table": TableSpec(words.TITLE, words.COLUMNS)}
_HEIGHT = 330


def draw(first: Rows, sentence: str) -> alt.LayerChart:
    """Draw people and programs as points, and who could speak to whom as lines."""
    states = [words.PRAISE, words.WARNING, words.TIE, words.SAW]
    legend = alt.Legend(title=None, orient="bottom", symbolType="stroke", symbolSize=300, columns=2)
    x = alt.X("x:Q", axis=None).scale(domain=[-0.05, 3.5])
    y = alt.Y("y:Q", axis=None).scale(domain=[1, 0], nice=False)
    lines = alt.Chart(rows_named("lines", first["lines"]))
    people = alt.Chart(rows_named("people", first["people"])).encode(x=x, y=y)
    programs = alt.Chart(rows_named("programs", first["programs"])).encode(x=x, y=y)
    beside: dict[str, Any] = {"align": "left", "dx": -4, "dy": -12}
    # The texts beside them say who they are; a group of none has no name to be told.
    point: dict[str, Any] = {"size": 80, "filled": True, "color": "black", "aria": False}
    # Told in the table alone; a picture keeps its rows.
    table = alt.Chart(rows_named("table", first["table"])).mark_point(opacity=0, aria=False)
    wide = alt.LayerChart(
        layer=[
            lines.mark_rule(opacity=0.85, aria=False).encode(
                x=x,
                y=y,
                x2=alt.X2("x2:Q"),
                y2=alt.Y2("y2:Q"),
                color=alt.Color("state:N", legend=legend).scale(
                    domain=states, range=[BLUE, VERMILION, GRAY, GRAY]
                ),
                strokeDash=alt.StrokeDash("state:N", legend=legend).scale(
                    domain=states, range=[[1, 0], [7, 3], [2, 4], [1, 0]]
                ),
                strokeWidth=alt.StrokeWidth("state:N", legend=None).scale(
                    domain=states, range=[2.2, 2.2, 1, 1]
                ),
            ),
            people.mark_point(**point, opacity=1, shape="circle"),
            people.mark_text(**beside, stroke="white", strokeWidth=4, aria=False).encode(
                text=alt.Text("text:N")
            ),
            people.mark_text(**beside).encode(text=alt.Text("text:N")),
            programs.mark_point(**point, opacity=1, shape="square"),
            programs.mark_text(align="left", dx=9, dy=-6, fontWeight="bold").encode(
                text=alt.Text("text:N")
            ),
            programs.mark_text(align="left", dx=9, dy=8).encode(text=alt.Text("did:N")),
            table,
        ],
        title=words.TITLE,
        description=sentence,
        width=640,
        height=_HEIGHT,
        view=alt.ViewBackground(strokeOpacity=0),
    )
    return with_narrow(wide, narrow_chain())


class OneChain(Explorer[ChainView]):
    """Follow one applicant along the eight links, by keyboard or by a button.

    Attributes
    ----------
    follow, preset : ChoiceControl
        Whom, and in which world.
    link : NumberControl
        How far.
    back, on : ActionControl
        One link less, one more.

    Examples
    --------
    >>> chain = OneChain()
    >>> chain.on.press()
    >>> chain.link.value, chain.sentence.text.split(":")[0]
    (2, 'Link 2, what faculty think')
    """

    story = Story(chain_rows, describe, draw)
    numbers = words.NUMBERS
    note = words.NOTE
    sentence_lines = 3
    file_name = "one-chain"
    tables = TABLES

    def __init__(self) -> None:
        self.follow = choice(words.FOLLOW, words.PEOPLE, "wrongly warned of 0")
        self.preset = choice(PRESET, BELIEVED, "source")
        self.link = number(words.LINK, 1, 1, len(words.LINKS), 1)
        self.back, self.on = action(words.BACK), action(words.ON)
        self.back.observe(lambda _change: self._step(-1), names="presses")
        self.on.observe(lambda _change: self._step(1), names="presses")
        super().__init__([self.follow, self.link, self.preset], buttons=[self.back, self.on])

    def _step(self, far: int) -> None:
        to = self.link.value + far
        if self.link.low <= to <= self.link.high:
            self.link.text = str(to)

    def simulate(self) -> ChainView:
        """Play the season of the one who is followed, with words about them and without."""
        world = Scenario(preset=self.preset.value).with_voice(SPEAKER, SAID, 2, WHERE)
        kind, _, nth = self.follow.value.rpartition(" ")
        people = talked_about(world).get(kind, ())
        # Where hardly anybody is spoken of, the last one stands for all.
        applicant = people[min(int(nth), len(people) - 1)] if people else None
        return ChainView(word_chain(world, applicant), self.link.value)

    def limits(self) -> str:
        """Say what one season tells, and what not."""
        return words.LIMITS
