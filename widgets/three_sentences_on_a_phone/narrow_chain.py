"""The chain where there is no room for columns: a lane for each who could speak, past programs."""

from __future__ import annotations

from textwrap import wrap

import altair as alt

from widgets.charts.marks import BLUE, GRAY, VERMILION
from widgets.three_sentences_on_a_phone import chain_words as words
from widgets.three_sentences_on_a_phone.chain_rows import BELOW, DRAWN, LINE

_MOST = 4  # people who could speak of one applicant
_APART = 18  # pixels between two lanes
_WIDTH = 340
_HEIGHT = (_MOST + 1) * LINE + DRAWN * BELOW
_TEXT_AT = (_MOST + 1.1) * _APART  # right of all lanes


def narrow_chain() -> alt.LayerChart:
    """Draw the rows of `chain_rows`: where a lane meets a program, a mark says what is heard."""
    states = [words.PRAISE, words.WARNING, words.TIE, words.SAW]
    x = alt.X("lane:Q", axis=None).scale(
        domain=[-0.3, _WIDTH / _APART - 0.3], range=[0, _WIDTH], nice=False
    )
    y = alt.Y("down:Q", axis=None).scale(domain=[-LINE / 2, _HEIGHT], range=[0, _HEIGHT + LINE / 2])
    y_since = alt.Y("since:Q", axis=None)
    people, lines, programs = (
        alt.Chart(alt.Data(name=name)) for name in ("people", "lines", "programs")
    )
    saw = lines.transform_filter(f"datum.state == {words.SAW!r}")
    heard = lines.transform_filter(f"datum.state != {words.SAW!r}")
    applicant = saw.transform_calculate(lane="0")
    legend = alt.Legend(title=None, orient="top", offset=2, symbolSize=90, symbolOpacity=1)
    ink = [BLUE, VERMILION, GRAY, GRAY]
    return alt.LayerChart(
        layer=[
            programs.mark_rule(color="#ddd", aria=False).encode(
                x=alt.XValue(0), x2=alt.X2Value(_TEXT_AT - 4), y=y
            ),
            heard.mark_rule(color="#b8b8b8", aria=False).encode(
                x=x, y=y_since, y2=alt.Y2("down:Q")
            ),
            applicant.mark_rule(color=GRAY, aria=False).encode(x=x, y=y_since, y2=alt.Y2("down:Q")),
            saw.transform_calculate(home="0")
            .mark_rule(color=GRAY, aria=False)
            .encode(x=x, x2=alt.X2("home:Q"), y=y),
            people.mark_point(size=80, filled=True, color="black", opacity=1, aria=False).encode(
                x=x, y=y
            ),
            people.mark_text(align="left", dx=9).encode(x=x, y=y, text=alt.Text("text:N")),
            heard.mark_point(size=90, strokeWidth=1.6, opacity=1, aria=False).encode(
                x=x,
                y=y,
                shape=alt.Shape("state:N", legend=legend).scale(
                    domain=states, range=["triangle-up", "triangle-down", "circle", "stroke"]
                ),
                fill=alt.Fill("state:N", legend=legend).scale(
                    domain=states, range=[*ink[:2], "white", "white"]
                ),
                stroke=alt.Stroke("state:N", legend=legend).scale(domain=states, range=ink),
            ),
            programs.mark_text(align="left", fontWeight="bold").encode(
                x=alt.XValue(_TEXT_AT), y=y, text=alt.Text("text:N")
            ),
            programs.mark_text(align="left", dy=15, lineHeight=14).encode(
                x=alt.XValue(_TEXT_AT), y=y, text=alt.Text("told:N")
            ),
        ],
        title=alt.TitleParams(wrap(words.TITLE, 26)),
        width=_WIDTH,
        height=_HEIGHT + LINE / 2,
        view=alt.ViewBackground(strokeOpacity=0),
    )
