"""JSON is read strictly and within bounds, and only ever refused by our own error."""

import time

import pytest

from engine import MarketError
from engine.base.json_text import MOST_DEPTH, MOST_DIGITS, MOST_FAULTS, read_json


def problems(text, **more):
    """Return why a text is refused; nothing that anybody reads takes long to refuse."""
    start = time.process_time()
    with pytest.raises(MarketError) as caught:
        read_json(text, "log", **more)
    assert time.process_time() - start < 2
    assert len(str(caught.value)) < 5_000
    return caught.value.problems


def nested(depth):
    return "[" * depth + "]" * depth


def test_what_json_has_is_read_as_it_is():
    text = '{"a": [1, 2.5, -3e2, "[[{\\"", null, true, {}], "ü": "\\ud83d\\ude00"}'
    assert read_json(text, "log") == {"a": [1, 2.5, -300.0, '[[{"', None, True, {}], "ü": "😀"}
    assert type(read_json("{}", "log")) is dict


def test_a_byte_order_mark_in_front_is_passed_over_and_one_inside_is_not():
    assert read_json("\ufeff[1]", "log") == [1]
    assert problems("\ufeff\ufeff[1]")


@pytest.mark.parametrize("text", [None, b"[1]", bytearray(b"[1]"), 3, ["[1]"]])
def test_only_text_is_read(text):
    assert problems(text) == ("the text is no log; it must be JSON in a text",)


@pytest.mark.parametrize(
    "text", ["", "{", "[1,]", "'a'", "{1: 2}", '"\n"', '"\\x"', "\ud800", "01"]
)
def test_what_is_no_json_says_so(text):
    (problem,) = problems(text)
    assert problem.startswith("the text is no log; it must be JSON (")


def test_every_fault_is_named_by_its_path():
    text = '{"a": [{"b": 1, "b": 2}, NaN, -1e999], "c": "\\ud800", "d\\udfff": 1, "e": 1%s}'
    assert problems(text % ("0" * MOST_DIGITS)) == (
        "a[0].b is given twice",
        "a[1] is nan; it must be a finite number",
        "a[2] is -inf; it must be a finite number",
        "c has half a character in it",
        "'d\\udfff' has half a character in its name",
        f"e has {MOST_DIGITS + 1} digits; at most {MOST_DIGITS} are read",
    )


def test_of_many_faults_some_are_named_and_the_rest_counted():
    found = problems(f"[{','.join(['NaN'] * 1_000)}]")
    assert len(found) == MOST_FAULTS + 1
    assert found[-1] == f"{1_000 - MOST_FAULTS} more faults of these kinds"


def test_nesting_is_bounded_before_it_is_parsed():
    assert read_json(nested(MOST_DEPTH), "log")
    for text in (nested(MOST_DEPTH + 1), "[" * 900_000, '{"a":' * 100_000):
        assert problems(text) == (f"the text is no log; it is nested more than {MOST_DEPTH} deep",)
    assert read_json('"' + "[" * 900_000 + '"', "log")


def test_size_is_bounded():
    assert problems("[1]", most=2) == (
        "the text is no log; it has 3 characters, and at most 2 are read",
    )
    assert read_json("[1]", "log", most=3) == [1]


@pytest.mark.parametrize(
    "text",
    [
        '"' * 999_999,
        '"' + '\\"' * 499_000,
        "\\" * 999_999,
        "1" * 999_999,
        "0." + "1" * 999_000,
        '{"' + "k" * 999_000 + '": NaN}',
        "[" + "NaN," * 249_000 + "1]",
        "{" + ",".join(['"a":1'] * 160_000) + "}",
        '{"a' + '":{"a' * 49 + '":' + "[" + "NaN," * 200_000 + "1]" + "}" * 50,
    ],
    ids=range(9),
)
def test_nothing_takes_long_to_refuse(text):
    assert problems(text)
