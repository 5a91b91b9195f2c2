"""Take something out of an explorer: its picture as a file, its rows as a file or as tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from widgets.controls.arrange import Fold, row
from widgets.controls.buttons import DownloadControl
from widgets.controls.fields import Note
from widgets.explorer import words
from widgets.explorer.picture import Picture
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


class Saving:
    """Three buttons: save a picture as SVG and PNG, and its rows as CSV."""

    def __init__(self, chart: Picture, name: str, tables: Mapping[str, TableSpec] | None) -> None:
        self.chart, self.tables = chart, tables
        pictures = [
            DownloadControl(
                label=words.SAVE_AS.format(form.upper()),
                form=form,
                file_name=f"{name}.{form}",
                chart=chart,
            )
            for form in ("svg", "png")
        ]
        self.csv = DownloadControl(
            label=words.SAVE_ROWS, form="text", file_name=f"{name}.csv", make=self.to_csv
        )
        self.buttons = row([*pictures, self.csv])

    def to_csv(self) -> str:
        """Return the rows shown now; the first column says which picture a row belongs to."""
        told = _told(self.chart, self.tables)
        columns = dict.fromkeys(key for _, rows in told for row in rows for key in row)
        rows = ({"picture": spec.caption, **row} for spec, rows in told for row in rows)
        return spreadsheet_csv(["picture", *columns], rows)


def rows_html(chart: Picture, tables: Mapping[str, TableSpec] | None) -> str:
    """Write the rows shown now as tables."""
    return text_box(*(_table(spec, rows) for spec, rows in _told(chart, tables))).value


class Exports(Fold):
    """What saves a picture and tells its rows, folded away; the rows follow it while it is open.

    Attributes
    ----------
    saving : Saving
        Its buttons.
    table : Note
        Captions, headings and rows.
    """

    def __init__(self, chart: Picture, name: str, tables: Mapping[str, TableSpec] | None) -> None:
        self.saving, self.table = Saving(chart, name, tables), Note()
        super().__init__(words.KEEP, [self.saving.buttons, self.table])

        def show(_change: object) -> None:
            self.table.value = rows_html(chart, tables) if self.value else ""

        self.observe(show, names="value")
        chart.observe(show, names="rows")


def _told(
    chart: Picture, tables: Mapping[str, TableSpec] | None
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
