"""What makes the pages one course: two tests, a page to print, and a list of every claim."""

import pytest

from tests.chapters.pages import headings, pages, source

PAGES = {page.name[:2]: page for page in pages()}


def place(page, text):
    """Where the one cell stands whose code has a text."""
    (found,) = (n for n, cell in enumerate(page.cells) if text in source(cell))
    return found


def opens_closed(page, text):
    """Whether a cell stands in a part of the page that is folded at first."""
    return page.cells[place(page, text)] not in page.core.cells


def test_the_first_test_comes_after_the_core_of_the_start_page_and_can_be_skipped():
    page = PAGES["00"]
    test = place(page, 'CourseTest("before")')
    predictions = [n for n, cell in enumerate(page.cells) if "Prediction(" in source(cell)]
    assert max(predictions) < test
    assert opens_closed(page, 'CourseTest("before")')
    assert "if you like" in source(page.cells[test - 1])


def test_the_second_test_and_the_page_to_print_end_the_last_chapter():
    page = PAGES["05"]
    test, printed = place(page, 'CourseTest("after")'), place(page, "CourseSummary()")
    done = next(n for n, cell in enumerate(page.cells) if "## What you can do now" in source(cell))
    assert done < test < printed
    assert opens_closed(page, 'CourseTest("after")')


@pytest.mark.parametrize("number", ["00", "05"])
def test_the_log_that_both_tests_share_is_kept_on_both_pages(number):
    assert any("LogBox()" in source(cell) for cell in PAGES[number].code)


@pytest.mark.parametrize("number", ["00", "05"])
def test_the_list_of_claims_is_reached_from_the_first_page_and_the_last(number):
    assert "(06-every-claim.ipynb)" in PAGES[number].markdown


def test_the_list_stands_open_and_at_once():
    page = PAGES["06"]
    assert not page.is_chapter
    assert place(page, "EveryClaim()") == 1
    assert not opens_closed(page, "EveryClaim()")
    assert headings(page.markdown)[0][0] == 1
