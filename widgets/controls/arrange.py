"""Where the parts of a form stand: side by side, under one another, one press away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import ipywidgets as ipw
import traitlets as t

from widgets.controls.fields import Control, Said

Part: TypeAlias = "Said | Group | ipw.Widget"


@dataclass(frozen=True, eq=False)
class Group:
    """Parts that stand together; `kind` is the name under which form.css lays them out."""

    parts: tuple[Part, ...]
    kind: str = "column"


def columns(parts: Iterable[Part]) -> Group:
    """Stand parts side by side, two in a row, or in one column where the page is narrow."""
    return Group(tuple(parts), "columns")


def row(parts: Iterable[Part]) -> Group:
    """Stand parts in a row that breaks where it must."""
    return Group(tuple(parts), "row-of")


def side_by_side(dials: Iterable[Part], outcome: Iterable[Part]) -> Group:
    """Stand what is set beside what comes of it, or in one column where the page is narrow."""
    both = Group(tuple(dials), "dials"), Group(tuple(outcome), "outcome")
    return Group(both, "explorer")


class Fold(Control):
    """A group that is closed at first, under its label; `value` is whether it is open.

    >>> more = Fold("More", [columns([])])
    >>> more.value, len(more.parts)
    (False, 1)
    """

    kind = t.Unicode("fold").tag(told=True)
    value = t.Bool().tag(told=True, asked=True)

    def __init__(self, label: str, parts: Iterable[Part] = ()) -> None:
        self.parts = tuple(parts)
        super().__init__(label=label)


def each_said(parts: Iterable[Part]) -> Iterator[Said]:
    """Find everything that a form says, in the order of the page."""
    for part in parts:
        if isinstance(part, Said):
            yield part
        if isinstance(part, Fold | Group):
            yield from each_said(part.parts)


def as_tree(parts: Iterable[Part], place: str = "") -> list[dict[str, Any]]:
    """Write parts for the browser: by key what is said, by place a group, a widget as itself."""
    tree: list[dict[str, Any]] = []
    for nth, part in enumerate(parts):
        if isinstance(part, Group):
            key = f"{part.kind}{place}.{nth}"
            node = {"key": key, "group": part.kind, "parts": as_tree(part.parts, f"{place}.{nth}")}
        elif isinstance(part, Fold):
            node = {"key": part.key, "parts": as_tree(part.parts, f".{part.key}")}
        elif isinstance(part, Said):
            node = {"key": part.key}
        else:
            node = {"key": part.model_id, "widget": part}
        tree.append(node)
    return tree
