"""Which filter stops whose applications: a table one can see, and its sentence."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from engine.base.codes import FILTERS, TYPES
from engine.study.plain import FilterCount
from widgets.charts.live_chart import LiveChart
from widgets.charts.marks import BLUE, rows_named
from widgets.controls.fields import Note
from widgets.controls.form import Form
from widgets.explorer.basis import BasisLine
from widgets.text.words import BELIEVED

TITLE = "Applications stopped, by the first filter that stops them"
ALL = "stopped in all"
_SENTENCE = (
    "Filters stop {most:.0%} of the applications of a {most_type} and {least:.0%} of those of a "
    "{least_type}. The largest share that one filter stops of any type is {share:.0%}, by "
    "“{filter}”, of a {filter_type}."
)
_OPAQUE = [0.05, 0.55]  # letters can be read on both, on white paper and on a dark page

# The last word of a name stands below the others; among the rows, of a long one.
_LAST = "lastindexof(datum.label, ' ')"
_TWO_LINES = f"[slice(datum.label, 0, {_LAST}), slice(datum.label, {_LAST} + 1)]"
_LONG = "length(datum.label) > 12"
_MIDDLE = {"condition": {"test": _LONG, "value": "bottom"}, "value": "middle"}  # of both lines


def filter_box(counts: Sequence[FilterCount]) -> Form:
    """Show who is stopped by what: the sentence, and below it the picture.

    Parameters
    ----------
    counts : sequence of FilterCount
        From `Season.filter_counts`.

    Returns
    -------
    Form
    """
    sentence = Note(filter_sentence(counts))
    line = BasisLine(numbers=f"{BELIEVED['evidence']}; each application counts once")
    return Form([sentence, LiveChart(filter_picture(counts)), line])


def filter_picture(counts: Sequence[FilterCount]) -> alt.LayerChart:
    """Draw who is stopped by what, in rows of `Season.filter_counts`; its sentence describes it."""
    shares = {**_shares(counts), **{(kind, ALL): all_ for kind, all_ in _in_all(counts).items()}}
    cells = [
        {"type": kind, "filter": name, "share": share, "text": f"{share:.0%}"}
        for (kind, name), share in shares.items()
    ]
    base = alt.Chart(rows_named("filters", cells)).encode(
        # Few columns and many rows, so that the letters need not shrink on a telephone.
        x=alt.X("type:N", sort=list(TYPES), title=None).axis(
            orient="top", labelAngle=0, labelPadding=18, labelExpr=_TWO_LINES, ticks=False,
            domain=False, labelFontSize=11, labelLineHeight=13,
        ),
        y=alt.Y("filter:N", sort=[*FILTERS[1:], ALL], title=None).axis(
            ticks=False, domain=False, labelLimit=160, labelLineHeight=13,
            labelExpr=f"{_LONG} ? {_TWO_LINES} : datum.label", labelBaseline=_MIDDLE,
        ),
    )  # fmt: skip
    shade = alt.FillOpacity("share:Q", legend=None).scale(domain=[0, 0.7], range=_OPAQUE)
    return alt.LayerChart(
        layer=[
            base.mark_rect(fill=BLUE, stroke="white", strokeWidth=2).encode(fillOpacity=shade),
            base.mark_text(fontSize=13).encode(text=alt.Text("text:N")),
        ],
        title=alt.TitleParams(TITLE, offset=12),
        description=filter_sentence(counts),
        width=272,  # a gap beside the longest head, and no wider than a telephone
        height=210,
    )


def filter_sentence(counts: Sequence[FilterCount]) -> str:
    """Say who is stopped most, who least, and by what.

    >>> from engine import Scenario, simulate
    >>> filter_sentence(simulate(Scenario(), 1).filter_counts()).split(" and ")[0]
    'Filters stop 72% of the applications of a previous graduate'
    """
    shares, stopped = _shares(counts), _in_all(counts)
    filter_type, name = max(shares, key=shares.__getitem__)
    most, least = (pick(stopped, key=stopped.__getitem__) for pick in (max, min))
    return _SENTENCE.format(
        most=stopped[most],
        most_type=most,
        least=stopped[least],
        least_type=least,
        filter=name,
        share=shares[filter_type, name],
        filter_type=filter_type,
    )


def _shares(counts: Sequence[FilterCount]) -> dict[tuple[str, str], float]:
    """Share of each type's applications that each filter stops."""
    return {(c.applicant_type, c.filter): c.share for c in counts if c.filter != FILTERS[0]}


def _in_all(counts: Sequence[FilterCount]) -> dict[str, float]:
    """Share of each type's applications that any filter stops."""
    stopped = dict.fromkeys(TYPES, 0.0)
    for (kind, _), share in _shares(counts).items():
        stopped[kind] += share
    return stopped
