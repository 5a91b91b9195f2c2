"""Both worlds in one picture: the ends of seasons, and the steps of every replayed story."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal

import altair as alt

from widgets.charts.marks import BLUE, GRAY, INK, Row, rows_named
from widgets.text.words import IF_TRUE

_STEP, _COLUMN = 26, 45  # pixels: the height of a step, and the width of a column of numbers
_COLORS = {"source": BLUE, "evidence": INK}
_SIGNS = {"source": "◆", "evidence": "○"}  # as the marks are


def ends_in_both_worlds(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    codes: Callable[[Any], Iterable[int]] = list,
) -> dict[str, tuple[Iterable[int], Iterable[int]]]:
    """Give the ends of `SeasonDots`, the articles' world first, from what was played by preset.

    ``codes`` turns what was played in a world into the bins in which it ends.

    >>> before, after = {"source": [1], "evidence": [0]}, {"source": [0], "evidence": [0]}
    >>> ends_in_both_worlds(before, after)["If the articles are right"]
    ([1], [0])
    """
    return {label: (codes(before[world]), codes(after[world])) for world, label in IF_TRUE.items()}


def world_of(asked: Mapping[str, int]) -> str:
    """Return the preset of the world in which a dot was asked about.

    >>> world_of({"world": 0, "season": 3})
    'source'
    """
    return list(IF_TRUE)[asked["world"]]


def steps_in_both_worlds(
    first: Mapping[str, list[dict[str, Any]]],
    sentence: str,
    *,
    value: alt.X,
    title: str = "",
    width: int = 300,
) -> alt.LayerChart:
    """Draw every step in the order told: the articles' world filled, the studies' hollow.

    Parameters
    ----------
    first : dict of str to list of dict
        ``"steps"``: rows with step, world (a label of `IF_TRUE`), what `value` shows, and text (it
        in words); perhaps ``"title"``: one row whose text changes with the answer.
    sentence : str
        What the picture says.
    value : altair.X
        The axis along which a step is placed.
    title : str, optional
        A title that stays.
    width : int, default 300
        Of the plot, in pixels; two columns of numbers stand to its right.

    Returns
    -------
    altair.LayerChart

    Examples
    --------
    >>> steps = [
    ...     {"step": "nobody writes", "world": world, "share": 0.2, "text": "20%"}
    ...     for world in IF_TRUE.values()
    ... ]
    >>> axis = alt.X("share:Q").scale(domain=[0, 1])
    >>> steps_in_both_worlds({"steps": steps}, "Nothing changes.", value=axis).height
    26
    """
    steps = list(dict.fromkeys(row["step"] for row in first["steps"]))
    marks = marks_of_both_worlds(
        "steps", first["steps"], by="step", order=steps, value=value, width=width
    )
    titles = []
    if "title" in first:
        told = alt.Chart(rows_named("title", first["title"]))
        told = told.mark_text(align="left", fontSize=13, fontWeight="bold")
        titles = [told.encode(x=alt.XValue(0), y=alt.YValue(-24), text=alt.Text("text:N"))]
    return alt.LayerChart(
        layer=[*titles, *marks],
        title=title,
        description=sentence,
        width=width,
        height=_STEP * len(steps),
    )


def marks_of_both_worlds(
    name: str,
    rows: Iterable[Row],
    *,
    by: str,
    order: list[str],
    value: alt.X,
    width: int,
    legend: Literal["top", "bottom"] | None = "bottom",
    names_room: int = 0,
) -> list[alt.Chart]:
    """Draw a line for each of some names: a mark for each world, and its number to the right.

    Parameters
    ----------
    name : str
        What a `LiveChart` calls the rows.
    rows : iterable of mapping
        With the field `by`, world (a label of `IF_TRUE`), what `value` shows, and text.
    by : str
        The field that holds the names.
    order : list of str
        The names, from top to bottom.
    value : altair.X
        The axis along which a mark is placed.
    width : int
        Of the plot, in pixels.
    legend : {"top", "bottom"}, optional
        Where the two worlds are named; None where another plot does.
    names_room : int, default 0
        Pixels kept for the names at least, so that two plots stand in line.

    Returns
    -------
    list of altair.Chart
        The layers.
    """
    labels = list(IF_TRUE.values())
    quiet = alt.Axis(
        ticks=False, domain=False, grid=True, labelLimit=300, labelPadding=9, minExtent=names_room
    )
    base = alt.Chart(rows_named(name, rows)).encode(
        y=alt.Y(f"{by}:N", sort=order, title=None, axis=quiet)
    )
    said = alt.Legend(title=None, orient=legend, symbolOpacity=1) if legend else None
    points = base.mark_point(size=80, strokeWidth=2, opacity=1).encode(
        x=value,
        shape=alt.Shape("world:N", legend=said).scale(domain=labels, range=["diamond", "circle"]),
        **looks_of_both_worlds(labels, said),
    )
    # Above each column of numbers stands the sign of its world.
    heads = [
        alt.Chart(alt.Data(values=[{"sign": sign}]))
        .mark_text(align="right", baseline="bottom", fontSize=12, color=_COLORS[preset])
        .encode(x=alt.XValue(width + _COLUMN * nth), y=alt.YValue(-3), text=alt.Text("sign:N"))
        for nth, (preset, sign) in enumerate(_SIGNS.items(), start=1)
    ]
    numbers = [
        base.transform_filter(f"datum.world == {label!r}")
        .mark_text(align="right", fontSize=12, color=_COLORS[preset])
        .encode(x=alt.XValue(width + _COLUMN * nth), text=alt.Text("text:N"))
        for nth, (preset, label) in enumerate(IF_TRUE.items(), start=1)
    ]
    return [points, *heads, *numbers]


def looks_of_both_worlds(
    labels: Sequence[str], legend: alt.Legend | None
) -> dict[str, alt.Fill | alt.Stroke]:
    """Fill what is of the articles' world, and leave what is of the studies' hollow.

    Parameters
    ----------
    labels : sequence of str
        The two values of the field `world`, the articles' first.
    legend : altair.Legend, optional
        Where they are named.

    Returns
    -------
    dict
        Channels of an encoding.

    Examples
    --------
    >>> looks_of_both_worlds(["told", "found"], None)["fill"].to_dict()["scale"]["range"][1]
    'transparent'
    """
    return {
        "fill": alt.Fill("world:N", legend=legend).scale(
            domain=labels, range=[BLUE, "transparent"]
        ),
        "stroke": alt.Stroke("world:N", legend=legend).scale(domain=labels, range=[BLUE, GRAY]),
    }


def share_of(what: str) -> alt.X:
    """Return an axis for shares, from none to all of something that is named.

    >>> share_of("share of the weeks").to_dict()["title"]
    'share of the weeks'
    """
    return alt.X("share:Q", title=what).axis(format="%").scale(domain=[0, 1])
