"""Phrases are found however they are typed; roles have influence."""

import pytest

from engine import MarketError, phrases, roles
from engine.sources.lexicon import find_phrase, plain


@pytest.mark.parametrize("text", list(phrases()))
def test_every_phrase_is_found_as_it_stands_and_as_people_type_it(text):
    phrase = phrases()[text]
    curly = text.replace("'", "\u2019")
    for typed in (text, text.upper(), f"  {text}. ", curly, f"\u201c{text}\u201d"):
        assert find_phrase(typed) is phrase
    assert find_phrase(text.replace("\u2026", "...")) is phrase


def test_the_longer_wording_is_found_too():
    longer = [phrase for phrase in phrases().values() if phrase.longer]
    assert len(longer) > 30
    for phrase in longer:
        assert find_phrase(phrase.longer) is phrase


def test_no_two_phrases_are_spelled_alike():
    texts = [t for p in phrases().values() for t in (p.text, p.longer) if t]
    assert len({plain(text) for text in texts}) == len(texts)


@pytest.mark.parametrize("text", ["", "I'd take them not", "take them", None, 3, ["a machine"]])
def test_anything_else_is_refused(text):
    with pytest.raises(MarketError, match="is not a phrase of the lexicon"):
        find_phrase(text)


def test_codes_run_from_minus_three_to_three():
    codes = [phrase.code for phrase in phrases().values()]
    assert (min(codes), max(codes)) == (-3, 3)


def test_influence_is_proximity_times_credibility():
    assert len(roles()) == 10
    for role in roles().values():
        assert role.influence == role.proximity * role.credibility
    assert max(roles().values(), key=lambda role: role.influence).name == "home program director"


def test_the_tables_cannot_be_changed():
    with pytest.raises(TypeError):
        phrases()["new"] = None
