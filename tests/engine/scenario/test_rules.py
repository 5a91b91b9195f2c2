"""The official rules: complete as data, and judged as the texts say, no further."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pytest

from engine import MarketError, Scenario
from engine.base.codes import TYPES
from engine.base.settings import shown
from engine.matching import official_clock
from engine.matching.soap_clock import time_text
from engine.scenario.rules import (
    ACTORS,
    PHASES,
    STATUSES,
    Move,
    acts,
    judge,
    judge_scenario,
    official_rules,
)
from engine.sources.figures import table

BEFORE, BETWEEN, SOAP, CONTACTED, AFTER = PHASES
ONLY = "only after the program contacts you"


def verdict(actor, phase, act, **more):
    """Return the status and the clauses of a move."""
    found = judge(Move(actor=actor, phase=phase, act=act, **more))
    return found.status, " ".join(found.rules)


def test_there_are_twenty_two_rules_each_with_source_and_date():
    assert list(official_rules()) == [f"R{n}" for n in range(1, 23)]
    for rule in official_rules().values():
        assert all((rule.name, rule.clause, rule.phase, rule.who, rule.source, rule.dated)), rule
        assert rule.address.startswith(("https://", "http://")), rule
        later = dict.fromkeys(("R18", "R19"), "2026-11-27")
        later |= dict.fromkeys(("R20", "R21", "R22"), "2026-11-28")
        assert rule.checked == later.get(rule.id, "2026-11-21")
        assert "re-read" in rule.read, rule


def test_what_was_not_read_again_says_so():
    unread = [rule.id for rule in official_rules().values() if rule.read.startswith("not re-read")]
    assert unread == ["R3", "R4", "R13"]


def test_the_doubtful_rules_have_a_note():
    for id in ("R2", "R6", "R9", "R15", "R16", "R17"):
        assert official_rules()[id].note, id


def test_every_rule_bears_on_some_move_and_every_verdict_names_known_rules():
    named = [row["rules"].split() for row in table("verdicts")]
    assert set(itertools.chain(*named)) == set(official_rules())


def test_rows_of_verdicts_use_known_words_and_say_why():
    rows = table("verdicts")
    assert len(rows) >= 45
    for row in rows:
        assert set(filter(None, row["actor"].split("|"))) <= set(ACTORS), row
        assert set(filter(None, row["phase"].split("|"))) <= set(PHASES), row
        assert set(filter(None, row["applicant"].split("|"))) <= set(TYPES), row
        for flag in ("program_in_match", "institution_in_match", "exception", "soap_eligible"):
            assert row[flag] in ("", "yes", "no"), row
        assert row["status"] in STATUSES, row
        assert row["sentence"].endswith("."), row
        assert row["rules"] or row["act"] == "add a letter to the file", row


def every_move():
    outside, excepted = {"program_in_match": False}, {"exception": True}
    flags = [{}, outside, {"soap_eligible": False}, excepted, outside | excepted]
    for actor, phase, act, more in itertools.product(ACTORS, PHASES, acts(), flags):
        yield Move(actor=actor, phase=phase, act=act, applicant="US MD senior", **more)


BOOLS = ("program_in_match", "institution_in_match", "exception", "soap_eligible")


@pytest.mark.parametrize("value", [1, 0, None, "yes", np.True_, np.array([True, False])])
def test_a_flag_is_true_or_false_and_nothing_that_is_like_it(value):
    move = {"actor": "program", "phase": BEFORE, "act": "offer a position outside the Match"}
    with pytest.raises(MarketError) as caught:
        Move(**move, **dict.fromkeys(BOOLS, value))
    assert list(caught.value.problems) == [
        f"{flag} is {shown(value)}; it must be true or false" for flag in BOOLS
    ]


def possible(move):
    """Whether the table has the act for that actor and phase, whatever the other conditions."""
    return any(
        row["act"] == move.act
        and (not row["actor"] or move.actor in row["actor"].split("|"))
        and (not row["phase"] or move.phase in row["phase"].split("|"))
        for row in table("verdicts")
    )


def test_every_move_gets_one_verdict_or_is_named_as_impossible():
    judged = impossible = 0
    for move in every_move():
        if possible(move):
            assert judge(move).status in STATUSES
            judged += 1
        else:
            with pytest.raises(MarketError, match=f"no {move.actor} can '{move.act}'"):
                judge(move)
            impossible += 1
    assert judged > 400
    assert impossible > 200


def test_every_row_decides_some_move():
    more = [{"applicant": kind} for kind in TYPES] + [
        {"applicant": "US IMG", "program_in_match": False, "institution_in_match": False}
    ]
    moves = [
        *every_move(),
        *(
            Move(actor=actor, phase=phase, act=act, **extra)
            for actor, phase, act, extra in itertools.product(ACTORS, PHASES, acts(), more)
        ),
    ]
    reached = set()
    for move in moves:
        if possible(move):
            reached.add((move.act, judge(move).sentence))
    assert reached == {(row["act"], row["sentence"]) for row in table("verdicts")}


# --- The documents' own messages ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "actor", "phase", "act", "status", "clauses"),
    [
        ("S0-45", "applicant", SOAP, "ask a mentor to contact programs", ONLY, "R1 R4"),
        ("S0-46", "applicant", SOAP, "contact the program", ONLY, "R1 R4"),
        ("S0-64", "applicant", SOAP, "ask a mentor to answer if asked", "allowed", "R1 R2"),
        ("S2-32a", "program", SOAP, "volunteer interest", "allowed", "R2 R5 R7"),
        ("S2-32b", "program", SOAP, "ask for a commitment", "forbidden", "R5"),
        ("S2-32c", "program", SOAP, "ask where else you applied", "forbidden", "R6"),
        ("S2-33", "program", SOAP, "ask about an applicant", "allowed", "R2 R16"),
        ("S2-33, answer", "representative", SOAP, "answer a question", "allowed", "R2 R16"),
        ("S2-40", "applicant", SOAP, "ask a mentor to contact programs", ONLY, "R1 R4"),
        ("S2-41", "representative", SOAP, "contact the program", ONLY, "R1 R2 R4"),
        ("S2-52", "applicant", SOAP, "contact the program", ONLY, "R1 R4"),
        ("S1-24", "program", BETWEEN, "ask a mentor for your plans", "grey", "R6"),
        (
            "S1-43", "applicant", BETWEEN, "tell several programs that each is first",
            "forbidden", "R7",
        ),
        ("S3-13", "representative", BEFORE, "share record facts without consent",
         "forbidden", "R16"),
    ],
)  # fmt: skip
def test_the_messages_of_the_documents(item, actor, phase, act, status, clauses):
    assert verdict(actor, phase, act) == (status, clauses), item


def test_an_early_offer_welcomed_is_proper_only_where_it_may_be_made():
    offer = "offer a position outside the Match"
    assert verdict("applicant", BETWEEN, "volunteer interest")[0] == "allowed"  # S3-35
    assert verdict("program", BETWEEN, offer, applicant="US IMG") == ("forbidden", "R8")
    outside = {"program_in_match": False, "applicant": "US IMG"}
    assert verdict("program", BETWEEN, offer, **outside) == ("allowed", "R9")


@pytest.mark.parametrize("kind", TYPES)
def test_all_in_holds_for_every_applicant_and_the_institution_for_seniors(kind):
    offer = "offer a position outside the Match"
    assert verdict("program", BEFORE, offer, applicant=kind) == ("forbidden", "R8")
    assert verdict("program", BEFORE, offer, applicant=kind, exception=True)[0] == "allowed"
    alone = {"program_in_match": False, "institution_in_match": False}
    assert verdict("program", BEFORE, offer, applicant=kind, **alone)[0] == "allowed"
    senior = kind in ("US MD senior", "US DO senior")
    beside = verdict("program", BEFORE, offer, applicant=kind, program_in_match=False)
    assert beside == (("forbidden", "R9") if senior else ("allowed", "R9"))
    # R10 lifts All In, and not what R9 says of seniors; whether it does, no text found says.
    both = verdict("program", BEFORE, offer, applicant=kind, program_in_match=False, exception=True)
    assert both == (("grey", "R9 R10") if senior else ("allowed", "R10"))
    assert verdict("program", SOAP, offer, applicant=kind) == ("forbidden", "R5")
    assert verdict("program", AFTER, offer, applicant=kind) == ("allowed", "R10")


def test_a_school_tells_nobody_before_the_official_hour():
    act = "tell who did not match before Monday at ten"
    assert verdict("representative", SOAP, act) == ("forbidden", "R20")
    assert time_text(official_clock().status) == "Monday 10 am"
    assert "until 10 am" in official_rules()["R20"].clause


def test_who_is_verified_and_free_may_take_part_in_soap():
    for phase in (SOAP, CONTACTED):
        assert verdict("applicant", phase, "take part in SOAP") == ("allowed", "R21")
        barred = verdict("applicant", phase, "take part in SOAP", soap_eligible=False)
        assert barred == ("forbidden", "R3 R21")


def test_contact_opens_the_way_and_soap_ends():
    for actor in ("applicant", "representative"):
        found = [verdict(actor, phase, "contact the program")[0] for phase in PHASES]
        assert found == ["grey", "grey", ONLY, "allowed", "allowed"]
        assert verdict(actor, AFTER, "contact the program")[1] == "R1 R22"


def test_without_eligibility_nobody_may_contact_a_match_program_in_soap():
    for actor in ("applicant", "representative"):
        move = {"actor": actor, "act": "contact the program", "soap_eligible": False}
        assert judge(Move(phase=CONTACTED, **move)).rules == ("R3", "R4")
        assert judge(Move(phase=CONTACTED, program_in_match=False, **move)).status == "allowed"
        assert judge(Move(phase=AFTER, **move)).status == "allowed"


# What reaches a program from an applicant's side, whatever it is called.
REACHING = [
    ("representative", "send a letter"),
    ("applicant", "ask a mentor to contact programs"),
    ("applicant", "volunteer interest"),
]
FLAGS = [
    {"program_in_match": program, "soap_eligible": eligible}
    for program, eligible in itertools.product([True, False], [True, False])
]


@pytest.mark.parametrize("flags", FLAGS)
@pytest.mark.parametrize(("actor", "act"), REACHING)
def test_no_label_lets_through_what_contact_is_barred_from_in_soap(actor, act, flags):
    for phase in (SOAP, CONTACTED, AFTER):
        contact = judge(Move(actor=actor, phase=phase, act="contact the program", **flags))
        found = judge(Move(actor=actor, phase=phase, act=act, **flags))
        assert found.status == contact.status, (phase, found)
        if contact.status == "forbidden":
            assert "R3" in found.rules


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("phase", [SOAP, CONTACTED])
def test_without_eligibility_nothing_from_your_side_is_allowed_at_a_match_program(phase, kind):
    barred = {"phase": phase, "applicant": kind, "soap_eligible": False}
    for actor, act in itertools.product(("applicant", "representative"), acts()):
        move = Move(actor=actor, act=act, **barred)
        # One act reaches no program: it asks nobody to start.
        if possible(move) and act != "ask a mentor to answer if asked":
            assert judge(move).status in ("forbidden", "grey"), (actor, act)
    letter = judge(Move(actor="representative", act="send a letter", **barred))
    assert (letter.status, letter.rules) == ("forbidden", ("R1", "R3"))


def test_a_letter_in_the_file_is_no_contact_and_one_beside_it_is():
    for phase in PHASES:
        assert verdict("representative", phase, "add a letter to the file") == ("allowed", "")
    beside = [verdict("representative", phase, "send a letter")[0] for phase in PHASES]
    assert beside == ["grey", "grey", ONLY, "allowed", "allowed"]


def test_a_director_who_calls_for_an_applicant_is_grey_in_soap():
    found = judge(Move(actor="another program director", phase=SOAP, act="contact the program"))
    assert found.status == "grey"
    assert not found.blocked


def test_what_breaks_a_rule_is_blocked_and_what_is_grey_is_not():
    blocked = dict.fromkeys(STATUSES, False)
    for move in every_move():
        if possible(move):
            blocked[judge(move).status] |= judge(move).blocked
    assert blocked == {"allowed": False, ONLY: True, "forbidden": True, "grey": False}


# --- Bad moves ---------------------------------------------------------------------------------


def test_every_wrong_word_of_a_move_is_named_at_once():
    with pytest.raises(MarketError) as error:
        Move(actor="dean", phase="spring", act="shout", applicant="MD", program_in_match="maybe")
    named = [problem.split()[0] for problem in error.value.problems]
    assert named == ["actor", "phase", "act", "applicant", "program_in_match"]
    assert "'dean'" in error.value.problems[0]
    assert "representative" in error.value.problems[0]


def test_a_move_that_cannot_be_is_named():
    with pytest.raises(MarketError, match=r"no applicant can 'make a refused offer again'"):
        judge(Move(actor="applicant", phase=SOAP, act="make a refused offer again"))
    with pytest.raises(MarketError, match="before interviews"):
        judge(Move(actor="applicant", phase=BEFORE, act="send more than 45 applications"))


def test_the_applicant_is_asked_for_only_where_the_verdict_depends_on_it():
    offer = {"actor": "program", "phase": BEFORE, "act": "offer a position outside the Match"}
    assert judge(Move(**offer)).rules == ("R8",)
    with pytest.raises(MarketError, match="name a type"):
        judge(Move(**offer, program_in_match=False))


def test_a_program_in_the_match_makes_its_institution_one():
    with pytest.raises(MarketError, match="institution"):
        Move(actor="program", phase=SOAP, act="contact the applicant", institution_in_match=False)


# --- A scenario --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "status", "clauses"),
    [(0, "allowed", ()), *((level, "grey", ("R15",)) for level in (1, 2, 3))],
)
def test_a_call_before_interviews_is_grey_where_no_text_was_found(level, status, clauses):
    scenario = Scenario().with_voice("chief resident", "a machine", level=level)
    (found,) = judge_scenario(scenario).values()
    assert (found.status, found.rules) == (status, clauses)
    assert not found.blocked


def test_where_only_silence_was_found_nothing_is_called_allowed():
    silent = [row for row in table("verdicts") if "against it was found" in row["sentence"]]
    assert len(silent) == 6
    assert {row["status"] for row in silent} == {"grey"}


def test_each_voice_is_judged_and_silence_is_no_move():
    assert judge_scenario(Scenario()) == {}
    two = Scenario().with_voice("chief resident", "a machine", level=0)
    two = two.with_voice("home program director", "I'd take them", level=3)
    assert [len(found.rules) for found in judge_scenario(two).values()] == [0, 1]


def test_clauses_are_plain_sentences():
    for rule in official_rules().values():
        assert re.fullmatch(r"[A-Z].*\.", rule.clause), rule
        assert len(rule.clause) <= 330, (rule.id, len(rule.clause))
