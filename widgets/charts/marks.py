"""Pure functions: rows in, `alt.Chart` out.

Before and after differ by shape, fill and place as well as by color, and every
mark that matters has its number written beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import altair as alt

from widgets.text.words import AFTER, BEFORE

Row = Mapping[str, Any]

# Okabe and Ito's colors, safe for all common color blindness, and grays.
BLUE, VERMILION, GREEN, ORANGE = "#0072b2", "#d55e00", "#009e73", "#e69f00"
RED = "#a33b00"  # darker than vermilion: for letters
GRAY, INK, PALE = "#6b6b6b", "#4d4d4d", "#dedede"
WHEN = [BEFORE, AFTER]
OF_SEASONS = "share of seasons, 95% interval"


def rows_named(name: str, rows: Iterable[Row]) -> alt.Data:
    """Make data of first rows that a `LiveChart` can change by its name."""
    # A tuple: a list would be copied, row by row, at every step of putting a chart together.
    return alt.Data(name=name, values=tuple(dict(row) for row in rows))


def _fills() -> dict[str, Any]:
    """Before: hollow and gray. After: filled and blue."""
    return {
        "fill": alt.Fill("when:N", legend=None).scale(domain=WHEN, range=["white", BLUE]),
        "stroke": alt.Stroke("when:N", legend=None).scale(domain=WHEN, range=[GRAY, BLUE]),
    }


def _marks() -> dict[str, Any]:
    """Before: a hollow gray circle. After: a filled blue diamond."""
    shape = alt.Shape("when:N", legend=None).scale(domain=WHEN, range=["circle", "diamond"])
    return {"shape": shape, **_fills()}


def _names(field: str, order: list[str] | None = None) -> alt.Y:
    """One line for each name, from top to bottom."""
    quiet = alt.Axis(ticks=False, domain=False, labelPadding=9)
    return alt.Y(f"{field}:N", sort=order, title=None, axis=quiet)


def _percent(field: str, title: str, *, to: float = 1) -> alt.X:
    """Shares from 0, as percentages; beyond 100% there may be room for words."""
    steps = alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1])
    return alt.X(f"{field}:Q", title=title, axis=steps).scale(domain=[0, to])


def shares_before_after(
    name: str, rows: Iterable[Row], *, title: str, order: list[str], height: int, width: int
) -> alt.LayerChart:
    """Draw probabilities with their intervals, before above after.

    A row has label, when, share, low, high (0 to 1) and text (the number in words); `order` gives
    the labels from top to bottom.
    """
    base = alt.Chart(rows_named(name, rows)).encode(
        y=_names("label", order),
        yOffset=alt.YOffset("when:N", sort=WHEN),
    )
    share = _percent("share", OF_SEASONS, to=1.2)
    color = alt.Color("when:N", legend=None).scale(domain=WHEN, range=[GRAY, BLUE])
    return alt.LayerChart(
        layer=[
            base.mark_rule(strokeWidth=2).encode(
                x=alt.X("low:Q"), x2=alt.X2("high:Q"), color=color
            ),
            base.mark_point(size=70, strokeWidth=2, opacity=1).encode(x=share, **_marks()),
            base.mark_text(align="left", dx=8, fontSize=12).encode(
                x=alt.X("high:Q"), text=alt.Text("text:N")
            ),
        ],
        title=title,
        height=height,
        width=width,
    )


def bars_before_after(
    name: str,
    rows: Iterable[Row],
    *,
    title: str,
    order: list[str],
    height: int,
    width: int,
    most: float | None = None,
) -> alt.LayerChart:
    """Draw counts as bars, before above after.

    A row has label, when, count and text (the number in words); `order` gives the labels from top
    to bottom. The axis reaches to `most` at least, so that it does not follow small counts.
    """
    count = alt.X("count:Q", title=None).axis(tickMinStep=1, tickCount=5)
    base = alt.Chart(rows_named(name, rows)).encode(
        y=_names("label", order), yOffset=alt.YOffset("when:N", sort=WHEN), x=count
    )
    room = "datum.count * 1.18" if most is None else f"max(datum.count * 1.18, {most})"
    return alt.LayerChart(
        layer=[
            base.mark_bar(strokeWidth=1.5).encode(**_fills()),
            base.mark_text(align="left", dx=5, fontSize=12).encode(text=alt.Text("text:N")),
            # An unseen mark leaves room for the number beside the longest bar.
            base.transform_calculate(room=room).mark_point(opacity=0).encode(x=alt.X("room:Q")),
        ],
        title=title,
        height=height,
        width=width,
    )


Whole = TypeVar("Whole", alt.HConcatChart, alt.VConcatChart)


def framed(pictures: Whole, sentence: str) -> Whole:
    """Finish several pictures as one: described, without boxes, titles over their own plots.

    Put them together with flush bounds, so that the layout stays still when labels change.
    """
    whole: Whole = (
        pictures.properties(description=sentence, padding=5)
        .configure_view(stroke=None)
        .configure_title(frame="group")
    )
    return whole


Chart = TypeVar("Chart", alt.LayerChart, alt.VConcatChart)


def with_narrow(wide: Chart, narrow: alt.TopLevelMixin) -> Chart:
    """Give a picture that cannot be made slimmer another one for narrow places.

    ``narrow`` draws the same rows, by their names.
    """
    with alt.data_transformers.enable(consolidate_datasets=False):
        chart: Chart = wide.properties(usermeta={"narrow": narrow.to_dict(validate=False)})
    return chart


def legend_line(width: int) -> alt.LayerChart:
    """Say in a line, so many pixels wide, what the two marks mean."""
    rows = [{"when": BEFORE, "x": 0.0}, {"when": AFTER, "x": 0.3}]
    base = alt.Chart(rows_named("legend", rows)).encode(
        x=alt.X("x:Q", axis=None).scale(domain=[0, 1], range=[0, width])
    )
    return alt.LayerChart(
        layer=[
            base.mark_point(size=75, strokeWidth=2, opacity=1).encode(**_marks()),
            base.mark_text(align="left", dx=10, fontSize=12).encode(text=alt.Text("when:N")),
        ],
        height=16,
        width=width,
    )
