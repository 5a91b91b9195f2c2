"""Who is known where: one applicant's ties as a picture with a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from typing import Any

import altair as alt

from engine.scenario.scenario import Scenario
from engine.study.networks import Tie, known_where
from widgets.charts.live_chart import LiveChart
from widgets.charts.marks import BLUE, GRAY
from widgets.controls.form import Form
from widgets.controls.make import sentence_line
from widgets.text.numbers import counted

APPLIED, ELSEWHERE = "applied there", "not applied there"
_LINE, _GAP = 13, 9  # pixels per line of a name, and between two names
_LETTERS = {"left": 14, "right": 24}  # of a line, so that they need not shrink on a telephone
_TITLE = "Who is known where"


def network_box(scenario: Scenario) -> Form:
    """Show who could speak for "you", and where they are known.

    Parameters
    ----------
    scenario : Scenario
        What the learner set.

    Returns
    -------
    Form
        The sentence, and the picture beneath it.
    """
    ties = known_where(scenario)
    return Form([sentence_line(network_sentence(ties)), LiveChart(network_picture(ties))])


def network_sentence(ties: Sequence[Tie]) -> str:
    """Say in a sentence or two what the picture shows.

    Parameters
    ----------
    ties : sequence of Tie
        From `engine.study.networks.known_where`.

    Returns
    -------
    str

    Examples
    --------
    >>> network_sentence([])
    'Nobody who could speak here is known at any program.'
    """
    if not ties:
        return "Nobody who could speak here is known at any program."
    programs = {tie.program for tie in ties}
    applied = {tie.program for tie in ties if tie.applied}
    most = Counter(role for role, _ in dict.fromkeys((tie.role, tie.program) for tie in ties))
    (best, number), (kind, often) = most.most_common(1)[0], _commonest(tie.kind for tie in ties)
    return (
        f"{counted(len(most), 'person', 'people')} could speak and "
        f"{'is' if len(most) == 1 else 'are'} known at "
        f"{counted(len(programs), 'program')}, "
        f"{len(applied)} of them applied to. "
        f"The {best} is known at {number}. The commonest kind of tie: {kind} "
        f"({often} of {len(ties)})."
    )


def _commonest(kinds: Iterable[str]) -> tuple[str, int]:
    return Counter(kinds).most_common(1)[0]


def network_picture(ties: Sequence[Tie]) -> alt.LayerChart:
    """Draw people on the left, programs on the right, and a line for every tie.

    Parameters
    ----------
    ties : sequence of Tie
        From `engine.study.networks.known_where`.

    Returns
    -------
    altair.LayerChart
        A thick line is a close tie; a solid blue one leads to a program applied to,
        a dashed gray one elsewhere. Behind each program stands what the ties rest on.
    """
    people = list(dict.fromkeys(tie.role for tie in ties))
    at_left = {role: n for n, role in enumerate(people)}
    met: dict[str, list[int]] = {}
    for tie in sorted(ties, key=lambda tie: tie.program):
        met.setdefault(tie.program, []).append(at_left[tie.role])
    programs = sorted(met, key=lambda program: sum(met[program]) / len(met[program]))
    said = {role: wrap(role, _LETTERS["left"]) for role in people}
    told = {}
    for program in programs:
        kinds = ", ".join(dict.fromkeys(tie.kind for tie in ties if tie.program == program))
        told[program] = wrap(f"{program} ({kinds})", _LETTERS["right"])
    height = max(_room(said), _room(told), _LINE)
    left, right = (_spread(names, height) for names in (said, told))
    edges = [
        {
            "role": tie.role,
            "program": tie.program,
            "kind": tie.kind,
            "region": tie.region,
            "y": left[tie.role],
            "y2": right[tie.program],
            "x": 0,
            "x2": 1,
            "strength": tie.strength,
            "where": APPLIED if tie.applied else ELSEWHERE,
        }
        for tie in ties
    ]
    names = [
        _name(lines, x, at[name], side)
        for x, side, of, at in ((0, "left", said, left), (1, "right", told, right))
        for name, lines in of.items()
    ]
    lines = _lines(edges, height)
    labels = [_labels(names, side, height) for side in ("left", "right")]
    return alt.LayerChart(layer=[lines, *labels]).properties(
        width=100,
        height=height,
        title=_TITLE,
        description=network_sentence(ties),
        view=alt.ViewBackground(strokeOpacity=0),
    )


def _room(names: Mapping[str, list[str]]) -> int:
    """How many pixels names need below one another, by their lines."""
    return sum(_LINE * len(lines) + _GAP for lines in names.values())


def _spread(names: Mapping[str, list[str]], height: int) -> dict[str, float]:
    """Stand names below one another over the whole height; return where the middle of each is."""
    spare = (height - _room(names)) / max(len(names), 1)
    at, middles = 0.0, {}
    for name, lines in names.items():
        room = _LINE * len(lines) + _GAP + spare
        middles[name] = at + room / 2
        at += room
    return middles


def _places(height: int) -> dict[str, Any]:
    """Both axes without ticks: only the names count."""
    return {
        "x": alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, 1])),
        "y": alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False)),
    }


def _lines(edges: Iterable[Mapping[str, Any]], height: int) -> alt.Chart:
    where = [APPLIED, ELSEWHERE]
    legend = alt.Legend(title=None, orient="bottom", symbolType="stroke", symbolSize=400)
    chart: alt.Chart = (
        alt.Chart(alt.Data(values=list(edges)))
        .mark_rule(opacity=0.75)
        .encode(
            **_places(height),
            x2=alt.X2("x2:Q"),
            y2=alt.Y2("y2:Q"),
            color=alt.Color(
                "where:N", legend=legend, scale=alt.Scale(domain=where, range=[BLUE, GRAY])
            ),
            strokeDash=alt.StrokeDash(
                "where:N", legend=legend, scale=alt.Scale(domain=where, range=[[1, 0], [4, 4]])
            ),
            strokeWidth=alt.StrokeWidth(
                "strength:Q", legend=None, scale=alt.Scale(domain=[0, 1], range=[0.8, 4])
            ),
            tooltip=["role:N", "program:N", "region:N", "kind:N"],
        )
    )
    return chart


def _name(lines: list[str], x: int, middle: float, side: str) -> dict[str, Any]:
    """Write a name on its lines, of which the middle stands where its ties end."""
    first = middle - (len(lines) - 1) / 2 * _LINE
    return {"text": "\n".join(lines), "x": x, "y": first, "side": side}


def _labels(names: list[dict[str, Any]], side: str, height: int) -> alt.Chart:
    chart = alt.Chart(alt.Data(values=[name for name in names if name["side"] == side]))
    lines: dict[str, Any] = {"baseline": "middle", "lineBreak": "\n", "lineHeight": _LINE}
    if side == "left":
        marked = chart.mark_text(align="right", dx=-6, **lines)
    else:
        marked = chart.mark_text(align="left", dx=6, **lines)
    labels: alt.Chart = marked.encode(**_places(height), text=alt.Text("text:N"))
    return labels
