"""Which filter stops whose applications: a table one can see, and its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from engine.base.codes import FILTERS, TYPES
from widgets.charts.live_chart import LiveChart
from widgets.charts.marks import rows_named
from widgets.controls.fields import Note
from widgets.controls.form import Form
from widgets.explorer.basis import BasisLine
from widgets.text.words import PRESETS

if TYPE_CHECKING:
    import pandas as pd

TITLE = "Applications stopped, by the first filter that stops them"
ALL = "stopped in all"
_SENTENCE = (
    "Filters stop {most:.0%} of the applications of a {most_type} and {least:.0%} of those of a "
    "{least_type}. Of all filters, {filter} stops the largest share of one type: {share:.0%} for "
    "a {filter_type}."
)
_LIGHT, _FULL = "#f2f6fa", "#6fa8d6"  # dark letters can be read on both


def filter_box(table: pd.DataFrame) -> Form:
    """Show who is stopped by what: the sentence, and below it the picture.

    Parameters
    ----------
    table : DataFrame
        From `engine.study.season.Season.filters`.

    Returns
    -------
    Form
    """
    sentence = Note(filter_sentence(table))
    line = BasisLine(numbers=f"{PRESETS['evidence']}; each application counts once")
    return Form([sentence, LiveChart(filter_picture(table)), line])


def filter_picture(table: pd.DataFrame) -> alt.LayerChart:
    """Draw who is stopped by what, in a table of `Season.filters`; its sentence describes it."""
    shares = _shares(table)
    columns = ["\n".join(name.rsplit(" ", 1)) for name in shares.columns]  # in two lines
    cells = [
        {"type": kind, "filter": name, "share": share, "text": f"{share:.0%}"}
        for kind, row in zip(shares.index, shares.to_numpy().tolist(), strict=True)
        for name, share in zip(columns, row, strict=True)
    ]
    base = alt.Chart(rows_named("filters", cells)).encode(
        x=alt.X("filter:N", sort=columns, title=None).axis(
            orient="top", labelAngle=0, labelLimit=110, labelPadding=24,
            labelExpr=r"split(datum.label, '\n')", ticks=False, domain=False,
        ),
        y=alt.Y("type:N", sort=list(TYPES), title=None).axis(
            ticks=False, domain=False, labelLimit=160
        ),
    )  # fmt: skip
    shade = alt.Color("share:Q", legend=None).scale(domain=[0, 0.7], range=[_LIGHT, _FULL])
    return alt.LayerChart(
        layer=[
            base.mark_rect(stroke="white", strokeWidth=2).encode(color=shade),
            base.mark_text(fontSize=13).encode(text="text:N"),
        ],
        title=alt.TitleParams(TITLE, offset=12),
        description=filter_sentence(table),
        width=560,
        height=190,
    )


def filter_sentence(table: pd.DataFrame) -> str:
    """Say who is stopped most, who least, and by what.

    >>> from engine import Scenario, simulate
    >>> filter_sentence(simulate(Scenario(), 1).filters()).split(" and ")[0]
    'Filters stop 69% of the applications of a non-US IMG'
    """
    shares = _shares(table)
    largest = shares.drop(columns=ALL).max()
    name = str(largest.idxmax())
    stopped = shares[ALL]
    return _SENTENCE.format(
        most=stopped.max(),
        most_type=stopped.idxmax(),
        least=stopped.min(),
        least_type=stopped.idxmin(),
        filter=name,
        share=largest.max(),
        filter_type=shares[name].idxmax(),
    )


def _shares(table: pd.DataFrame) -> pd.DataFrame:
    """Shares by type and filter, and what is stopped in all."""
    wide = table.pivot(index="applicant_type", columns="filter", values="share")
    wide = wide.reindex(index=list(TYPES), columns=list(FILTERS[1:]))
    return wide.assign(**{ALL: wide.sum(axis=1)})
