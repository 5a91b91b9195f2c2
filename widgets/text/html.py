"""Pieces of quiet HTML for boxes of text: links that say where they lead, folds, tables.

Headings in a box are bold text and never heading tags: the notebook's outline stays its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html import escape
from urllib.parse import urlsplit

_STYLE = """<style>
.btm-sources { max-width: 46em; color: var(--jp-ui-font-color1, #1f1f1f);
  font: 14px/1.55 var(--jp-ui-font-family, system-ui, sans-serif); }
.btm-sources p { margin: 4px 0 8px; }
.btm-sources ol { margin: 4px 0 16px; padding-left: 2.2em; }
.btm-sources ul { margin: 2px 0; padding-left: 1.4em; }
.btm-sources li { margin: 0 0 10px; overflow-wrap: anywhere; }
.btm-sources li li { margin: 0; }
.btm-sources .btm-head { display: block; margin-top: 10px; font-size: 15px; }
.btm-sources .btm-aside { opacity: 0.78; } /* quieter than the text in any theme, about 7 to 1 */
/* Where a cell shows it, JupyterLab has rules of its own for links and tables. */
.btm-sources a:any-link { color: var(--jp-content-link-color, #0b57d0);
  text-decoration: underline; }
.btm-sources table { width: 100%; margin: 8px 0; border-collapse: collapse; font: inherit;
  color: inherit; table-layout: auto; }
.btm-sources tbody tr:nth-child(n) { background: none; }
.btm-sources caption { margin-bottom: 4px; font-weight: bold; text-align: left; }
.btm-sources :is(th, td), .jp-RenderedHTMLCommon .btm-sources :is(th, td) {
  padding: 6px 14px 6px 0; font-weight: normal; text-align: left;
  vertical-align: top; white-space: normal;
  border-bottom: 1px solid var(--jp-border-color2, #bdbdbd); }
.btm-sources thead th { border-bottom-color: currentColor; }
.btm-sources .btm-short { white-space: nowrap; }
@media (max-width: 520px) {
  .btm-sources :is(th, td), .jp-RenderedHTMLCommon .btm-sources :is(th, td) {
    padding-right: 8px; font-size: 12px; }
  .btm-sources .btm-short { white-space: normal; }
  .btm-sources td a { overflow-wrap: anywhere; }
}
.btm-sources summary { cursor: pointer; padding: 2px 0; }
.btm-sources summary:focus-visible, .btm-sources a:focus-visible {
  outline: 3px solid #0072b2; outline-offset: 1px; }
/* A mark in the text is told from its sentence by more than its color. */
.jp-RenderedMarkdown a[href*="#src-"] { text-decoration: underline; text-underline-offset: 2px;
  white-space: nowrap; }
.btm-sources :target { outline: 2px solid #0072b2; outline-offset: 4px; }
.btm-sources .btm-unseen { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
</style>"""


@dataclass(frozen=True)
class Html:
    """A piece of HTML that a cell shows by itself: nothing in it moves, so it is no widget."""

    value: str

    def _repr_html_(self) -> str:
        return self.value


def aside(text: str) -> str:
    """Write plain text in a quieter color."""
    return f'<span class="btm-aside">{escape(text)}</span>'


def link(text: str, address: str) -> str:
    """Link plain text to a page in a new tab, and say where it leads; only web addresses.

    >>> "(nrmp.org)" in link("SOAP for Applicants", "https://www.nrmp.org/soap/")
    True
    >>> link("Somewhere", "(unnamed)")
    'Somewhere'
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https"):
        return escape(text)
    host = (parts.hostname or "").removeprefix("www.")
    return (
        f'<a href="{escape(address)}" target="_blank" rel="noopener">{escape(text)}'
        f'<span class="btm-unseen"> (opens in a new tab)</span></a> {aside(f"({host})")}'
    )


def folded(title: str, inner: str) -> str:
    """Fold HTML away under a plain title, closed at first.

    >>> ">More</summary><p>this</p>" in folded("More", "<p>this</p>")
    True
    """
    # The browser's own folding works by keyboard; what has the focus keeps shortcuts off itself.
    return (
        f'<details><summary data-lm-suppress-shortcuts="true">{escape(title)}</summary>'
        f"{inner}</details>"
    )


def rows_table(caption: str, heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    """Write a table; its cells are HTML already, and the first of each row is the row's head.

    >>> '<th scope="row">a</th><td>1</td>' in rows_table("T", ["x", "y"], [("a", "1")])
    True
    """
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title in heads)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>'
        for first, *rest in rows
    )
    return (
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


def text_box(*parts: str) -> Html:
    """Put pieces of HTML into one box of readable width.

    >>> text_box("<p>Hello</p>").value.endswith('<div class="btm-sources"><p>Hello</p></div>')
    True
    """
    return Html(f'{_STYLE}<div class="btm-sources">{"".join(parts)}</div>')


def long_date(iso: str) -> str:
    """Write a date as people read it.

    >>> long_date("2026-01-06")
    'January 6, 2026'
    """
    when = date.fromisoformat(iso)
    return f"{when:%B} {when.day}, {when.year}"
