"""The map of who knows whom: programs by region and field, once for each of two applicants."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from engine.base.codes import FIELDS, REGIONS
from engine.study.voices.reach_of_words import FIRSTHAND, WordReach
from widgets.charts.marks import BLUE, GRAY, ORANGE, PALE, VERMILION, framed, rows_named

STATES = ("not acted on", "told by the speaker", "passed on to it")
LEGEND_TIE = "thick edge: knows the speaker"
NUMBERS_ARE = "Numbers: seasons of 100 in which a program acts on it."
TITLE = "{}: {:.1f} of {} programs act on it"
TOOLTIP = "{name}, {field}, {region}: {state}, {share:.0%} of the seasons{tie}"
TIE = "; knows the speaker"
_SHAPES = ["circle", "diamond", "triangle-up"]
_COLORS = [PALE, VERMILION, ORANGE]
_ROW = 3  # programs side by side in a cell of the map


def map_rows(reaches: Sequence[tuple[str, WordReach]]) -> dict[str, list[dict[str, Any]]]:
    """Turn who acts on a word into one row for each applicant and program."""
    programs, titles = [], []
    for side, (name, reach) in enumerate(reaches):
        places: dict[tuple[int, int], int] = {}
        share = reach.share()
        first = (reach.how == FIRSTHAND).mean(axis=0)
        for n in sorted(range(len(reach.program)), key=lambda n: int(reach.program[n])):
            program = int(reach.program[n])
            field, region = (
                int(getattr(reach.programs, what)[program]) for what in ("field", "region")
            )
            nth = places.setdefault((field, region), 0)
            places[field, region] += 1
            heard = float(share[n])
            state = STATES[0 if not heard else 1 if first[n] >= heard / 2 else 2]
            about = {"name": reach.programs.names[program], "share": heard, "state": state}
            about |= {"field": FIELDS[field], "region": REGIONS[region]}
            programs.append(
                about
                | {
                    "side": side,
                    "x": region + (nth % _ROW + 0.5) / (_ROW + 0.3),
                    "y": field + 0.38 + (nth // _ROW) * 0.36,
                    "tied": bool(reach.tied[n]),
                    "text": f"{100 * heard:.0f}" if heard else "",
                    "said": TOOLTIP.format(**about, tie=TIE if reach.tied[n] else ""),
                    "applicant": name,
                }
            )
        text = TITLE.format(name, reach.mean(), len(reach.program))
        titles.append({"side": side, "text": text, "x": 0.0, "y": 0.0})
    return {"programs": programs, "titles": titles}


def map_picture(first: dict[str, list[dict[str, Any]]], sentence: str) -> alt.HConcatChart:
    """Draw two maps side by side: columns are regions, rows are fields."""
    sides = [_map(first, side) for side in (0, 1)]
    return framed(alt.hconcat(*sides, spacing=26), sentence)


def _map(first: dict[str, list[dict[str, Any]]], side: int) -> alt.LayerChart:
    mine = f"datum.side == {side}"
    programs = alt.Chart(rows_named("programs", first["programs"])).transform_filter(mine)
    titles = alt.Chart(rows_named("titles", first["titles"])).transform_filter(mine)
    across = alt.Scale(domain=[0, len(REGIONS)], nice=False)
    down = alt.Scale(domain=[0, len(FIELDS)], nice=False, reverse=True)
    at = {"x": alt.X("x:Q", axis=None, scale=across), "y": alt.Y("y:Q", axis=None, scale=down)}
    regions = [{"x": n + 0.5, "y": len(FIELDS), "text": name} for n, name in enumerate(REGIONS)]
    fields = [{"x": 0, "y": n, "text": name} for n, name in enumerate(FIELDS)]
    lines = alt.Chart(alt.Data(values=[{"at": n} for n in range(1, len(REGIONS))]))
    between = lines.transform_filter(f"datum.at < {len(FIELDS)}")
    states = list(STATES)
    legend = (
        alt.Legend(title=None, orient="bottom", symbolStrokeColor=GRAY, symbolStrokeWidth=1)
        if side == 0
        else None
    )
    quiet = "#d9d9d9"
    return alt.LayerChart(
        layer=[
            lines.mark_rule(color=quiet).encode(x=alt.X("at:Q", axis=None, scale=across)),
            between.mark_rule(color=quiet).encode(y=alt.Y("at:Q", axis=None, scale=down)),
            programs.mark_point(size=110, opacity=1).encode(
                **at,
                shape=alt.Shape("state:N", legend=legend).scale(domain=states, range=_SHAPES),
                fill=alt.Fill("state:N", legend=legend).scale(domain=states, range=_COLORS),
                stroke=alt.condition("datum.tied", alt.value(BLUE), alt.value(GRAY)),
                strokeWidth=alt.condition("datum.tied", alt.value(2.6), alt.value(1)),
                tooltip=alt.Tooltip("said:N"),
                description=alt.Description("said:N"),
            ),
            programs.mark_text(dy=15, fontSize=11).encode(**at, text=alt.Text("text:N")),
            alt.Chart(alt.Data(values=regions))
            .mark_text(dy=12, fontSize=11)
            .encode(**at, text=alt.Text("text:N")),
            alt.Chart(alt.Data(values=fields))
            .mark_text(align="left", dx=4, dy=9, fontSize=11, fontStyle="italic")
            .encode(**at, text=alt.Text("text:N")),
            titles.mark_text(align="left", baseline="bottom", fontWeight="bold", dy=-6).encode(
                **at, text=alt.Text("text:N")
            ),
        ],
        width=340,
        height=300,
        view=alt.ViewBackground(stroke=quiet),
    )
