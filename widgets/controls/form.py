"""A form: controls, lines, notes and pictures as one widget.

The browser keeps what a person does in the order in which it was done, numbered, and the form
does it in that order (acts.js says how); only then does it tell what came of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any
from uuid import uuid4

import anywidget
import ipywidgets as ipw
import traitlets as t

from widgets.controls.arrange import Part, as_tree, each_said
from widgets.controls.fields import Said


def _text_of(*names: str) -> str:
    """Read files that stand beside this module, one after the other."""
    return "\n".join(Path(__file__).with_name(name).read_text(encoding="utf-8") for name in names)


STYLE = _text_of("form.css", "fields.css")


class Form(anywidget.AnyWidget):
    """Show parts, and do what is done in the browser in the order in which it was done.

    Parameters
    ----------
    parts : iterable of Said, Group or widgets
        Controls, lines and notes; groups of them; and other widgets, such as a chart, which
        stand in the form at their places.
    name : str, default ""
        A class of the whole form, for its style.

    Attributes
    ----------
    parts : tuple
        What it holds; `arrange` changes it.
    data : dict of str to str
        What its element says to the page around it, as attributes ``data-...``.

    Examples
    --------
    >>> from widgets.controls import action, number
    >>> interest, double = number("Interest, %", 5, 0, 10, 1), action("Double it")
    >>> form = Form([interest, double])
    >>> double.observe(lambda _: setattr(interest, "text", str(2 * interest.value)), "presses")

    What the browser sends: somebody typed 3 and pressed the button.

    >>> form.do([(1, interest.key, {"text": "3"}), (2, double.key, {"presses": 1})])
    >>> interest.value, form.says[interest.key]["text"], form.answered
    (6, '6', 2)
    """

    _esm = t.Unicode(_text_of("acts.js", "fields.js", "deeds.js", "form.js")).tag(sync=True)
    _css = t.Unicode(STYLE).tag(sync=True)

    tree: t.List[dict[str, Any]] = t.List().tag(sync=True, **ipw.widget_serialization)
    says = t.Dict().tag(sync=True)
    data = t.Dict().tag(sync=True)
    answered = t.Int().tag(sync=True)  # the number of the last act that was done

    # Callbacks of a notebook may run in several threads; what people do takes turns.
    _turn = RLock()

    def __init__(self, parts: Iterable[Part], name: str = "") -> None:
        self.parts: tuple[Part, ...] = ()
        self._said: dict[str, Said] = {}
        self._lay_out(parts)
        says = self._all_said()
        super().__init__(tree=as_tree(self.parts), says=says, _dom_classes=name.split())
        self.on_msg(self._on_message)

    def arrange(self, parts: Iterable[Part]) -> None:
        """Hold other parts; those that stay keep their places, and the focus if they have it."""
        self._lay_out(parts)
        with self.hold_sync():
            self.says, self.tree = self._all_said(), as_tree(self.parts)

    def do(self, acts: Sequence[tuple[int, str, dict[str, Any]]]) -> None:
        """Do what somebody did: the number of each act, the key of its control, what changed.

        One act that goes wrong holds up none of the others.
        """
        wrong: list[Exception] = []
        with self._turn, self.hold_sync():
            with self.together():
                for _, key, changes in acts:
                    try:
                        if key in self._said:  # else it has gone meanwhile, and the act with it
                            self._said[key].take(changes)
                    except Exception as error:
                        wrong.append(error)
            self.answered = max((number for number, _, _ in acts), default=self.answered)
        if wrong:
            raise wrong[0]

    @contextmanager
    def together(self) -> Iterator[None]:
        """Do several acts, and show once what comes of all of them; a subclass says how."""
        yield

    def _on_message(self, _form: object, content: dict[str, Any], _buffers: object) -> None:
        if "acts" in content:
            self.do(content["acts"])

    def _lay_out(self, parts: Iterable[Part]) -> None:
        self.parts = tuple(parts)
        before, self._said = self._said, {}
        for one in each_said(self.parts):
            # Unlike any other, so that acts for a kernel that has gone reach nothing of the next.
            one.key = one.key or uuid4().hex
            if before.pop(one.key, None) is None:
                one.observe(self._on_change, names=one.trait_names(told=True))
            self._said[one.key] = one
        for gone in before.values():
            gone.unobserve(self._on_change, names=gone.trait_names(told=True))

    def _all_said(self) -> dict[str, dict[str, Any]]:
        return {key: _plain(one.told()) for key, one in self._said.items()}

    def _on_change(self, change: Any) -> None:
        one: Said = change["owner"]
        self.says = {**self.says, one.key: _plain(one.told())}


def _plain(told: dict[str, Any]) -> dict[str, Any]:
    """Name a widget as the browser finds it."""
    return {
        name: f"IPY_MODEL_{value.model_id}" if isinstance(value, ipw.Widget) else value
        for name, value in told.items()
    }
