"""A chapter as the tests of the chapters read it: cells, headings, sections, sentences."""

import html
import itertools
import json
import re
from dataclasses import dataclass
from pathlib import Path

CLOSED = "jp-MarkdownHeadingCollapsed"  # how a notebook marks a heading whose cells are folded away
CHAPTERS = Path(__file__).parents[2] / "chapters"

# Where a fact comes from: an item of a document (S4-09), a contradiction (I-22), a finding of the
# studies (E03, C1), an official rule (R1); several in one bracket: [S4-09, E03].
ID = r"(?:S\d-\d\d|I-\d\d|E\d\d|[CR]\d{1,2})"
MARK = re.compile(rf"\[{ID}(?:[,;] ?{ID})*\](?:\([^)\s]*\))?")

FENCE = re.compile(r"(?ms)^ *(```|~~~).*?^ *\1 *$")
COMMENT = re.compile(r"(?s)<!--.*?-->")
FOLDED = re.compile(r"(?s)<details\b.*?</details>")
SUMMARY = re.compile(r"(?s)<summary\b.*?</summary>")
HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*$")
HTML_HEADING = re.compile(r"(?is)<h([1-6])\b[^>]*>(.*?)</h\1>")
ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
TABLE_ROW = re.compile(r"^\s*\|")

# Nothing ends after these, though they end in a full stop.
SHORT = re.compile(r"\b(?:e\.g|i\.e|vs|cf|Dr|Mr|Ms|al|p|pp|approx|U\.S)\.$")
END = re.compile(r"(?<=[.!?])([\"”’')*_]*)\s+(?=[\"“‘'(*_\[`]*[A-Z0-9])")
LATE_MARK = re.compile(rf"([.!?])\s+({MARK.pattern})")


@dataclass(frozen=True)
class Page:
    """One notebook: its name without the ending, and its cells as in the file."""

    name: str
    cells: tuple[dict, ...]

    @property
    def is_chapter(self):
        """Whether it teaches one of the documents; the start page and the list do not."""
        return self.asks and not self.name.startswith("00")

    @property
    def asks(self):
        """Whether it asks for guesses and has explorers; the list of all claims has neither."""
        return self.name != "06-every-claim"

    @property
    def markdown(self):
        """All text cells as one text."""
        return "\n\n".join(source(cell) for cell in self.cells if _is_text(cell))

    @property
    def code(self):
        """The cells that run."""
        return [cell for cell in self.cells if cell["cell_type"] == "code"]

    @property
    def core(self):
        """What stands open: the page without the cells below closed headings."""
        return Page(self.name, tuple(_open_cells(self.cells)))

    @property
    def opening(self):
        """What a reader meets before the first thing to do."""
        return Page(self.name, tuple(itertools.takewhile(_is_text, self.cells)))


def _is_text(cell):
    return cell["cell_type"] == "markdown"


def _open_cells(cells):
    closed = None  # the level of the heading that is closed
    for cell in cells:
        found = headings(source(cell)) if _is_text(cell) else []
        if found and closed is not None and found[0][0] <= closed:
            closed = None
        if closed is None and cell["metadata"].get(CLOSED):
            closed = found[0][0]
        if closed is None:
            yield cell


def read(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return Page(path.stem, tuple(cells))


def pages():
    """Read every chapter, the start page first."""
    return [read(path) for path in sorted(CHAPTERS.glob("*.ipynb"))]


def page_named(name):
    """Read one of them, by its name without the ending."""
    return read(CHAPTERS / f"{name}.ipynb")


def source(cell):
    text = cell["source"]
    return text if isinstance(text, str) else "".join(text)


def without_code(text):
    """Leave out what is not shown as text: fenced code and comments."""
    return COMMENT.sub("", FENCE.sub("", text))


def headings(text):
    """List the headings as (level, words), in order."""
    text = HTML_HEADING.sub(lambda found: f"\n\n{'#' * int(found[1])} {found[2]}\n\n", text)
    found = (HEADING.match(line) for line in without_code(text).splitlines())
    return [(len(match[1]), plain(match[2])) for match in found if match]


def sections(text):
    """Cut a text at its headings of the first two levels: a list of (heading, text below it)."""
    parts, name, below = [], "", []
    for line in without_code(text).splitlines():
        match = HEADING.match(line)
        if match and len(match[1]) <= 2:
            parts.append((name, "\n".join(below)))
            name, below = plain(match[2]), []
        else:
            below.append(line)
    parts.append((name, "\n".join(below)))
    return [(name, text) for name, text in parts if name or text.strip()]


def section(text, name):
    """Return the text below a heading, or None when there is no such heading."""
    return next((below for heading, below in sections(text) if heading == name), None)


def items(text):
    """List the items of the numbered lists of a text, each as one line."""
    found = []
    for block in blocks(text, keep_markers=True):
        match = re.match(r"\s*\d+[.)]\s+", block)
        if match:
            found.append(block[match.end() :])
    return found


def unfold(text):
    """Take the folding off folded answers: their words stay, their labels go."""
    return re.sub(r"</?details\b[^>]*>", "\n\n", SUMMARY.sub("\n\n", text))


def blocks(text, *, tables=False, keep_markers=False):
    """Cut a text into paragraphs, list items and, when asked for, rows of tables.

    Headings, block quotes and code are left out.
    """
    found, current = [], []

    def close():
        if current:
            found.append(" ".join(current))
            current.clear()

    for line in unfold(without_code(text)).splitlines():
        if not line.strip() or HEADING.match(line) or line.lstrip().startswith(">"):
            close()
        elif TABLE_ROW.match(line):
            close()
            if tables and not re.fullmatch(r"[\s|:-]+", line):
                found.append(line.strip().strip("|").replace("|", " "))
        elif match := ITEM.match(line):
            close()
            current.append(line.strip() if keep_markers else line[match.end() :].strip())
        else:
            current.append(line.strip())
    close()
    return found


def split(block):
    """Cut a paragraph into sentences; a source mark behind the full stop stays with its own."""
    while LATE_MARK.search(block):
        block = LATE_MARK.sub(r" \2\1", block)
    pieces, start = [], 0
    for end in END.finditer(block):
        if not SHORT.search(block[start : end.start()]):
            pieces.append(block[start : end.end()].strip())
            start = end.end()
    pieces.append(block[start:].strip())
    return [piece for piece in pieces if piece]


def plain(text):
    """Take the signs of markdown and HTML off a text, and keep all its words."""
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", " ", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"<https?://[^>]*>|https?://\S+", " ", text)
    text = html.unescape(re.sub(r"<[^>]+>", " ", text))
    return re.sub(r"\s+", " ", re.sub(r"[*`]+|\b_+|_+\b|[#~]+", "", text)).strip()
