"""Six advocates as a picture: who stands where, and how loud each is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import altair as alt

from widgets.charts.marks import BLUE, GRAY, Row, framed, rows_named
from widgets.explorer.explorer import Rows
from widgets.past_the_filter import words
from widgets.past_the_filter.label_places import HEIGHT, HIGH, LOW, WIDTH

_CURVES = (0.1, 0.2, 0.4, 0.6, 0.8)


def plane(rows: Iterable[Row]) -> alt.LayerChart:
    """Draw where the advocates stand, with curves of equal influence.

    A row has name, proximity, credibility, area and how much of it is filled (square pixels),
    chosen, and what `label_row` returns.
    """
    base = alt.Chart(rows_named("advocates", rows))
    weight = alt.condition("datum.chosen", alt.value(2.5), alt.value(1.2))
    ink = alt.condition("datum.chosen", alt.value("black"), alt.value(GRAY))
    points = base.encode(
        x=_axis(alt.X, "proximity"),
        y=_axis(alt.Y, "credibility"),
        shape=alt.Shape("chosen:N", legend=None).scale(
            domain=[False, True], range=["circle", "diamond"]
        ),
    )
    at_label = base.encode(
        x=_axis(alt.X, "text_x"), y=_axis(alt.Y, "text_y"), text=alt.Text("name:N")
    )
    return alt.LayerChart(
        layer=[
            *_curves(),
            base.transform_filter("datum.far > 0")
            .mark_rule(color=GRAY, strokeWidth=1, aria=False)
            .encode(
                x=_axis(alt.X, "proximity"),
                y=_axis(alt.Y, "credibility"),
                x2=alt.X2("line_x:Q"),
                y2=alt.Y2("line_y:Q"),
            ),
            points.mark_point(filled=True, opacity=1, fill=BLUE, strokeWidth=0).encode(
                size=alt.Size("filled:Q", scale=None)
            ),
            points.mark_point(opacity=1).encode(
                size=alt.Size("area:Q", scale=None),
                stroke=ink,
                strokeWidth=weight,
            ),
            at_label.transform_filter("!datum.chosen").mark_text(align="left"),
            at_label.transform_filter("datum.chosen").mark_text(align="left", fontWeight="bold"),
        ],
        title=alt.TitleParams(words.ADVOCATES_TITLE, subtitle=words.SAME_INFLUENCE),
        width=WIDTH,
        height=HEIGHT,
    )


def _axis(kind: Any, field: str) -> Any:
    """Put something on an axis from 0 to 1, with room at both ends."""
    title = words.PROXIMITY_AXIS if kind is alt.X else words.CREDIBILITY_AXIS
    ticks = alt.Axis(values=[0, 0.5, 1], format="~g", grid=False, title=title)
    return kind(f"{field}:Q", axis=ticks).scale(domain=[LOW, HIGH], nice=False, zero=False)


def _curves() -> list[alt.Chart]:
    """Draw where proximity times credibility is the same; the number stands at the end."""
    steps = [
        {"influence": level, "x": level / HIGH + (HIGH - level / HIGH) * n / 60}
        for level in _CURVES
        for n in range(61)
    ]
    lines = [{**step, "y": step["influence"] / step["x"]} for step in steps]
    ends = [{"influence": n, "x": HIGH, "y": n / HIGH, "text": f"{n:g}"} for n in _CURVES]
    place = {"x": _axis(alt.X, "x"), "y": _axis(alt.Y, "y")}
    return [
        alt.Chart(rows_named("curves", lines))
        .mark_line(color="#b8b8b8", strokeWidth=1, clip=True)
        .encode(**place, detail=alt.Detail("influence:N")),
        alt.Chart(rows_named("curve_ends", ends))
        .mark_text(align="left", dx=4, color=GRAY)
        .encode(**place, text=alt.Text("text:N")),
    ]


def bars(rows: Iterable[Row]) -> alt.LayerChart:
    """Draw how loud each advocate is, the loudest first.

    A row has title (the name), place (1 is the loudest), influence, heard, chosen and text.
    """
    order = alt.EncodingSortField("place", op="min", order="ascending")
    quiet = alt.Axis(ticks=False, domain=False, labelPadding=9, labelLimit=260)
    # Beyond 1 there is room for the words, so that nothing moves when they change.
    ticks = alt.Axis(values=[0, 0.5, 1], format="~g", grid=False, titleAnchor="start")
    long = alt.Scale(domain=[0, 2.6], nice=False)
    base = alt.Chart(rows_named("bars", rows)).encode(
        y=alt.Y("title:N", sort=order, title=None, axis=quiet)
    )
    whole = alt.X("influence:Q", title=words.INFLUENCE, axis=ticks, scale=long)
    return alt.LayerChart(
        layer=[
            base.mark_bar(fill=BLUE, height=18).encode(x=alt.X("heard:Q", scale=long, axis=ticks)),
            base.mark_bar(fillOpacity=0, height=18).encode(
                x=whole,
                stroke=alt.condition("datum.chosen", alt.value("black"), alt.value(GRAY)),
                strokeWidth=alt.condition("datum.chosen", alt.value(2.5), alt.value(1.2)),
            ),
            base.mark_text(align="left", dx=8).encode(x=whole, text=alt.Text("text:N")),
        ],
        title=words.INFLUENCE_TITLE,
        height=HEIGHT,
        width=305,
    )


def draw(first: Rows, sentence: str) -> alt.HConcatChart:
    """Draw the two pictures, described by the sentence."""
    both = [plane(first["advocates"]), bars(first["bars"])]
    return framed(alt.hconcat(*both, spacing=190, bounds="flush"), sentence)
