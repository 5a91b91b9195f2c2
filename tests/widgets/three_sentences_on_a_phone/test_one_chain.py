"""The chain, link by link: what is said at each is what the season has."""

import pytest

from tests.widgets.seen import check_refusal
from widgets.three_sentences_on_a_phone import OneChain
from widgets.three_sentences_on_a_phone import chain_words as words
from widgets.three_sentences_on_a_phone.chain_rows import chain_rows


@pytest.fixture(scope="module")
def chain():
    return OneChain()


@pytest.fixture(autouse=True)
def _as_at_first(chain):
    yield
    chain.start_over()


def test_each_link_is_named_in_its_order_and_adds_to_the_picture(chain):
    sizes = []
    for n, name in enumerate(words.LINKS, start=1):
        assert chain.sentence.text.startswith(f"Link {n}, {name}: ")
        assert chain.picture.description == chain.sentence.text
        rows = chain.picture.rows
        sizes.append(sum(len(rows[part]) for part in ("people", "lines", "programs")))
        chain.on.press()
    assert sizes == sorted(sizes)
    assert sizes[0] == 1  # the applicant alone
    assert sizes[-1] > 10
    assert (chain.link.text, chain.link.problem) == ("8", "")  # there is no ninth


def test_what_somebody_is_better_or_worse_than_is_named(chain):
    for follow in [option for option, _ in chain.follow.options]:
        chain.start_over()
        chain.follow.value = follow
        assert "in truth" not in chain.sentence.text or "average" in chain.sentence.text


def test_it_opens_on_somebody_wrongly_warned_of(chain):
    assert "SD better than the average" in chain.sentence.text
    chain.link.text = "5"
    assert any(word.value < 0 for there in chain.result.chain.programs for word in there.words)


def test_back_goes_back_and_not_beyond_the_first(chain):
    chain.link.text = "2"
    for _ in range(3):
        chain.back.press()
    assert (chain.link.text, chain.link.problem) == ("1", "")


@pytest.mark.parametrize("preset", ["source", "evidence"])
@pytest.mark.parametrize("follow", list(words.PEOPLE))
def test_whoever_is_followed_in_either_world_can_be_told_to_the_end(chain, follow, preset):
    chain.follow.value, chain.preset.value = follow, preset
    for link in range(1, 9):
        chain.link.text = str(link)
        assert chain.problem.text == ""
        assert "{" not in chain.sentence.text
    assert "The season ends" in chain.sentence.text


def test_the_call_counts_the_words_of_the_table(chain):
    chain.link.text = "5"
    played = chain.result.chain
    said = [word for there in played.programs for word in there.words]
    assert f"{len(said)} words are acted on" in chain.sentence.text
    table = chain.picture.rows["table"]
    assert len(table) == len(played.programs)  # all of them, not only those that are drawn
    assert sum(row["said"].count(",") + 1 for row in table if row["said"] != "–") == len(said)


def test_lines_end_where_a_word_is_heard_and_say_of_which_kind(chain):
    chain.link.text = "8"
    drawn = {row["text"]: row["y"] for row in chain.picture.rows["programs"]}
    lines = [line for line in chain.picture.rows["lines"] if line["x"] == 1.0]
    for there in chain.result.chain.programs:
        if there.name not in drawn:
            continue
        mine = [line["state"] for line in lines if line["y2"] == drawn[there.name]]
        assert mine.count(words.WARNING) == len({w.speaker for w in there.words if w.value < 0})
        assert mine.count(words.PRAISE) == len({w.speaker for w in there.words if w.value >= 0})


@pytest.mark.parametrize("follow", list(words.PEOPLE))
def test_in_a_narrow_place_each_has_a_line_of_their_own(chain, follow):
    chain.follow.value, chain.link.text = follow, "8"
    rows = chain.picture.rows
    assert [one["lane"] for one in rows["people"]] == list(range(len(rows["people"])))
    downs = [one["down"] for one in (*rows["people"], *rows["programs"])]
    assert downs == sorted(set(downs))
    for line in rows["lines"]:
        assert line["since"] < line["down"]
    for program in rows["programs"]:
        assert " ".join(program["told"]) == program["did"].replace("; ", " ")
        heard = [line for line in rows["lines"] if line["down"] == program["down"]]
        there = [line for line in rows["lines"] if line["x"] == 1.0 and line["y2"] == program["y"]]
        assert heard == there


def test_the_place_where_the_season_ends_is_drawn(chain):
    chain.link.text = "8"
    end = chain.result.chain.end
    rows = chain_rows(chain.result)["programs"]
    told = [row["did"] for row in rows if row["text"] == end.program]
    assert len(told) == 1 or end.outcome not in ("matched", "pre-match")
    assert all(words.HERE in one for one in told)


def test_a_link_that_is_none_is_refused(chain):
    check_refusal(chain, chain.link, "9")
    chain.link.text = "2.5"
    assert "must be a whole number" in chain.link.problem
