"""How a chapter speaks: its reading level, its length, and the words it does not use.

Each rule takes a page and returns its faults, one sentence each.
"""

import ast
import re

from tests.chapters.layout import SOURCES
from tests.chapters.pages import blocks, sections, source, split, without_code
from tests.chapters.reading import count_words, grade, hardest, in_our_words, sentences, words

HARDEST_PAGE, HARDEST_SECTION = 10, 12  # grades of Flesch and Kincaid
ENOUGH = 50  # words; the grade of a few sentences says little
SHORTEST, LONGEST = 1_600, 2_800  # words of a chapter
CORE, OPENING = 1_000, 60  # words: of what stands open, and before there is something to do

# People are not their scores, and nobody "fails to match": what we write instead.
BLUNT = {
    r"(?:weak|poor|bad|low-quality|inferior|mediocre) (?:applicant|candidate|student|resident|IMG|"
    r"DO|graduate)s?": "say what the file holds",
    r"fail(?:s|ed|ing|ure)? to match": "did not match",
    r"unmatchable": "did not match",
    r"losers?": "who did not match, or who loses a place",
    r"the rejects": "who was not invited, or not ranked",
    r"(?:trash|garbage|junk|dumb|stupid|lazy|crazy|insane|idiots?)": "say what happened",
    r"(?:foreigners?|foreign doctors?|FMGs?)": "international medical graduate",
}
BRITISH = {
    r"programmes?": "program",
    r"(?:col|fav|hon|lab|behavi|neighb)our\w*": "-or",
    r"(?:organi|recogni|reali|summari|emphasi|standardi|normali|minimi|maximi)s"
    r"(?:e|es|ed|ing|ation)": "-ize",
    r"analys(?:e|ed|es|ing)(?<!analyses)": "analyze",
    r"(?:model|label|travel|cancel|signal)l(?:ed|ing)": "one l",
    r"(?:centre|grey|licence|practise|defence|offence|judgement|learnt|whilst|enrolment)s?": "US",
}
NOWHERE = {r"click here": "say where a link leads"}
POINTING = re.compile(r"\[(?:here|link|this|this link|this page|read more)\]\(", re.IGNORECASE)


def _ours(page):
    """Cut a page into (heading, text), without the sources, whose titles are not ours."""
    return [(name, text) for name, text in sections(page.markdown) if name != SOURCES]


def reads_easily(page):
    """The page as a whole, and each section that is long enough to tell."""
    everything = [one for _, text in _ours(page) for one in sentences(text)]
    faults = _too_hard("the page", everything, HARDEST_PAGE)
    for name, text in _ours(page):
        found = sentences(text)
        if sum(len(words(sentence)) for sentence in found) >= ENOUGH:
            faults += _too_hard(f"the section {name!r}", found, HARDEST_SECTION)
    return faults


def _too_hard(what, found, limit):
    if not found:
        return [f"{what} has no sentence"]
    if (level := grade(found)) <= limit:
        return []
    hard = "\n  ".join(hardest(found))
    return [f"{what} reads at grade {level:.1f}; at most {limit}. The hardest:\n  {hard}"]


def has_the_length(page):
    """The prose, without folded answers and sources."""
    count = sum(count_words(text) for _, text in _ours(page))
    if SHORTEST <= count <= LONGEST:
        return []
    each = ", ".join(f"{name} {count_words(text)}" for name, text in _ours(page))
    return [f"{count} words; from {SHORTEST:,} to {LONGEST:,} ({each})"]


def core_is_short(page):
    """Fifteen minutes: what stands open, without folded answers; and something to do at once."""
    faults = []
    for what, part, most in (("core", page.core, CORE), ("opening", page.opening, OPENING)):
        count = sum(count_words(text) for _, text in _ours(part))
        if count > most:
            faults.append(f"the {what} has {count} words; at most {most:,}")
    return faults


def speaks_well(page):
    """Person-first, American, and every link says where it leads; quotations are left alone."""
    said = [in_our_words(one) for one in _said(page)]
    faults = [
        f"{found[0]!r} ({better}) in {one[:80]!r}"
        for one in said
        for words_of_kind in (BLUNT, BRITISH, NOWHERE)
        for pattern, better in words_of_kind.items()
        for found in re.finditer(rf"\b(?:{pattern})\b", one, re.IGNORECASE)
    ]
    pointing = POINTING.findall(without_code(page.markdown))
    return faults + [f"the link {one}...) does not say where it leads" for one in pointing]


def _said(page):
    """List all sentences that a reader meets: the prose, the headings, the texts in the code."""
    for name, text in _ours(page):
        yield name
        for block in blocks(text, tables=True):
            yield from split(block)
    for cell in page.code:
        try:
            tree = ast.parse(source(cell))
        except SyntaxError:  # which is said by the rule for code
            continue
        found = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
        yield from (value for value in found if isinstance(value, str))
