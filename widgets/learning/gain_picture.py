"""The learner's own gain and calibration as a small picture and a table."""

from __future__ import annotations

from html import escape
from typing import Any

import altair as alt

from engine.study.bank import items
from widgets.charts.marks import BLUE, GRAY, framed, rows_named
from widgets.learning import bank_words as words
from widgets.learning.gain import Answers, levels
from widgets.text.html import folded, rows_table, text_box

Rows = dict[str, list[dict[str, Any]]]


def gain_rows(before: Answers, after: Answers) -> Rows:
    """Turn both times into a dot for each question, and a point for each level of sureness."""
    dots, points = [], []
    for when, given in ((words.ROW_THEN, before), (words.ROW_NOW, after)):
        ranked = sorted(given.values(), key=lambda answer: not answer.right)
        dots += [
            {"when": when, "nth": nth + 1, "right": words.MARKS[answer.right]}
            for nth, answer in enumerate(ranked)
        ]
        points += [
            {"when": when, "sure": sure, "share": right / of, "text": f"{right} of {of}"}
            for sure, right, of in levels(given)
        ]
    return {"dots": dots, "points": points}


def gain_picture(first: Rows, sentence: str) -> alt.HConcatChart:
    """Draw right answers as filled dots, and how often each level of sureness was right."""
    both = framed(alt.hconcat(_dots(first), _points(first), spacing=34), sentence)
    apart: alt.HConcatChart = both.resolve_scale(
        fill="independent", shape="independent", stroke="independent"
    )
    return apart


def _dots(first: Rows) -> alt.Chart:
    said = [words.MARKS[True], words.MARKS[False]]
    legend = alt.Legend(
        title=None,
        orient="bottom",
        symbolType="circle",
        symbolStrokeColor=GRAY,
        symbolStrokeWidth=1.6,
    )
    chart: alt.Chart = (
        alt.Chart(rows_named("dots", first["dots"]))
        .mark_point(size=110, strokeWidth=1.6, opacity=1, stroke=GRAY)
        .encode(
            x=alt.X("nth:Q", axis=None).scale(domain=[0.4, len(items()) + 0.6]),
            y=alt.Y("when:N", sort=[words.ROW_THEN, words.ROW_NOW], title=None).axis(
                ticks=False, domain=False, labelPadding=9, labelFontSize=13
            ),
            fill=alt.Fill("right:N", legend=legend).scale(domain=said, range=[BLUE, "white"]),
        )
        .properties(title=words.DOTS, width=250, height=90)
    )
    return chart


def _points(first: Rows) -> alt.LayerChart:
    whole = [0, 1]
    steps = [0, 0.25, 0.5, 0.75, 1]
    when = [words.ROW_THEN, words.ROW_NOW]
    x = alt.X("sure:Q", title=words.X_SURE).scale(domain=whole).axis(format="%", values=steps)
    y = alt.Y("share:Q", title=words.Y_RIGHT).scale(domain=whole).axis(format="%", values=steps)
    line = alt.Chart(alt.Data(values=[{"sure": end, "share": end} for end in whole]))
    base = alt.Chart(rows_named("points", first["points"])).encode(x=x, y=y)
    legend = alt.Legend(title=None, orient="bottom")
    return alt.LayerChart(
        layer=[
            line.mark_line(color=GRAY, strokeDash=[4, 3]).encode(x=x, y=y),
            base.mark_point(size=90, strokeWidth=2, opacity=1).encode(
                shape=alt.Shape("when:N", legend=legend).scale(
                    domain=when, range=["circle", "diamond"]
                ),
                fill=alt.Fill("when:N", legend=legend).scale(domain=when, range=["white", BLUE]),
                stroke=alt.Stroke("when:N", legend=legend).scale(domain=when, range=[GRAY, BLUE]),
            ),
            base.transform_filter(f"datum.when == '{words.ROW_NOW}'")
            .mark_text(align="left", dx=9, dy=-7)
            .encode(text=alt.Text("text:N")),
        ],
        title=words.CALIBRATION,
        width=210,
        height=150,
    )


def gain_table(before: Answers, after: Answers) -> str:
    """Write what was right question by question, folded."""

    def mark(given: Answers, id: str) -> str:
        return escape(words.MARKS[given[id].right if id in given else None])

    cells = (
        (escape(item.about), mark(before, item.id), mark(after, item.id))
        for item in items().values()
    )
    table = rows_table(words.RESULT, words.HEADS, cells)
    return text_box(folded(words.TABLE, table)).value
