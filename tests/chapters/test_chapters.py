"""Every chapter is held to the standard of the course, rule by rule."""

import pytest

from tests.chapters import carried, layout, wording
from tests.chapters.pages import pages
from tests.house.test_notebooks import CHAPTERS, NOTEBOOKS

EVERYWHERE = (
    layout.code_cells,
    layout.late_names_are_given_once,
    layout.cell_ids,
    layout.headings_nest,
    layout.pictures_have_words,
    layout.folded_answers_are_named,
    wording.reads_easily,
    wording.speaks_well,
    carried.marks_lead_somewhere,
)
# The start page opens the course, the last one lists all claims; neither teaches a document, and
# their numbers have tests of their own.
IN_CHAPTERS = (
    layout.sections_are_there,
    layout.summary_mirrors_objectives,
    layout.what_waits_for_a_guess_has_one,
    wording.has_the_length,
    wording.core_is_short,
    carried.numbers_are_carried,
    carried.computed_numbers_are_right,
    carried.sources_are_listed,
)

PAGES = pages()
HELD = [
    pytest.param(rule, page, id=f"{page.name}-{rule.__name__}")
    for page in PAGES
    for rule in (EVERYWHERE + IN_CHAPTERS if page.is_chapter else EVERYWHERE)
]


def test_every_chapter_is_held():
    assert len(PAGES) == NOTEBOOKS
    assert [page.is_chapter for page in PAGES] == [False, *[True] * CHAPTERS, False]
    assert [page.asks for page in PAGES] == [*[True] * (CHAPTERS + 1), False]
    assert len(HELD) == len(EVERYWHERE) * NOTEBOOKS + len(IN_CHAPTERS) * CHAPTERS


@pytest.mark.parametrize(("rule", "page"), HELD)
def test_the_chapter_keeps_the_rule(rule, page):
    faults = rule(page)
    assert not faults, "\n".join(["", *faults])


def test_the_table_of_numbers_names_chapters_only():
    assert set(carried.numbers_table()) <= {page.name for page in PAGES if page.is_chapter}
