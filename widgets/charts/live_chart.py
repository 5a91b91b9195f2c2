"""A chart that is embedded once and then only patched, with no network at all."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import anywidget
import ipywidgets as ipw
import traitlets as t

from widgets.charts.bundle import BUNDLE
from widgets.charts.moving import script

Spec: TypeAlias = dict[str, Any]
Rows: TypeAlias = list[Any]

READABLE: Spec = {
    "font": "system-ui, 'Segoe UI', Roboto, Helvetica, Arial, 'DejaVu Sans', sans-serif",
    "axis": {"labelFontSize": 12, "titleFontSize": 13, "labelLimit": 260, "labelSeparation": 4},
    "header": {"labelFontSize": 12, "titleFontSize": 13},
    "legend": {"labelFontSize": 12, "titleFontSize": 13, "labelLimit": 260},
    "text": {"fontSize": 12},
    "title": {"fontSize": 14, "anchor": "start"},
}


class Drawable(Protocol):
    """Anything that can say its Vega-Lite spec, such as an Altair chart."""

    def to_dict(self, validate: bool) -> Spec:
        """Return the Vega-Lite spec, held against its schema or not."""


class VegaLibrary(ipw.Widget):
    """The drawing library as the browser gets it: once per kernel, for all charts together."""

    code = t.Unicode().tag(sync=True)
    version = t.Unicode().tag(sync=True)

    _shared: VegaLibrary | None = None

    @classmethod
    def shared(cls) -> VegaLibrary:
        """Return the one library of this kernel, read from the bundle when first asked for."""
        # `comm` is gone after Widget.close_all(); then the browser has no library either.
        if cls._shared is None or cls._shared.comm is None:
            if not BUNDLE.exists():
                raise FileNotFoundError(
                    f"{BUNDLE.name}, which draws the charts, was not made yet; "
                    "make it with: python -m widgets.charts.bundle"
                )
            code = BUNDLE.read_text(encoding="utf-8")
            cls._shared = cls(code=code, version=hashlib.sha256(code.encode()).hexdigest()[:16])
        return cls._shared


class LiveChart(anywidget.AnyWidget):
    """Show an Altair chart whose rows and description can change in place.

    The spec is taken apart into a structure, named rows and a description, each sent to
    the browser only when it changed. The browser embeds the structure once; later changes
    patch the view that stands there, and when they come faster than it can draw, the last
    one wins.

    Parameters
    ----------
    chart : altair.Chart or anything else with ``to_dict``
        Must have a description: one sentence for those who cannot see the chart.
        Name its data (``alt.Data(name=..., values=...)``) to change them later.
        `widgets.charts.marks.with_narrow` gives it a picture of its own for a telephone.

    Attributes
    ----------
    rows : dict of str to list
        The rows shown now, by the name of their data.
    description : str
        The accessible name of the chart now.

    Raises
    ------
    ValueError
        When the chart has no description, or gives one name to two sets of rows.
    FileNotFoundError
        When the JavaScript bundle was not made yet.

    Examples
    --------
    >>> import altair as alt
    >>> data = alt.Data(name="bars", values=[{"stage": "applied", "count": 60}])
    >>> chart = alt.Chart(data, description="60 applied.").mark_bar()
    >>> live = LiveChart(chart.encode(x=alt.X("count:Q"), y=alt.Y("stage:N")))
    >>> live.update(rows={"bars": [{"stage": "applied", "count": 45}]}, description="45 applied.")
    >>> live.rows["bars"], live.description
    ([{'stage': 'applied', 'count': 45}], '45 applied.')
    """

    _esm = script("chart_spec.js", "live_chart.js")
    _css = Path(__file__).with_suffix(".css")

    library = t.Instance(VegaLibrary).tag(sync=True, **ipw.widget_serialization)
    structure = t.Dict().tag(sync=True)
    rows = t.Dict().tag(sync=True)
    description = t.Unicode().tag(sync=True)

    def __init__(self, chart: Drawable) -> None:
        super().__init__(library=VegaLibrary.shared(), **_taken_apart(chart))
        self._chart = chart

    @property
    def chart(self) -> Drawable:
        """The chart given last. Setting it redraws whatever differs from what is shown."""
        return self._chart

    @chart.setter
    def chart(self, chart: Drawable) -> None:
        parts = _taken_apart(chart)
        with self.hold_sync():
            for name, part in parts.items():
                setattr(self, name, part)
        self._chart = chart

    def update(
        self,
        *,
        rows: Mapping[str, Iterable[Any]] | None = None,
        description: str | None = None,
    ) -> None:
        """Change what is shown, in one message to the browser.

        Parameters
        ----------
        rows : mapping of str to iterable of mappings, optional
            New rows for some of the named data; the others stay.
        description : str, optional
            The new accessible name.

        Raises
        ------
        ValueError
            When the chart has no data of such a name.
        """
        for name in rows or {}:
            if name not in self.rows:
                raise ValueError(f"the chart has no rows named {name!r}, only {sorted(self.rows)}")
        with self.hold_sync():
            if rows is not None:
                self.rows = {**self.rows, **{name: _plain_rows(new) for name, new in rows.items()}}
            if description is not None:
                self.description = description


def _taken_apart(chart: Drawable) -> Spec:
    """Split a spec into its structure and the two things that change often."""
    structure = chart.to_dict(validate=False)
    description = structure.pop("description", "")
    if not description:
        raise ValueError("the chart needs a description: one sentence that says what it shows")
    rows = {name: _plain_rows(found) for name, found in structure.pop("datasets", {}).items()}
    for data in _named_data(structure):
        name = data["name"]
        found = _plain_rows(data.pop("values", rows.get(name, [])))
        if rows.setdefault(name, found) != found:
            raise ValueError(f"two different sets of rows are both named {name!r}")
    structure["config"] = _merged(READABLE, structure.get("config", {}))
    return {"structure": structure, "rows": rows, "description": description}


def _named_data(part: Any) -> Iterator[Spec]:
    """Find every mention of named data in a spec."""
    if isinstance(part, list):
        for item in part:
            yield from _named_data(item)
    elif isinstance(part, dict):
        for word, item in part.items():
            if word == "data" and isinstance(item, dict) and "name" in item:
                yield item
            elif word not in ("config", "usermeta", "values"):
                yield from _named_data(item)


def _merged(under: Spec, over: Spec) -> Spec:
    """Lay one nested dictionary over another."""
    merged = dict(under)
    for word, item in over.items():
        below = merged.get(word)
        if isinstance(below, dict) and isinstance(item, dict):
            item = _merged(below, item)
        merged[word] = item
    return merged


def _plain_rows(rows: Iterable[Any]) -> Rows:
    """Copy rows as the browser takes them: numbers of Python's own, and None for NaN."""
    return [
        {name: _plain(cell) for name, cell in row.items()} if isinstance(row, Mapping) else row
        for row in rows
    ]


def _plain(value: Any) -> Any:
    if hasattr(value, "item"):  # a numpy scalar
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None  # JSON has no NaN
    return value
