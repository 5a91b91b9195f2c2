"""How many does a cut stop by test error alone?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import Any

import altair as alt

from engine import claim, figure
from engine.formulas import CutCells, cut_cells, error_of_one, even_takers, falls_below
from widgets.charts.marks import BLUE, GRAY, GREEN, VERMILION, framed, rows_named
from widgets.controls.make import number
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.text.numbers import share_text

CUT = "Cut: read from this Step 2 CK score"
MEAN, SD = "Mean score of the group", "Standard deviation of the group"
ERROR, LEVEL = "Error of one sitting, points", "True level asked about"
CUT_HELP = "{:g} is one document's claim ({})"
ERROR_HELP = "{error:g} / √2 is {one:.1f}; {error:g} is for a difference ({kind} source)"
MEAN_HELP = "all takers {:g} ({}), those who did not match {:g}"
CELLS = {  # whether level and score are at or above the cut
    (True, True): "read",
    (False, False): "cut",
    (True, False): "cut by error",
    (False, True): "through by error",
}
TITLE, TABLE_TITLE = "{} fictional applicants", "Share of the whole group"
X_TITLE, Y_TITLE = "true level", "observed score, one sitting"
AT_CUT, AT_LEVEL = "cut {:g}", "true {:g}: {} below the cut"
BELOW, ABOVE = "{}\nbelow {:g}", "{} {:g}\nor above"
SHARE = "share"
TRUE, OBSERVED, SAID = "level", "score", "true level {:g}, score {:g}: {}"
SENTENCE = (
    "Of people whose true level is {level:g}, {wrong} score {side} the cut of {cut:g} by test "
    "error alone. The cut stops {stopped} of the whole group, and {worthy} of those it stops "
    "have a true level at or above it."
)
SIDES = "at or above", "below"
NUMBERS = "a published spread of scores, one document's cut"
CAVEAT = (
    "A teaching model in which true levels and test error follow normal curves. It is not how any "
    "program scores anybody. That the difference between two scores is off by {error:g} points "
    "comes from a {kind} source ({source}). It makes {single:.1f} for one sitting "
    "({error:g} / √2). Mean and spread: {group} ({group_kind})."
)

_ERROR = ("step2ck_standard_error_of_difference", "all takers")
_TAKERS = 300
_BOUNDS = [165, 315]  # room for every applicant at every setting
_SIDE = 340
# Rightly sorted: hollow. By error: filled. The colors are Okabe and Ito's.
_SHAPES = ["circle", "square", "triangle-down", "triangle-up"]
_COLORS = [BLUE, "#000000", VERMILION, GREEN]
_FILLS = ["white", "white", *_COLORS[2:]]
# The shares first and alone: three hundred fictional people are no table to read.
TABLES = {
    "cells": TableSpec(TABLE_TITLE, {"level": TRUE, "score": OBSERVED, "cell": "", "text": SHARE}),
    "cut": TableSpec(CUT, {"text": CUT}),
    "level": TableSpec(LEVEL, {"text": LEVEL}),
}


@dataclass(frozen=True)
class CutView:
    """A group and a cut, in points; how the cut sorts the group; who of one level is below."""

    cut: float
    mean: float
    sd: float
    error: float
    level: float
    cells: CutCells
    below: float


def rows(view: CutView) -> Rows:
    """Turn a view into rows: takers, cut, level, and cells in the order of the picture."""
    spread = math.sqrt(view.sd**2 - view.error**2)
    takers, cells = [], []
    for off, slip in even_takers(_TAKERS):
        true = view.mean + spread * off
        # A tenth of a point is what a reader sees, so it is what the cut judges.
        level, score = round(true, 1), round(true + view.error * slip, 1)
        name = CELLS[level >= view.cut, score >= view.cut]
        said = SAID.format(level, score, name)
        takers.append({"level": level, "score": score, "cell": name, "said": said})
    shares = dict(zip(CELLS, view.cells, strict=True))
    for over, high in ((True, False), (True, True), (False, False), (False, True)):
        share = float(shares[high, over])
        cell = {"cell": CELLS[high, over], "share": share, "text": f"{share:.1%}"}
        cell["level"] = (ABOVE if high else BELOW).format(TRUE, view.cut)
        cell["score"] = (ABOVE if over else BELOW).format(OBSERVED, view.cut)
        cells.append(cell)
    label = AT_LEVEL.format(view.level, share_text(view.below))
    return {
        "takers": takers,
        "cut": [{"cut": view.cut, "text": AT_CUT.format(view.cut)}],
        "level": [{"level": view.level, "text": label}],
        "cells": cells,
    }


def describe(view: CutView) -> str:
    """Say who falls on the wrong side, of one level first and then of the whole group."""
    high = view.level >= view.cut
    stopped = float(view.cells.cut) + float(view.cells.cut_by_error)
    return SENTENCE.format(
        level=view.level,
        cut=view.cut,
        wrong=share_text(view.below if high else 1 - view.below),
        side=SIDES[high],
        stopped=share_text(stopped),
        worthy=share_text(float(view.cells.cut_by_error) / stopped if stopped else 0.0),
    )


def draw(first: Rows, sentence: str) -> alt.HConcatChart:
    """Draw the applicants beside the four cells."""
    both = alt.hconcat(_scatter(first), _table(first), spacing=104, bounds="flush")
    return framed(both, sentence)


def _marks() -> dict[str, Any]:
    """One shape, outline and fill for each cell."""
    names = list(CELLS.values())
    return {
        "shape": alt.Shape("cell:N", legend=None).scale(domain=names, range=_SHAPES),
        "stroke": alt.Stroke("cell:N", legend=None).scale(domain=names, range=_COLORS),
        "fill": alt.Fill("cell:N", legend=None).scale(domain=names, range=_FILLS),
    }


def _scatter(first: Rows) -> alt.LayerChart:
    takers, cut, level = (alt.Chart(rows_named(n, first[n])) for n in ("takers", "cut", "level"))
    scale = alt.Scale(domain=_BOUNDS, nice=False)
    same: dict[str, Any] = {"scale": scale, "axis": alt.Axis(grid=False)}
    x, across = (alt.X(f"{field}:Q", title=X_TITLE, **same) for field in ("level", "cut"))
    y, up = (alt.Y(f"{field}:Q", title=Y_TITLE, **same) for field in ("score", "cut"))
    label: dict[str, Any] = {"align": "right", "fontWeight": "bold"}
    return alt.LayerChart(
        layer=[
            takers.mark_point(size=38, strokeWidth=1.3, opacity=0.9).encode(
                x=x,
                y=y,
                description=alt.Description("said:N"),
                tooltip=alt.Tooltip("said:N"),
                **_marks(),
            ),
            cut.mark_rule(strokeWidth=2).encode(x=across),
            cut.mark_rule(strokeWidth=2).encode(y=up),
            cut.mark_text(dx=-5, **label).encode(
                x=across, y=alt.YValue(_SIDE - 10), text=alt.Text("text:N")
            ),
            cut.mark_text(dy=-9, **label).encode(
                x=alt.XValue(_SIDE - 4), y=up, text=alt.Text("text:N")
            ),
            level.mark_rule(strokeDash=[3, 3], strokeWidth=1.5, color=GRAY).encode(x=x),
            level.mark_text().encode(x=x, y=alt.YValue(-9), text=alt.Text("text:N")),
        ],
        title=alt.TitleParams(TITLE.format(_TAKERS), offset=28),
        width=_SIDE,
        height=_SIDE,
    )


def _table(first: Rows) -> alt.LayerChart:
    """Write each share where its marks lie in the picture beside it; the signs are its legend."""
    quiet: dict[str, Any] = {"title": None, "sort": None, "scale": alt.Scale(padding=0)}
    lines: dict[str, Any] = {
        "labelExpr": r"split(datum.label, '\n')",
        "ticks": False,
        "domain": False,
    }
    top = alt.Axis(orient="top", labelAngle=0, labelPadding=22, **lines)
    base = alt.Chart(rows_named("cells", first["cells"])).encode(
        x=alt.X("level:N", axis=top, **quiet),
        y=alt.Y("score:N", axis=alt.Axis(labelPadding=7, **lines), **quiet),
    )
    sign = base.mark_point(size=75, strokeWidth=1.5, opacity=1, xOffset=-54, yOffset=-16)
    return alt.LayerChart(
        layer=[
            base.mark_rect(fill="white", stroke=GRAY, aria=False),
            sign.encode(**_marks()),
            base.mark_text(align="left", dx=-42, dy=-16).encode(text=alt.Text("cell:N")),
            base.mark_text(align="left", dx=-59, dy=14, fontSize=18).encode(
                text=alt.Text("text:N")
            ),
        ],
        title=alt.TitleParams(TABLE_TITLE, offset=8),
        width=276,
        height=170,
    )


class CutLine(Explorer[CutView]):
    """Move a cut, the group and the test error; see who ends on the wrong side.

    The applicants are the same at every setting: only their places follow the controls.

    Attributes
    ----------
    cut, mean, sd, error, level : NumberControl
        What can be set, in points.

    Examples
    --------
    >>> CutLine().sentence.text.split(" by ")[0]
    'Of people whose true level is 235, 19% score below the cut of 230'
    """

    story = Story(rows, describe, draw)
    numbers = NUMBERS
    file_name = "cut-line"
    tables = TABLES

    def __init__(self) -> None:
        takers, unmatched = (figure("step2ck_mean", who) for who in ("all takers", "unmatched"))
        sd, cut, error = figure("step2ck_sd", "all takers"), claim("S4-04"), figure(*_ERROR)
        cut_help = CUT_HELP.format(cut.value, cut.source.partition(",")[0])
        mean_help = MEAN_HELP.format(takers.value, takers.year, unmatched.value)
        single = float(error_of_one(error.value))
        error_help = ERROR_HELP.format(error=error.value, kind=error.kind, one=single)
        self.cut = number(CUT, _short(cut.value), 214, 250, 1, cut_help)
        self.level = number(LEVEL, 235, 214, 255, 1.0)
        self.mean = number(MEAN, _short(takers.value), 225, 255, 1.0, mean_help)
        # More than any error of one sitting, so that no two settings contradict each other.
        self.sd = number(SD, _short(sd.value), 11, 18, 0.5)
        self.error = number(ERROR, round(single, 1), 0, 10, 0.1, error_help)
        super().__init__([self.cut, self.level, self.mean, self.sd, self.error])

    def simulate(self) -> CutView:
        """Sort the group by the cut."""
        dials = (self.cut, self.mean, self.sd, self.error, self.level)
        cut, mean, sd, error, level = (float(dial.value) for dial in dials)
        below = float(falls_below(cut, level, error))
        return CutView(cut, mean, sd, error, level, cut_cells(cut, mean, sd, error), below)

    def limits(self) -> str:
        """Say what this leaves out, and where the numbers are from."""
        error, sd = figure(*_ERROR), figure("step2ck_sd", "all takers")
        about = {"kind": error.kind, "source": error.source, "error": error.value}
        about |= {"single": error_of_one(error.value), "group": sd.source, "group_kind": sd.kind}
        return escape(CAVEAT.format(**about))


def _short(value: float) -> int | float:
    """Let the box of a control say 230 for 230.0."""
    return int(value) if value.is_integer() else value
