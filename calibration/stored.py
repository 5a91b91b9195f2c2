"""Where the results of the calibration are kept: in the dials, in tables, and nowhere else."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.free import FREE, Floats, dials_at, place_of
from engine.scenario.assumptions import Assumptions

if TYPE_CHECKING:
    from calibration.worlds import Search

ROOT = Path(__file__).parents[1]
DIAL_MODULES = ROOT / "engine" / "scenario" / "dials"
WORLDS = ROOT / "engine" / "data" / "worlds.csv"
DIALS = ROOT / "calibration" / "free_dials.csv"
SEARCH = ROOT / "calibration" / "search.csv"


def defaults() -> Floats:
    """Place of today's defaults in the unit cube of the free dials."""
    dials = Assumptions()
    return place_of({free.dial: getattr(dials, free.dial) for free in FREE})


def write_defaults(values: Mapping[str, float]) -> None:
    """Write the defaults where the dials are declared, and leave all else as it stands."""
    left = dict(values)
    for path in sorted(DIAL_MODULES.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        for name, value in values.items():
            declared = re.compile(rf"(\b{name}: (?:float|int) = \w+\(\s*)-?[\d.]+")
            text, found = declared.subn(rf"\g<1>{value}", text)
            if found:
                left.pop(name)
        path.write_text(text, encoding="utf-8")
    if left:
        raise LookupError(f"no dial is declared as {', '.join(left)}")


def write_free(table: list[dict[str, Any]]) -> None:
    """Store what `identify` found."""
    _write(DIALS, list(table[0]), (row.values() for row in table))


def write_worlds(found: Search) -> None:
    """Store the worlds that were kept, and how many were tried for them."""
    kept = [dials_at(place) for place in found.kept]
    _write(WORLDS, [free.dial for free in FREE], (world.values() for world in kept))
    counts = vars(found) | {"kept": len(kept)}
    _write(SEARCH, list(counts), [counts.values()])


def known_worlds() -> Floats:
    """Places of the stored worlds in the unit cube, shape (worlds, dials); none of other dials."""
    rows = read(WORLDS)
    if set(rows[0]) != {free.dial for free in FREE}:
        return np.empty((0, len(FREE)))
    return np.stack([place_of({name: float(value) for name, value in row.items()}) for row in rows])


def read(path: Path) -> list[dict[str, str]]:
    """Read one of the stored tables."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _write(path: Path, header: list[str], rows: Iterable[Iterable[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(header)
        lines.writerows(rows)


def ranges_of_worlds() -> dict[str, tuple[float, float]]:
    """Lowest and highest value of each free dial over the worlds."""
    worlds = read(WORLDS)
    return {
        free.dial: (
            min(float(world[free.dial]) for world in worlds),
            max(float(world[free.dial]) for world in worlds),
        )
        for free in FREE
    }
