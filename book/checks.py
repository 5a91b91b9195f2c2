"""Whether a built page reaches only what it brings along, and whether its links lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# What a browser loads by itself, by tag and attribute; a link is only followed by a reader.
LOADED = {
    ("script", "src"),
    ("link", "href"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("object", "data"),
}
STAYS = {"canonical"}  # relations of a link that load nothing
_IN_STYLE = re.compile(r"(?:url\(\s*|@import\s+)['\"]?((?:https?:)?//[^'\")\s]+)")


class _Page(HTMLParser):
    """Collects what a page loads, where it links to, and what in it can be linked to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self._in_style = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one element."""
        found = {name: value or "" for name, value in attrs}
        self.ids |= {found[name] for name in ("id", "name") if name in found}
        for name, value in found.items():
            if (tag, name) in LOADED and found.get("rel") not in STAYS:
                self.loads.append(value)
            elif (tag, name) == ("a", "href"):
                self.links.append(value)
            elif name == "style":
                self.loads += _IN_STYLE.findall(value)
        self._in_style = tag == "style"

    def handle_data(self, data: str) -> None:
        """Note what a style sheet in the page loads."""
        if self._in_style:
            self.loads += _IN_STYLE.findall(data)


def off_site(folder: Path) -> list[str]:
    """List what pages and style sheets would load from elsewhere.

    Parameters
    ----------
    folder : Path
        A built site.

    Returns
    -------
    list of str
        Each as "page: address"; empty where a page reaches nothing but its own site.
    """
    found = []
    for path in _pages(folder):
        loads = _Page(path.read_text("utf-8")).loads
        found += [f"{path.relative_to(folder)}: {one}" for one in loads if _elsewhere(one)]
    for path in sorted(folder.rglob("*.css")):
        loads = _IN_STYLE.findall(path.read_text("utf-8"))
        found += [f"{path.relative_to(folder)}: {one}" for one in loads]
    return found


def broken_links(folder: Path, besides: Iterable[str] = ()) -> list[str]:
    """List links and loads within a site that lead nowhere.

    Parameters
    ----------
    folder : Path
        A built site.
    besides : iterable of str, default ()
        Paths, relative to the folder, that another part of the site will bring.

    Returns
    -------
    list of str
        Each as "page: link".
    """
    pages = {path: _Page(path.read_text("utf-8")) for path in _pages(folder)}
    brought = {(folder / path).resolve() for path in besides}
    found = []
    for path, page in pages.items():
        for link in [*page.links, *page.loads]:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or not (parts.path or parts.fragment):
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path.resolve()
            if target in brought:
                continue
            ids = next((one.ids for at, one in pages.items() if at.resolve() == target), None)
            missing = not target.exists()
            if missing or (
                parts.fragment and ids is not None and unquote(parts.fragment) not in ids
            ):
                found.append(f"{path.relative_to(folder)}: {link}")
    return sorted(set(found))


def _pages(folder: Path) -> list[Path]:
    """Find the pages; themes leave templates among their files, which nobody opens."""
    found = sorted(folder.rglob("*.html"))
    return [path for path in found if "_static" not in path.relative_to(folder).parts]


def _elsewhere(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.netloc) or parts.scheme in ("http", "https", "ftp")
