"""The page to print: what was done, in order, without a name or a grade."""

import itertools
import json
import re
from pathlib import Path

import pytest

from engine.study.bank import items
from widgets.learning import CourseSummary, Log, summary_words
from widgets.learning.summary import summary_page

CHAPTERS = Path(__file__).parents[3] / "chapters"


@pytest.fixture
def log():
    log = Log()
    facts = {"unit": "%", "digits": 0, "question": "How many <b>fall</b>?"}
    log.add("prediction", "1A", guess=10.0, result=26.6, **facts)
    log.add("prediction", "1A", guess=20.0, result=26.6, **facts)
    log.add("answer", "5.1", answers=[0.38], right=[False])
    log.add("sentence", "5", text="Noise falls & bias does not.")
    return log


def row_of(page, title):
    return re.search(rf'<th scope="row">{re.escape(title)}</th>((?:<td>[^<]*</td>)+)', page)[1]


def test_it_tells_the_last_of_each_and_counts_by_chapter(log):
    page = summary_page(log.entries)
    assert "How many &lt;b&gt;fall&lt;/b&gt;?" in page
    assert "<td>20%</td><td>27%</td>" in page
    assert "10%" not in page
    assert row_of(page, "Past the filter") == "<td>1</td><td>–</td><td>–</td>"
    assert row_of(page, "Three sentences on a phone") == "<td>–</td><td>1</td><td>noted</td>"
    assert "<blockquote>Noise falls &amp; bias does not.</blockquote>" in page


def test_it_stands_alone_and_prints(log):
    page = summary_page(log.entries)
    assert "@media print" in page
    assert "@page" in page
    assert not re.search(r"(src|href)=|https?:|<script|url\(", page)


def test_no_name_no_clock_and_no_share_of_right_exercises(log):
    page = summary_page(log.entries)
    assert log.entries[0]["time"][:10] not in page
    assert not re.search(r"\d of \d", page)
    assert "right" not in page


def test_every_guess_of_a_chapter_is_counted_there_and_stands_with_its_own():
    """Some ids are words: old logs hold them, so they are known and not renamed."""
    ids = {
        path.name[1]: re.findall(r'Prediction\(\\"([^"\\]+)', path.read_text("utf-8"))
        for path in sorted(CHAPTERS.glob("0[0-5]-*.ipynb"))
    }
    assert [len(found) for found in ids.values()] == [2, 6, 4, 6, 5, 4]
    log = Log()
    for found in ids.values():
        for one in found:
            log.add("prediction", one, guess=1.0, result=1.0, question=f"About {one}?")
    page = summary_page(log.entries)
    for digit, found in ids.items():
        assert row_of(page, summary_words.TITLES[digit]).startswith(f"<td>{len(found)}</td>")
    places = [[page.index(f">About {one}?<") for one in found] for found in ids.values()]
    for one, other in itertools.pairwise(places):
        assert max(one) < min(other)


def test_the_gain_stands_there_when_both_times_are_answered(log):
    for when, answer in (("before", 0), ("after", 1)):
        for item in items().values():
            choices = [item.answer, next(c for c in item.choices if c != item.answer)]
            log.add(when, item.id, answer=choices[1 - answer], sure=0.5)
    page = summary_page(log.entries)
    assert "Before the course 0 of 12 were right, now 12: 12 more." in page
    assert "You felt sure to 50%" in page


def test_a_log_that_somebody_spoiled_still_makes_a_page():
    log = Log()
    time = "2026-01-06T10:00:00+00:00"
    log.remember(
        [
            {"time": time, "kind": "prediction", "id": "zz", "question": 7, "guess": [1]},
            {"time": time, "kind": "sentence", "id": "9"},
        ]
    )
    assert "</html>" in summary_page(log.entries)


def test_the_form_follows_the_log_and_saves_the_page(log):
    form = CourseSummary(log=log)
    assert form.status.text == (
        "From your log: 1 locked guess, 1 exercise, 1 sentence of your own."
    )
    assert form.shown.value == ""
    form.whole.value = True
    assert "bias does not" in form.shown.value
    assert "<h2" not in form.shown.value  # the outline of the notebook stays its own
    form.save.presses += 1
    assert form.save.content == summary_page(log.entries)
    assert form.save.file_name.endswith(".html")
    log.clear()
    assert form.status.text == summary_words.EMPTY
    assert "bias does not" not in form.shown.value


def test_the_chapters_have_the_titles_of_their_pages():
    titles = {}
    for path in sorted(CHAPTERS.glob("0[0-5]-*.ipynb")):
        first = json.loads(path.read_text("utf-8"))["cells"][0]["source"]
        titles[path.name[1]] = "".join(first).splitlines()[0].removeprefix("# ")
    assert len(titles) == 6
    assert titles == summary_words.TITLES
