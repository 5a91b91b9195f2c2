"""Pictures that move, as far as they can be seen without a browser: rows, sentences, questions."""

import pytest

from widgets.charts import ListsWithEnds, SeasonDots, Several
from widgets.charts.dots import SHARE_COLUMNS, dot_rows
from widgets.charts.lists import NONE

BINS = [("match", "circle"), ("SOAP", "square"), ("no place", "ring")]
ENDS = {"one": ([0, 0, 1, 2], [0, 1, 1, 0]), "other": ([2] * 4, [0] * 4)}
CITY = {
    "program": "City", "length": 32, "end": 21, "end_low": 18, "end_high": 25, "before": 22,
    "after": 20, "text": "22nd → 20th of 32", "more": "reaches you", "closed": "",
}  # fmt: skip


@pytest.fixture
def dots():
    return SeasonDots(BINS, ENDS, "Two match.", ask=lambda asked: f"season {asked['season']}")


def sent_by(widget, monkeypatch):
    """Write down the names of what goes to the browser, message by message."""
    messages = []
    monkeypatch.setattr(
        widget.comm, "send", lambda data, **_: messages.append(set(data.get("state", ())))
    )
    return messages


def test_every_season_of_every_world_is_in_one_bin_at_each_time(dots):
    shares = dots.rows["shares"]
    assert len(shares) == 2 * 3 * 2
    for world in ENDS:
        for when, codes in zip(("before", "after"), ENDS[world], strict=True):
            own = [row for row in shares if (row["world"], row["when"]) == (world, when)]
            assert [row["bin"] for row in own] == [name for name, _ in BINS]
            assert [row["count"] for row in own] == [codes.count(n) for n in range(3)]
            assert sum(row["share"] for row in own) == 1
            assert all(row["low"] <= row["share"] <= row["high"] for row in own)


def test_a_dot_keeps_its_number(dots):
    assert dots.rows["worlds"][0]["after"] == [0, 1, 1, 0]
    dots.show({"one": ENDS["one"]}, "One world.")
    assert [world["name"] for world in dots.rows["worlds"]] == ["one"]
    assert dots.description == "One world."


def test_one_season_of_many_is_not_rounded_away():
    shares = dot_rows(BINS, {"": ([0] * 200, [0] * 199 + [2])})["shares"]
    said = [row["text"] for row in shares if row["when"] == "after"]
    assert said == ["over 99%", "0%", "under 1%"]


def test_a_note_stands_in_the_place_of_a_share():
    rows = dot_rows(BINS, ENDS, {("one", "SOAP", "after"): "not allowed"})["shares"]
    noted = [row for row in rows if row["note"]]
    assert [(row["world"], row["bin"], row["when"]) for row in noted] == [("one", "SOAP", "after")]
    assert (noted[0]["text"], noted[0]["range"]) == ("not allowed", "")


def test_a_dot_that_is_asked_answers_and_answers_anew_when_it_moves(dots):
    said = iter(["matched", "in SOAP"])
    dots.ask = lambda _asked: next(said)
    dots.asked = {"world": 0, "season": 3}
    assert dots.answer == "matched"
    assert dots.told == {"world": 0, "season": 3}
    dots.show(ENDS, "As before.")
    assert dots.answer == "in SOAP"
    dots.asked = {}
    assert dots.answer == ""


def test_an_update_is_one_message(dots, monkeypatch):
    dots.asked = {"world": 0, "season": 1}
    messages = sent_by(dots, monkeypatch)
    dots.show({"one": ([0, 1], [1, 1])}, "Two seasons.")
    assert messages == [{"rows", "description"}]


def test_a_picture_without_words_is_refused_and_so_are_rows_it_does_not_have(dots):
    with pytest.raises(ValueError, match="needs a description"):
        SeasonDots(BINS, ENDS, "")
    for picture in (dots, Several([dots])):
        with pytest.raises(ValueError, match="no rows 'bars'"):
            picture.update(rows={"bars": []})


def test_lists_say_in_words_what_they_show():
    lists = ListsWithEnds([CITY])
    assert lists.description == "Rank order lists. City: 22nd → 20th of 32; reaches you."
    lists.update(rows={"lists": []})
    assert NONE in lists.description


def test_several_pictures_change_as_one(dots):
    lists = ListsWithEnds([CITY])
    both = Several([dots, lists], {"more": [{"n": 1}]})
    assert set(both.rows) == {"worlds", "shares", "lists", "more"}
    seen = []
    both.observe(lambda change: seen.append(change["new"]), names="rows")
    fresh = {**dot_rows(BINS, {"one": ([1], [2])}), "lists": [], "more": [{"n": 2}]}
    both.update(rows=fresh, description="No place.")
    assert len(seen) == 1
    assert both.rows["more"] == [{"n": 2}]
    assert dots.rows["worlds"][0]["after"] == [2]
    assert both.description == dots.description == "No place."
    assert lists.description == f"Rank order lists. {NONE}"
    lists.update(description="As it was.")
    both.update(rows=dot_rows(BINS, {"one": ([1], [0])}), description="A place.")
    assert lists.description == "As it was."  # nobody told it anything


def test_a_question_older_than_what_is_shown_is_answered_by_nothing(dots):
    dots.asked = {"world": 1, "season": 3}
    assert dots.answer == "season 3"
    dots.show({"one": ([0], [1])}, "One season.")
    assert dots.answer == ""
    dots.asked = {"world": 0, "season": 1}
    assert dots.answer == ""
    dots.asked = {"world": 0, "season": 0}
    assert dots.answer == "season 0"


def test_the_table_of_the_dots_writes_the_ends_of_an_interval_as_it_writes_the_share():
    rows = dot_rows(BINS, {"": ([0] * 50, [0] * 44 + [1] * 6)})["shares"]
    (one,) = (row for row in rows if row["text"] == "12%")
    names = [name for name, head in SHARE_COLUMNS.items() if head in ("share", "low", "high")]
    assert [one[name] for name in names] == ["12%", "6%", "24%"]
