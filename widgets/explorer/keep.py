"""Take something out of an explorer: its picture as a file, its rows as a file or as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

import ipywidgets as ipw

from widgets.charts.live_chart import LiveChart
from widgets.controls.buttons import DownloadControl
from widgets.controls.make import toggle
from widgets.explorer import words
from widgets.explorer.shown import when_replaced
from widgets.text.html import rows_table, text_box
from widgets.text.spreadsheet import spreadsheet_csv


@dataclass(frozen=True)
class TableSpec:
    """How one set of a chart's rows is told as a table.

    Attributes
    ----------
    caption : str
        What the table is.
    columns : mapping of str to str
        The columns to show, each with its heading; empty for all, under their own names.
    """

    caption: str
    columns: Mapping[str, str] = field(default_factory=dict)


class Download(ipw.HBox):
    """Save a chart as SVG or PNG, and its rows as CSV.

    When the cell of a named explorer is run again, its new picture takes the place of the old one.

    Parameters
    ----------
    chart : LiveChart
        The picture is the one that stands on the page.
    name : str, default "chart"
        Of the files, without an ending.
    tables : mapping of str to TableSpec, optional
        The sets of rows to save, by name; by default all of them.
    """

    def __init__(
        self, chart: LiveChart, name: str = "chart", tables: Mapping[str, TableSpec] | None = None
    ) -> None:
        self.chart, self.tables = chart, tables
        self.svg, self.png = (
            DownloadControl(
                label=words.SAVE_AS.format(form.upper()),
                form=form,
                file_name=f"{name}.{form}",
                chart=chart,
            )
            for form in ("svg", "png")
        )
        self.csv = DownloadControl(
            label=words.SAVE_ROWS, form="text", file_name=f"{name}.csv", make=self.to_csv
        )
        when_replaced(chart, self._go_on_with)
        super().__init__([self.svg, self.png, self.csv])

    def _go_on_with(self, chart: LiveChart) -> None:
        self.chart = self.svg.chart = self.png.chart = chart

    def to_csv(self) -> str:
        """Return the rows shown now; the first column says which picture a row belongs to."""
        tables = _told(self.chart, self.tables)
        columns = dict.fromkeys(key for _, rows in tables for row in rows for key in row)
        told = ({"picture": spec.caption, **row} for spec, rows in tables for row in rows)
        return spreadsheet_csv(["picture", *columns], told)


class ChartTable(ipw.VBox):
    """Show the rows of a chart as tables, on request.

    Parameters
    ----------
    chart : LiveChart
        The tables follow it.
    tables : mapping of str to TableSpec, optional
        The sets of rows to show, by name; by default all of them.

    Attributes
    ----------
    wanted : ToggleControl
        Whether the tables are shown.
    shown : HTML
        Captions, headings and rows.
    """

    def __init__(self, chart: LiveChart, tables: Mapping[str, TableSpec] | None = None) -> None:
        self.chart, self.tables = chart, tables
        self.wanted, self.shown = toggle(words.AS_TABLE), ipw.HTML()
        self.wanted.observe(self._show, names="value")
        chart.observe(self._show, names="rows")
        when_replaced(chart, self._go_on_with)
        super().__init__([self.wanted, self.shown])

    def _go_on_with(self, chart: LiveChart) -> None:
        self.chart.unobserve(self._show, names="rows")
        self.chart = chart
        chart.observe(self._show, names="rows")
        self._show(None)

    def _show(self, _change: object) -> None:
        told = [_table(spec, rows) for spec, rows in _told(self.chart, self.tables)]
        self.shown.value = text_box(*told).value if self.wanted.value else ""


class WithExports(ipw.VBox):
    """A picture among other things, and below them, on request, what saves it and tells its rows.

    Parameters
    ----------
    picture : LiveChart
        Which picture.
    children : iterable of widgets
        What stands there, the picture among them.

    Attributes
    ----------
    file_name : str
        Of the files, without an ending; where a class leaves it empty, nothing is offered.
    tables : mapping of str to TableSpec, or None
        How the rows are told as tables; None tells all of them, under their own names.
    exports : ToggleControl
        Whether there is more below.
    """

    file_name: str = ""
    tables: Mapping[str, TableSpec] | None = None

    def __init__(self, picture: LiveChart, children: Iterable[ipw.Widget]) -> None:
        self.picture, self.exports = picture, toggle(words.KEEP)
        self._above = [*children, *([self.exports] if self.file_name else [])]
        self.exports.observe(self._offer, names="value")
        super().__init__(self._above)

    def _offer(self, _change: object) -> None:
        below: list[ipw.Widget] = []
        if self.exports.value:
            table = ChartTable(self.picture, self.tables)
            table.wanted.value = True
            below = [Download(self.picture, self.file_name, self.tables), table.shown]
        self.children = [*self._above, *below]


def _told(
    chart: LiveChart, tables: Mapping[str, TableSpec] | None
) -> list[tuple[TableSpec, list[dict[str, Any]]]]:
    """Pair the sets of rows with how they are told."""
    named = {name: TableSpec(name) for name in chart.rows} if tables is None else tables
    return [
        (spec, [row for row in chart.rows[name] if isinstance(row, dict)])
        for name, spec in named.items()
    ]


def _table(spec: TableSpec, rows: list[dict[str, Any]]) -> str:
    columns = spec.columns or {key: key for row in rows for key in row}
    cells = (tuple(escape(_cell(row.get(key))) for key in columns) for row in rows)
    return rows_table(spec.caption, columns.values(), cells)


def _cell(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:.4g}" if isinstance(value, float) else str(value)
