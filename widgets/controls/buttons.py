"""Buttons: one that the kernel answers, and two for what only the browser can do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as ipw
import traitlets as t

from engine.base.errors import MarketError
from widgets.controls.fields import Control, TextControl

COPIED = "Copied."
COPY_REFUSED = "The browser refused to copy; select the text and copy it by keyboard."
NO_PICTURE = "The picture is not on this page; show it first."


class ActionControl(Control):
    """A button. Observe `presses`, which counts them: an observer's error is not swallowed."""

    kind = t.Unicode("action").tag(sync=True)
    presses = t.Int().tag(sync=True)

    def press(self) -> None:
        """Do what a press in the browser does."""
        self.presses += 1


class CopyControl(Control):
    """A button that copies what stands in a box to the clipboard."""

    kind = t.Unicode("copy").tag(sync=True)
    box = t.Instance(TextControl).tag(sync=True, **ipw.widget_serialization)
    done = t.Unicode(COPIED).tag(sync=True)
    refused = t.Unicode(COPY_REFUSED).tag(sync=True)


class DownloadControl(Control):
    """A button that saves a picture, or a text made when it is pressed, as a file.

    `form` is what is saved under `file_name`: "svg" or "png" of the `chart`, which must stand on
    the page, or the "text" that `make` returns.
    """

    kind = t.Unicode("download").tag(sync=True)
    form = t.Enum(["svg", "png", "text"]).tag(sync=True)
    file_name = t.Unicode().tag(sync=True)
    chart = t.Instance(ipw.Widget, allow_none=True).tag(sync=True, **ipw.widget_serialization)
    missing = t.Unicode(NO_PICTURE).tag(sync=True)
    presses = t.Int().tag(sync=True)
    made = t.Int().tag(sync=True)
    content = t.Unicode().tag(sync=True)

    def __init__(self, *, make: Callable[[], str] | None = None, **settings: Any) -> None:
        self.make = make
        super().__init__(**settings)

    @t.observe("presses")
    def _make(self, _change: object) -> None:
        if self.make is None:
            return
        try:
            content = self.make()
        except MarketError as error:
            self.problem = " ".join(error.problems)
            return
        with self.hold_sync():
            self.content, self.made = content, self.made + 1
