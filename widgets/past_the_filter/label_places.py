"""Where points of a plane lie in pixels, and free places for their names beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

WIDTH, HEIGHT = 280, 280  # of the plane, in pixels
LOW, HIGH = -0.06, 1.08  # of both axes: room for a point that lies on the edge
SMALLEST, LARGEST = 12, 700  # area of a point of influence 0 and 1, in square pixels
_LETTER, _LINE, _GAP = 7.2, 16.0, 2.0  # pixels: a letter at most, a line of text, room between
_FAR = 14.0  # pixels: a label that stands further off gets a line to its point

Box = tuple[float, float, float, float]


def across(proximity: float) -> float:
    """Return where a proximity lies in the plane, in pixels from the left."""
    return (proximity - LOW) / (HIGH - LOW) * WIDTH


def down(credibility: float) -> float:
    """Return where a credibility lies in the plane, in pixels from the top."""
    return (HIGH - credibility) / (HIGH - LOW) * HEIGHT


def area(influence: float) -> float:
    """Return the area of a point, in square pixels; it grows with the influence."""
    return SMALLEST + (LARGEST - SMALLEST) * influence


def place_labels(points: Sequence[tuple[float, float, float]], texts: Sequence[str]) -> list[Box]:
    """Find a free place for the name of each point, as near to it as can be; no two overlap.

    A point is proximity, credibility and influence; a place is left, top, right and bottom in
    pixels of the plane.

    >>> one, other = place_labels([(0.5, 0.5, 0.25)] * 2, ["chair", "resident"])
    >>> one[3] <= other[1] or other[3] <= one[1] or one[2] <= other[0] or other[2] <= one[0]
    True
    """
    discs = [_disc(*point) for point in points]
    placed: dict[int, Box] = {}
    # The smallest first: a name that stands aside is missed least beside a large point.
    for n in sorted(range(len(points)), key=lambda n: points[n][2]):
        size = len(texts[n]) * _LETTER
        taken = list(placed.values())
        tries = [box for box in _around(discs[n], size) if _free(box, taken)]
        clear = (box for box in tries if _free(box, discs))
        placed[n] = next(clear, None) or next(iter(tries), None) or _any_line(size, taken)
    return [placed[n] for n in range(len(points))]


def _disc(proximity: float, credibility: float, influence: float) -> Box:
    x, y, r = across(proximity), down(credibility), (area(influence) / 3.1416) ** 0.5 + 1
    return (x - r, y - r, x + r, y + r)


def _around(disc: Box, size: float) -> Iterator[Box]:
    """Offer places beside, above and below a point, the nearest first, all in the plane."""
    left, top, right, bottom = disc
    middle, center = (top + bottom - _LINE) / 2, (left + right - size) / 2
    for far in (4.0, 9.0, 16.0, 25.0, 36.0, 50.0, 66.0, 84.0, 105.0, 130.0):
        beside, before = right + far, left - far - size
        above, below = top - far - _LINE, bottom + far
        for x, y in (
            (beside, middle),
            (before, middle),
            (center, above),
            (center, below),
            (beside, above),
            (before, above),
            (beside, below),
            (before, below),
        ):
            within_x = min(max(x, 0.0), WIDTH - size)
            within_y = min(max(y, 0.0), HEIGHT - _LINE)
            yield (within_x, within_y, within_x + size, within_y + _LINE)


def _any_line(size: float, placed: Iterable[Box]) -> Box:
    """Take the first free line of the plane; there are more lines than names."""
    lines = (
        (x, y, x + size, y + _LINE)
        for x in (WIDTH - size, 0.0)
        for y in range(0, HEIGHT - int(_LINE), int(_LINE + _GAP))
    )
    return next(box for box in lines if _free(box, placed))


def _free(box: Box, taken: Iterable[Box]) -> bool:
    left, top, right, bottom = box
    return all(
        right + _GAP <= other[0]
        or other[2] + _GAP <= left
        or bottom + _GAP <= other[1]
        or other[3] + _GAP <= top
        for other in taken
    )


def label_row(point: tuple[float, float, float], box: Box) -> dict[str, float]:
    """Return where a label of `place_labels` and the line to its point begin and end, on the axes.

    text_x and text_y are the middle of the label's left side; line_x and line_y its side nearest
    to the point; far is 1 where a line is needed.
    """
    left, top, right, bottom = _disc(*point)
    x, y = (left + right) / 2, (top + bottom) / 2
    nearest = (min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3]))
    aside = max(box[0] - right, left - box[2], box[1] - bottom, top - box[3])
    return {
        "text_x": _proximity(box[0]),
        "text_y": _credibility((box[1] + box[3]) / 2),
        "line_x": _proximity(nearest[0]),
        "line_y": _credibility(nearest[1]),
        "far": float(aside > _FAR),
    }


def _proximity(x: float) -> float:
    return LOW + x / WIDTH * (HIGH - LOW)


def _credibility(y: float) -> float:
    return HIGH - y / HEIGHT * (HIGH - LOW)
