"""Pictures as SVG: the machine's browser draws each by the code that draws it for a learner."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Sequence
from html import escape, unescape
from pathlib import Path
from typing import Any

from tools.browser import as_drawn
from widgets.charts.bundle import BUNDLE

DRAW = Path(__file__).with_name("draw.js")
HOLE = re.compile(r'<figure class="btm-hole" data-picture="([^"]*)"></figure>')
BLANK = """<!doctype html><meta charset="utf-8"><title>pictures</title>
<style>body {{ font: 13px system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }}</style>
<script type="text/plain" id="vega">{vega}</script>
<script type="application/json" id="pictures">{pictures}</script>
<pre id="drawn"></pre><pre id="wrong"></pre>
<script type="module">{draw}</script>
"""


def holes(html: str) -> list[dict[str, Any]]:
    """Find what is left open in a piece of HTML."""
    return [json.loads(unescape(told)) for told in HOLE.findall(html)]


def draw(pictures: Sequence[dict[str, Any]]) -> list[str]:
    """Draw pictures that `book.stills` left open, all in one start of the browser.

    Parameters
    ----------
    pictures : sequence of dict
        As `holes` finds them.

    Returns
    -------
    list of str
        The SVG of each, with its sentence as its accessible name.

    Raises
    ------
    RuntimeError
        Where there is no browser, or a picture cannot be drawn.
    """
    if not pictures:
        return []
    page = BLANK.format(
        vega=_safe(BUNDLE.read_text("utf-8")),
        pictures=_safe(json.dumps(pictures)),
        draw=DRAW.read_text("utf-8"),
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "pictures.html")
        path.write_text(page, encoding="utf-8")
        told = as_drawn(path)
    found = {
        name: unescape(re.search(rf'<pre id="{name}">(.*?)</pre>', told, re.DOTALL)[1])  # type: ignore[index]
        for name in ("drawn", "wrong")
    }
    if not found["drawn"]:
        raise RuntimeError(f"A picture was not drawn: {found['wrong'] or 'it took too long'}")
    every: list[str] = json.loads(found["drawn"])
    return [_named(svg, one["description"]) for svg, one in zip(every, pictures, strict=True)]


def _safe(text: str) -> str:
    """Keep a text from ending the script that holds it; only strings have such words."""
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _named(svg: str, description: str) -> str:
    """Give an SVG its sentence, and let it shrink with the page."""
    opening = svg[: svg.index(">")]
    rest = svg[len(opening) :]
    opening = re.sub(r' (role|aria-label|aria-roledescription|style)="[^"]*"', "", opening)
    if "viewBox" not in opening:
        size = [re.search(rf' {name}="([\d.]+)"', opening)[1] for name in ("width", "height")]  # type: ignore[index]
        opening += ' viewBox="0 0 {} {}"'.format(*size)
    return f'{opening} role="img" aria-label="{escape(description)}"{rest}'
