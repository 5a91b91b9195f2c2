"""The picture of the README: one season that plays, as an SVG that moves by itself.

``python -m book.motion`` plays the season of the start page, has the browser draw each of its steps
as a learner sees it, and makes one small file of where everybody is in which step.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from xml.etree import ElementTree

from book.chapter import ROOT
from book.pictures import draw, holes
from book.stills import still
from engine import Scenario
from widgets.season import BeforeAndAfter, PlayingSeason

FILE = ROOT / "docs" / "season.svg"
SECONDS = 2.6  # of one step
PLAYS = 3  # so often; then it stands still at its end
MOVES = 0.35  # of a step, until who moves in it has arrived
TOP = 62  # pixels for the words
COLORS = {
    "in": "#6b6b6b",
    "out": "#c4c4c4",
    "circle": "#0072b2",
    "diamond": "#007f5c",
    "square": "#e69f00",
    "ring": "#ffffff",
    "you": "#0072b2",
}
STYLE = """
text { font: 12px system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; fill: #1f1f1f; }
.quiet { fill: #5c5c5c; }
.title { font-size: 15px; font-weight: 600; }
.slot { fill: none; stroke: #6b6b6b; opacity: .7; }
.line, .praise, .warning { fill: none; stroke: #5c5c5c; }
.praise { stroke: #0072b2; }
.warning { stroke: #8a5a00; stroke-dasharray: 3 2; }
.faint { opacity: .35; }
.stopped { opacity: .55; stroke-dasharray: 1 4; }
.dot { stroke: #6b6b6b; stroke-width: .5; transform: translate(var(--x), var(--y)); }
.me { stroke: #fff; stroke-width: 1; }
.me text { stroke: none; font-weight: 600; }
.step { opacity: 0; }
.last { opacity: 1; }
"""

Place = tuple[str, str, str]  # left, top, and what one looks like
Layers = dict[str, ElementTree.Element]


def played() -> PlayingSeason:
    """Play the season that the start page plays."""
    silent = Scenario()
    called = silent.with_voice("away program director", "I'd take them", programs=4)
    return PlayingSeason(called, number=BeforeAndAfter(silent, called).turned())


def motion(season: PlayingSeason) -> str:
    """Write one season as an SVG that moves.

    Parameters
    ----------
    season : PlayingSeason
        Which.

    Returns
    -------
    str
        SVG; where a reader prefers less motion it stands still at its end.
    """
    pictures = []
    legend = season.picture.words["legend"][:-1]  # the last is about the counts, left out here
    season.picture.words = {**season.picture.words, "legend": legend}
    for step in range(len(season.steps)):
        season.picture.step = step
        pictures += holes(still(season.picture))
    drawn = [ElementTree.fromstring(svg) for svg in draw(pictures)]
    layers = [_layers(one) for one in drawn]
    places = [[_place(dot) for dot in one["moving"]] for one in layers]
    said = escape(f"{season.steps[0].everybody}. {season.steps[-1].everybody}.")
    width, height = drawn[0].get("width", ""), float(drawn[0].get("height", "")) + TOP
    dots, rules = _dots(places)
    rules += [_seen(n, len(places)) for n in range(len(places))]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:.0f}" role="img" '
        f'aria-label="{said}">\n<style>{STYLE}{_when_moving(rules, len(places))}</style>\n'
        f'<rect width="100%" height="100%" fill="#fff"/>\n{_words(season)}\n'
        f'<g transform="translate(0 {TOP})">\n{_fixed(layers[0])}\n'
        f"{_lines(layers)}\n{dots}\n</g></svg>\n"
    )


def _layers(svg: ElementTree.Element) -> Layers:
    """Name the four layers in which a season is drawn; what has no namespace is easier to find."""
    for part in svg.iter():
        part.tag = part.tag.partition("}")[2]
    return dict(zip(("still", "lines", "names", "moving"), svg.findall("g"), strict=True))


def _place(dot: ElementTree.Element) -> Place:
    found = re.search(r"translate\(([-\d.]+)px, ([-\d.]+)px\)", dot.get("style", ""))
    if found is None:
        raise ValueError("a dot of the season says no place")
    mark = dot.find("path")
    looks = "" if mark is None else mark.get("class", "")
    return found[1], found[2], looks


def _step(n: int, count: int, inside: str) -> str:
    last = " last" if n == count - 1 else ""
    return f'<g class="step s{n}{last}">{inside}</g>'


def _words(season: PlayingSeason) -> str:
    """Say each step above the picture."""
    told = (
        f'<text class="title" x="4" y="18">{escape(one.title)}</text>'
        f'<text x="4" y="37">{escape(one.you)}.</text>'
        f'<text x="4" y="54">{escape(one.everybody)}.</text>'
        for one in season.steps
    )
    return "".join(_step(n, len(season.steps), inside) for n, inside in enumerate(told))


def _fixed(layers: Layers) -> str:
    """Keep what stands in every step: names, and a box for each position; no counts."""
    words = (one for layer in ("still", "names") for one in layers[layer].iter("text"))
    names = (one for one in words if one.get("text-anchor") == "start")
    boxes = (one for one in layers["still"].iter("rect") if one.get("class") == "slot")
    sides = ([float(one.get(side, 0)) for side in ("x", "y", "width")] for one in boxes)
    path = "".join(f"M{x:.1f} {y:.1f}h{side:.1f}v{side:.1f}h-{side:.1f}z" for x, y, side in sides)
    return f'{"".join(map(_written, names))}<path class="slot" d="{path}"/>'


def _lines(layers: Sequence[Layers]) -> str:
    """Keep the lines of each step."""
    every = ("".join(_written(path) for path in one["lines"].iter("path")) for one in layers)
    return "".join(_step(n, len(layers), inside) for n, inside in enumerate(every))


def _written(part: ElementTree.Element) -> str:
    return ElementTree.tostring(part, encoding="unicode")


def _dots(places: Sequence[Sequence[Place]]) -> tuple[str, list[str]]:
    """Write everybody, those who change their colors alike together; and how they move."""
    people = list(zip(*places, strict=True))
    colored = [
        (tuple(COLORS.get(looks, "") for _, _, looks in own), _dot(own, own is people[-1]))
        for own in people
    ]
    groups, rules = [], [_goes(n, len(places)) for n in range(1, len(places))]
    colored.sort(key=lambda one: 'class="dot me' in one[1])  # "you" on top, the order kept
    for nth, (colors, some) in enumerate(groupby(colored, key=lambda one: one[0])):
        groups.append(
            f'<g class="c c{nth}" fill="{colors[-1]}">{"".join(dot for _, dot in some)}</g>'
        )
        rules.append(_colors(nth, colors))
    return "\n".join(groups), rules


def _dot(own: Sequence[Place], you: bool) -> str:
    """Write one person, who goes from home to a position once, or stays."""
    (x, y, _), (to_x, to_y, _) = own[0], own[-1]
    moved = next((n for n in range(1, len(own)) if own[n][:2] != own[n - 1][:2]), 0)
    place, kind = f"--x:{to_x}px;--y:{to_y}px", "dot"
    if moved:
        place, kind = f"--a:{x}px;--b:{y}px;{place}", f"dot m m{moved}"
    if not you:
        return f'<circle class="{kind}" r="3.4" style="{place}"/>'
    diamond = '<path d="M0 -6.6L6.6 0L0 6.6L-6.6 0Z"/><text x="8" y="4">you</text>'
    return f'<g class="{kind.replace("dot", "dot me")}" style="{place}">{diamond}</g>'


def _at(step: float, count: int) -> str:
    return f"{100 * step / count:.2f}%"


def _goes(n: int, count: int) -> str:
    start, end = _at(n, count), _at(n + MOVES, count)
    return (
        f"@keyframes m{n} {{ 0%, {start} {{ transform: translate(var(--a), var(--b)) }} "
        f"{end}, 100% {{ transform: translate(var(--x), var(--y)) }} }} "
        f".m{n} {{ animation-name: m{n} }}"
    )


def _seen(n: int, count: int) -> str:
    """Let the words and lines of a step be seen in it alone."""
    stops = [f"{_at(n, count)}, {_at(n + 0.99, count)} {{ opacity: 1 }}"]
    if n:
        stops.insert(0, f"0%, {_at(n - 0.01, count)} {{ opacity: 0 }}")
    if n < count - 1:
        stops.append(f"{_at(n + 1, count)}, 100% {{ opacity: 0 }}")
    return f"@keyframes s{n} {{ {' '.join(stops)} }} .s{n} {{ animation-name: s{n} }}"


def _colors(nth: int, colors: Sequence[str]) -> str:
    count = len(colors)
    stops = (
        f"{_at(n, count)}, {_at(n + 0.99, count)} {{ fill: {color} }}"
        for n, color in enumerate(colors)
    )
    return f"@keyframes c{nth} {{ {' '.join(stops)} }} .c{nth} {{ animation-name: c{nth} }}"


def _when_moving(rules: Iterable[str], count: int) -> str:
    timing = f"animation: {SECONDS * count:.1f}s {PLAYS} both"
    inside = "\n".join([f".step, .c, .m {{ {timing} }}", *rules])
    return f"@media (prefers-reduced-motion: no-preference) {{\n{inside}\n}}\n"


if __name__ == "__main__":
    FILE.write_text(motion(played()), encoding="utf-8")
    print(f"{FILE.relative_to(ROOT)}: {FILE.stat().st_size / 1000:.0f} kB")
