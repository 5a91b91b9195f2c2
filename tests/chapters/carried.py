"""Every number in the prose is computed or has its source, and every source mark leads somewhere.

A number that the engine computes stands in `numbers.toml`, with the expression that computes it.
"""

import functools
import re
import tomllib
from pathlib import Path

import numpy as np

import engine
import widgets.explorer.seasons
import widgets.season.before_and_after
from engine import formulas
from engine.scenario import rules
from engine.sources.evidence import findings
from engine.study.exercises import exercise
from tests.chapters.layout import SOURCES
from tests.chapters.pages import ID, MARK, blocks, plain, sections, source, split
from widgets.sources.boxes import cited

TABLE = Path(__file__).with_name("numbers.toml")

NUMBER = re.compile(r"(?<![A-Za-z\d.,])(?<![A-Za-z]-)\.?\d[\d,]*(?:\.\d+)?(?: ?%)?")
# Digits that name a thing and count nothing: Step 2 CK, levels 0 to 4, exercise 1.2, activity 1A.
NAMES = re.compile(
    r"\b(?:(?:step|level|chapter|exercise|round|phase) \d(?:\.\d+)?|"
    r"(?:steps|levels|chapters|exercises|rounds|phases) (?:from )?\d(?:\.\d+)?"
    r"(?:(?:, (?:and |or )?| and | or | to |[–-])\d(?:\.\d+)?\b(?! ?%))*|\d[A-Z])\b",
    re.IGNORECASE,
)
CODE = re.compile(r"``.+?``|`[^`]+`")


def numbers_table():
    """Read which numbers of which chapter the engine computes."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def _covers(key):
    return re.compile(rf"(?<![\d.,]){re.escape(key)}(?!\d|[.,]\d)")


def _sentences(page):
    """List the sentences that may hold a number, with their source marks."""
    for name, text in sections(page.markdown):
        if name != SOURCES:
            for block in blocks(text, tables=True):
                yield from split(block)


def numbers_are_carried(page, table=None):
    """A number stands in a sentence with a source mark, or in the table, or in code signs."""
    known = (numbers_table() if table is None else table).get(page.name, {})
    faults = []
    for sentence in _sentences(page):
        if MARK.search(sentence):
            continue
        text = plain(CODE.sub(" ", sentence))
        for key in sorted(known, key=len, reverse=True):
            text = _covers(key).sub(" ", text)
        text = NAMES.sub(" ", text)
        faults += [
            f"{found[0].strip(',')} in {plain(sentence)!r}" for found in NUMBER.finditer(text)
        ]
    return faults


def computed_numbers_are_right(page, table=None):
    """What the table names stands in the prose, and is what the engine computes, as printed."""
    known = (numbers_table() if table is None else table).get(page.name, {})
    told = [plain(CODE.sub(" ", sentence)) for sentence in _sentences(page)]
    faults = []
    for key, expression in known.items():
        if not re.search(r"[A-Za-z]{2}", NAMES.sub("", key)):
            faults.append(f"{key!r} has no word that says what is counted")
        if not any(_covers(key).search(sentence) for sentence in told):
            faults.append(f"{key!r} is not in the prose")
        faults += disagreement(key, compute(expression))
    return faults


def disagreement(printed, computed):
    """Say where the numbers of a text are not the computed ones, rounded as they are printed."""
    texts = [found[0].rstrip(",") for found in NUMBER.finditer(NAMES.sub(" ", printed))]
    values = np.atleast_1d(np.asarray(computed, dtype=float)).tolist()
    if not texts or len(texts) != len(values):
        return [f"{printed!r} has {len(texts)} numbers, {len(values)} are computed"]
    faults = []
    for text, value in zip(texts, values, strict=True):
        digits = text.replace(",", "").rstrip("% ")
        shown = value * 100 if "%" in text else value
        decimals = len(digits.partition(".")[2])
        if not abs(float(digits) - shown) <= 0.5 * 10.0**-decimals + 1e-9:
            faults.append(f"{printed!r} says {text}, the engine says {shown:.{decimals + 2}f}")
    return faults


def compute(expression):
    """Evaluate an expression of the table, with the names of the engine and its formulas."""
    return eval(expression, dict(_names()))


@functools.cache
def _names():
    """Collect what an expression may use; a season that several numbers need is simulated once."""
    found = {name: getattr(formulas, name) for name in formulas.__all__}
    found |= {name: getattr(engine, name) for name in engine.__all__}
    for name in ("simulate", "compare"):
        found[name] = _once(found[name])
    return found | {"np": np, "exercise": exercise, "widgets": widgets}


def _once(function):
    kept = {}

    @functools.wraps(function)
    def once(*given, **named):
        key = repr((given, sorted(named.items())))
        if key not in kept:
            kept[key] = function(*given, **named)
        return kept[key]

    return once


@functools.cache
def known_ids():
    """Collect everything that a source mark can name."""
    return frozenset({*engine.ledger()["id"], *findings(), *rules.official_rules()})


def marks_lead_somewhere(page):
    """Every id in the text exists, and what looks like a source mark is one."""
    faults = []
    for cell in page.cells:
        text = source(cell)
        unknown = set(re.findall(rf"\b{ID}\b", text)) - known_ids()
        faults += [f"{id} is no source ({cell['id']})" for id in sorted(unknown)]
        if cell["cell_type"] == "markdown":
            brackets = re.findall(r"\[(?i:[SIECR])-?\d[^\]]*\]", CODE.sub(" ", text))
            wrong = [one for one in brackets if not MARK.fullmatch(one)]
            faults += [f"{one} is not written like [S4-09] or [S4-09, E03]" for one in wrong]
    return faults


def sources_are_listed(page):
    """The box of sources at the end has an entry for every mark of the chapter."""
    boxes = [source(cell) for cell in page.code if "sources_box(" in source(cell)]
    if len(boxes) != 1:
        return [f"{len(boxes)} cells call sources_box; there must be one"]
    marks = {id for cell in page.cells for id in cited(source(cell))}
    listed = set(re.findall(rf"\b{ID}\b", boxes[0]))
    return [f"{id} is cited and not listed" for id in sorted(marks - listed)]
