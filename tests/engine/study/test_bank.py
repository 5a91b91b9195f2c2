"""The twelve questions: right answers and numbers are computed, reasons have their sources."""

import re
import tomllib
from importlib.resources import files

import pytest

from engine import MarketError, ledger
from engine.scenario.rules import official_rules
from engine.sources.evidence import findings
from engine.study import bank, exercises
from engine.study.bank import items

# pedagogy: the misconceptions that the course is about
ABOUT = [
    *("merit", "calls", "charts", "place", "voices", "titles"),
    *("silence", "contact", "early", "improved", "points", "growth"),
]
NAMES = re.compile(r"Step [12]|\{\w+(:[^}]*)?\}")


def told():
    """Everything a reader sees of the file, before the numbers are put in."""
    for row in bank.rows():
        yield row["id"], row["question"]
        for choice in row["choices"]:
            yield from ((row["id"], text) for text in choice)


def test_there_are_twelve_each_with_one_right_answer_among_several():
    assert list(items()) == ABOUT
    for item in items().values():
        assert item.answer in item.choices
        assert len(item.choices) >= 3


def test_no_number_is_typed_where_a_reader_sees_it():
    texts = list(told())
    assert len(texts) == 12 + 12 * 3 * 2
    typed = {(id, text) for id, text in texts if re.search(r"\d", NAMES.sub("", text))}
    assert typed == set()


def test_the_numbers_stand_in_the_reasons_as_the_engine_has_them():
    assert "about 8 points" in items()["points"].choices[items()["points"].answer]
    assert "add up to 210" in items()["charts"].choices[items()["charts"].answer]
    shown = " ".join((*item.choices.values(), item.question)[n] for item in items().values()
                     for n in range(4))  # fmt: skip
    assert "{" not in shown


def test_every_wrong_answer_says_why_it_tempts_and_the_right_one_does_not():
    for item in items().values():
        for choice, why in item.choices.items():
            assert why.startswith("It tempts") == (choice != item.answer), (item.id, choice)


def test_every_reason_rests_on_something_that_exists():
    known = {*ledger()["id"], *findings(), *official_rules()}
    for item in items().values():
        assert item.sources
        assert set(item.sources) <= known, item.id


def test_the_right_answer_does_not_stand_at_one_place():
    places = [list(item.choices).index(item.answer) for item in items().values()]
    assert max(map(places.count, (0, 1, 2))) <= 6


def test_what_a_rule_or_a_formula_decides_is_computed_and_not_written():
    calls = {row["id"]: row["answer"] for row in bank.rows()}
    written = {id for id, call in calls.items() if re.fullmatch(r"'([^'\\]|\\')*'", call)}
    assert written == {"merit", "charts", "silence", "improved"}  # no rule, formula or row decides


@pytest.mark.parametrize(
    ("interviews", "matches", "right"),
    [
        (0.62, 0.78, "No link with interviews or with matches"),
        (0.01, 0.78, "More interviews, but no more matches"),
        (0.01, 0.01, "Clearly more interviews and more matches"),
    ],
)
def test_what_a_call_brings_rests_on_both_p_values(monkeypatch, interviews, matches, right):
    values = {"interviews, otolaryngology": interviews, "match, otolaryngology": matches}
    monkeypatch.setitem(exercises._CALLS, "figure", lambda _quantity, group: values[group])
    row = next(row for row in bank.rows() if row["id"] == "calls")
    assert exercises.compute(row["answer"]) == right


def test_the_study_of_calls_found_no_link_and_was_small():
    right = "No link with interviews or with matches"
    assert items()["calls"].answer == right
    assert "too small to rule a link out" in items()["calls"].choices[right]


def test_an_answer_that_is_not_offered_is_refused():
    text = (files("engine") / "data" / "bank.toml").read_text("utf-8")
    row = tomllib.loads(text)["item"][0]
    with pytest.raises(MarketError, match="'merit' does not offer its answer 'Luck'"):
        bank._item({**row, "answer": "'Luck'"}, 0)
