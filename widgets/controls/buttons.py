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

    kind = t.Unicode("action").tag(told=True)
    presses = t.Int().tag(told=True, asked=True)

    def press(self) -> None:
        """Do what a press in the browser does."""
        self.presses += 1


class CopyControl(Control):
    """A button that copies what stands in a box of its form to the clipboard."""

    kind = t.Unicode("copy").tag(told=True)
    box = t.Instance(TextControl)
    done = t.Unicode(COPIED).tag(told=True)
    refused = t.Unicode(COPY_REFUSED).tag(told=True)

    def told(self) -> dict[str, Any]:
        """Return what the browser is told; the box by its key."""
        return {**super().told(), "box": self.box.key}


class DownloadControl(Control):
    """A button that saves a picture, or a text made when it is pressed, as a file.

    `form` is what is saved under `file_name`: "svg" or "png" of the `chart`, which must stand on
    the page, or the "text" that `make` returns.
    """

    kind = t.Unicode("download").tag(told=True)
    form = t.Enum(["svg", "png", "text"]).tag(told=True)
    file_name = t.Unicode().tag(told=True)
    chart = t.Instance(ipw.Widget, allow_none=True).tag(told=True)
    missing = t.Unicode(NO_PICTURE).tag(told=True)
    presses = t.Int().tag(told=True, asked=True)
    made = t.Int().tag(told=True)
    content = t.Unicode().tag(told=True, asked=True)  # emptied by the browser that has saved it

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
        with self.hold_trait_notifications():
            self.content, self.made = content, self.made + 1
