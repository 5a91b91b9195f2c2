"""Where controls stand: two in a row, and what is asked for less often one press away."""

from __future__ import annotations

from collections.abc import Iterable

import ipywidgets as ipw

from widgets.controls.fields import ToggleControl
from widgets.controls.make import toggle

# Two columns and never three; one where two would not hold a slider with its label and its box.
_COLUMNS = "repeat(auto-fit, minmax(min(100%, max(26em, 50% - 9px)), 1fr))"


def in_two_columns(controls: Iterable[ipw.Widget]) -> ipw.GridBox:
    """Stand controls side by side, two in a row, or in one column where the page is narrow."""
    layout = ipw.Layout(grid_template_columns=_COLUMNS, width="100%", grid_gap="0 16px")
    return ipw.GridBox(list(controls), layout=layout)


def folded_away(label: str, controls: Iterable[ipw.Widget]) -> tuple[ToggleControl, ipw.GridBox]:
    """Make a group of controls that is closed at first, and the box to tick that opens it.

    >>> opened, group = folded_away("More", [toggle("Late")])
    >>> group.layout.display
    'none'
    >>> opened.value = True
    >>> group.layout.display
    'grid'
    """
    grid, opened = in_two_columns(controls), toggle(label)

    def show(_change: object = None) -> None:
        grid.layout.display = "grid" if opened.value else "none"

    opened.observe(show, names="value")
    show()
    return opened, grid
