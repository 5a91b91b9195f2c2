"""The week of SOAP by its rules: each rule by name, and a thousand weeks replayed."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from engine.base.errors import MarketError
from engine.matching.positions import POSITION_TYPES, covers
from engine.matching.soap import offer_rounds, run_soap
from engine.matching.soap_by_rules import MOST_APPLICATIONS, soap_week
from engine.matching.soap_clock import (
    cost_of_believing,
    documents_clock,
    official_clock,
    rounds_missed,
    time_text,
    week_time,
)
from engine.matching.soap_records import Act, OpenProgram, Registrant

MONDAY, TUESDAY = week_time("Monday", 12), week_time("Tuesday", 9)
ROUND = [week_time("Thursday", hour) for hour in (9, 12, 15, 18)]
AFTER = week_time("Thursday", 21)
CITY = {"City": OpenProgram(1, takes_part=True)}


def applied(*names, to="City", at=MONDAY):
    return [Act(at, "apply", name, to) for name in names]


def listed(*names, by="City", at=TUESDAY):
    return Act(at, "list", by, names=names)


def accepts(name, round=1, program="City"):
    return Act(ROUND[round - 1] + 30, "accept", name, program)


def refusals(log):
    return [event.refused for event in log.events if event.refused]


# --- who is eligible, and for what ------------------------------------------------------------


def test_whoever_is_unmatched_is_eligible():
    log = soap_week({"Ana": Registrant()}, CITY, applied("Ana"))
    assert refusals(log) == []


def test_who_may_not_begin_training_or_is_fully_matched_is_not_eligible():
    people = {"Ana": Registrant(able=False), "Bo": Registrant(matched_to="categorical")}
    log = soap_week(people, CITY, applied("Ana", "Bo"))
    assert refusals(log) == [
        "Ana is not verified to begin training on July 1, and is not eligible.",
        "Bo is fully matched, and is not eligible.",
    ]


@pytest.mark.parametrize(
    ("matched_to", "trained", "may"),
    [
        (None, False, {"categorical", "advanced", "preliminary", "primary care"}),
        (None, True, set(POSITION_TYPES)),
        ("preliminary", False, {"advanced"}),
        ("advanced", False, {"preliminary"}),
        ("categorical", False, set()),
        ("physician", True, set()),
    ],
)
def test_what_is_missing_decides_which_types_are_open(matched_to, trained, may):
    programs = {kind: OpenProgram(1, kind, takes_part=True) for kind in POSITION_TYPES}
    people = {"Ana": Registrant(matched_to, trained=trained)}
    log = soap_week(people, programs, [Act(MONDAY, "apply", "Ana", kind) for kind in programs])
    assert {event.whom for event in log.events if not event.refused} == may


def test_a_program_takes_part_only_if_it_said_so_and_then_fills_through_soap_alone():
    assert not OpenProgram(1).takes_part
    acts = [
        *applied("Ana", to="Lake"),
        listed("Ana", by="Lake"),
        Act(TUESDAY, "offer directly", "Lake", "Ana"),
        Act(TUESDAY, "offer directly", "City", "Ana"),
        Act(AFTER, "offer directly", "Lake", "Ana"),
    ]
    log = soap_week({"Ana": Registrant()}, {**CITY, "Lake": OpenProgram(1)}, acts)
    outside = "Until SOAP ends positions are offered through its rounds alone (R5)."
    assert refusals(log) == [*["Lake does not take part in SOAP."] * 2, *[outside] * 2]
    assert log.accepted == {"Ana": ("Lake",)}


# --- applications -----------------------------------------------------------------------------


def test_forty_five_applications_to_each_service():
    programs = {
        f"p{n}": OpenProgram(1, takes_part=True, service="ERAS" if n < 60 else "ResidencyCAS")
        for n in range(120)
    }
    log = soap_week(
        {"Ana": Registrant()}, programs, [Act(MONDAY, "apply", "Ana", p) for p in programs]
    )
    sent = [event.whom for event in log.events if not event.refused]
    assert MOST_APPLICATIONS == 45
    assert sent == [f"p{n}" for n in [*range(45), *range(60, 105)]]


def test_applications_go_out_from_monday_at_eleven_and_not_while_a_round_runs():
    for at, fine in (
        (week_time("Monday", 10, 59), False),
        (week_time("Monday", 11), True),
        (ROUND[0] - 1, True),
        (ROUND[0], False),
        (ROUND[0] + 119, False),
        (ROUND[0] + 120, True),
        (AFTER, False),
    ):
        log = soap_week({"Ana": Registrant()}, CITY, applied("Ana", at=at))
        assert (refusals(log) == []) == fine, time_text(at)


def test_an_application_is_sent_once_is_not_withdrawn_and_serves_later_rounds():
    acts = [
        *applied("Ana", "Ana", "Bo"),
        Act(TUESDAY, "withdraw", "Ana", "City"),
        listed("Bo"),
        listed("Ana", at=ROUND[1] - 10),
        accepts("Ana", 2),
    ]
    log = soap_week({"Ana": Registrant(), "Bo": Registrant()}, CITY, acts)
    assert refusals(log) == [
        "Ana has applied to City before.",
        "An application cannot be withdrawn.",
    ]
    assert log.accepted["Ana"] == ("City",)


def test_nobody_applies_after_accepting():
    programs = {**CITY, "Lake": OpenProgram(1, takes_part=True)}
    acts = [
        *applied("Ana"),
        listed("Ana"),
        accepts("Ana"),
        *applied("Ana", to="Lake", at=ROUND[1] - 5),
    ]
    log = soap_week({"Ana": Registrant()}, programs, acts)
    assert refusals(log) == ["Ana has accepted a position and sends no more applications."]


# --- files, contact, lists --------------------------------------------------------------------


def test_programs_read_and_call_from_tuesday_at_eight_and_only_those_who_applied():
    eight = week_time("Tuesday", 8)
    acts = [
        *applied("Ana"),
        Act(eight - 1, "contact", "City", "Ana"),
        listed("Ana", at=eight - 1),
        Act(eight, "contact", "City", "Ana"),
        Act(eight, "contact", "City", "Bo"),
        listed("Ana", at=eight),
    ]
    log = soap_week({"Ana": Registrant(), "Bo": Registrant()}, CITY, acts)
    assert refusals(log) == [
        "Programs may make contact from Tuesday 8 am (R2, R11).",
        "Programs file lists from Tuesday 8 am until SOAP ends.",
        "Bo has not applied to City (R2).",
    ]


def test_nobody_on_the_applicants_side_begins_contact():
    acts = [
        *applied("Ana"),
        Act(TUESDAY, "contact", "Ana", "City"),
        Act(TUESDAY + 1, "contact", "City", "Ana"),
        Act(TUESDAY + 2, "contact", "Ana", "City"),
        Act(AFTER, "contact", "Bo", "City"),
        Act(TUESDAY, "contact", "Bo", "City"),
    ]
    people = {"Ana": Registrant(), "Bo": Registrant(able=False)}
    first, second = refusals(soap_week(people, CITY, acts))
    assert "nobody on the applicant's side may begin" in first
    assert "R1, R2, R4" in first
    assert second.endswith("nobody may speak for them until SOAP ends (R3).")


def test_directors_of_unfilled_programs_may_talk_to_each_other():
    programs = {**CITY, "Lake": OpenProgram(1)}
    acts = [Act(at, "contact", "City", "Lake") for at in (MONDAY, TUESDAY, ROUND[0], AFTER)]
    assert refusals(soap_week({"Ana": Registrant()}, programs, acts)) == []


def test_a_program_may_not_ask_whether_an_offer_would_be_taken():
    acts = [Act(TUESDAY, "ask", "City", "Ana"), Act(AFTER, "ask", "City", "Ana")]
    log = soap_week({"Ana": Registrant()}, CITY, acts)
    assert refusals(log) == ["A program may not ask whether an offer would be accepted (R5)."]


def test_only_programs_file_lists_and_only_of_those_who_applied():
    acts = [
        *applied("Ana"),
        Act(TUESDAY, "list", "Ana", names=("Ana",)),
        listed("Ana", "Bo"),
        listed("Ana", "Ana"),
        listed("Ana", at=ROUND[0] + 1),
    ]
    log = soap_week({"Ana": Registrant(), "Bo": Registrant()}, CITY, acts)
    assert refusals(log) == [
        "Ana cannot do that: it is for programs.",
        "Bo did not apply to City.",
        "Ana would stand on the list twice.",
        "Offer round 1 runs; a list is changed between rounds.",
    ]
    assert log.offers() == []


def test_a_list_may_change_between_rounds():
    acts = [*applied("Ana", "Bo"), listed("Ana"), listed("Bo", at=ROUND[1] - 10), accepts("Bo", 2)]
    log = soap_week({"Ana": Registrant(), "Bo": Registrant()}, CITY, acts)
    assert log.offers() == [(1, "City", "Ana", "declined"), (2, "City", "Bo", "accepted")]


# --- rounds -----------------------------------------------------------------------------------


def test_offers_go_out_in_list_order_and_nothing_is_refilled_inside_a_round():
    people = {name: Registrant() for name in ("Ana", "Bo", "Cy", "Di")}
    acts = [
        *applied(*people),
        listed("Cy", "Ana", "Bo", "Di"),
        Act(ROUND[0] + 1, "decline", "Cy", "City"),
        accepts("Ana"),
        accepts("Bo"),
    ]
    log = soap_week(people, {"City": OpenProgram(2, takes_part=True)}, acts)
    assert [offer[:3] for offer in log.offers() if offer[0] == 1] == [
        (1, "City", "Cy"),
        (1, "City", "Ana"),
    ]
    assert refusals(log) == ["Bo holds no offer of City."]
    assert [offer[2] for offer in log.offers() if offer[0] == 2] == ["Bo"]


def test_somebody_may_hold_several_offers_and_accepts_one():
    programs = {name: OpenProgram(1, takes_part=True) for name in ("City", "Lake")}
    acts = [
        *applied("Ana"), *applied("Ana", to="Lake"), listed("Ana"), listed("Ana", by="Lake"),
        accepts("Ana", program="Lake"), accepts("Ana"),
    ]  # fmt: skip
    log = soap_week({"Ana": Registrant()}, programs, acts)
    assert log.offers() == [(1, "City", "Ana", "declined"), (1, "Lake", "Ana", "accepted")]
    assert refusals(log) == ["The offer of City to Ana is gone, and does not return (R13)."]


def test_what_lapses_or_is_refused_never_returns():
    acts = [
        *applied("Ana", "Bo"),
        listed("Ana", "Bo"),
        Act(ROUND[1] + 1, "decline", "Bo", "City"),
        accepts("Ana", 3),
    ]
    log = soap_week({"Ana": Registrant(), "Bo": Registrant()}, CITY, acts)
    assert [offer[:3] for offer in log.offers()] == [(1, "City", "Ana"), (2, "City", "Bo")]
    assert [event.who for event in log.events if event.what == "lapse"] == ["City"]
    assert refusals(log) == ["The offer of City to Ana is gone, and does not return (R13)."]
    assert log.unfilled == {"City": 1}


def test_an_acceptance_binds_and_takes_somebody_off_all_lists():
    programs = {name: OpenProgram(1, takes_part=True) for name in ("City", "Lake")}
    acts = [
        *applied("Ana", "Bo"), *applied("Ana", to="Lake"), listed("Ana"),
        listed("Ana", by="Lake", at=ROUND[1] - 5), accepts("Ana"),
        Act(ROUND[0] + 40, "decline", "Ana", "City"),
    ]  # fmt: skip
    log = soap_week({"Ana": Registrant(), "Bo": Registrant()}, programs, acts)
    assert log.offers() == [(1, "City", "Ana", "accepted")]
    assert refusals(log) == ["Ana holds no offer of City."]


@pytest.mark.parametrize(("other_half", "ends"), [(True, ("Adv", "Pre")), (False, ("Adv",))])
def test_whether_the_other_half_may_follow_is_a_reading(other_half, ends):
    programs = {
        "Adv": OpenProgram(1, "advanced", takes_part=True),
        "Pre": OpenProgram(1, "preliminary", takes_part=True),
    }
    acts = [
        *applied("Ana", to="Adv"), *applied("Ana", to="Pre"), listed("Ana", by="Adv"),
        listed("Ana", by="Pre", at=ROUND[1] - 5), accepts("Ana", 1, "Adv"),
        accepts("Ana", 2, "Pre"),
    ]  # fmt: skip
    log = soap_week({"Ana": Registrant()}, programs, acts, other_half=other_half)
    assert log.accepted["Ana"] == ends


def test_after_soap_positions_are_offered_directly_to_whom_they_complete():
    people = {"Ana": Registrant("advanced"), "Bo": Registrant()}
    programs = {"Pre": OpenProgram(1, "preliminary"), "City": OpenProgram(1)}
    acts = [
        Act(AFTER, "offer directly", "City", "Ana"),
        Act(AFTER, "offer directly", "Pre", "Ana"),
        Act(AFTER, "offer directly", "Pre", "Bo"),
    ]
    log = soap_week(people, programs, acts)
    assert log.accepted == {"Ana": ("Pre",), "Bo": ()}
    assert refusals(log) == [
        "Ana matched to an advanced position and may take only preliminary ones.",
        "Pre has no position left.",
    ]


def test_a_direct_offer_is_refused_for_what_is_so_by_then():
    people = {
        "Ana": Registrant(),
        "Bo": Registrant(able=False),
        "Cy": Registrant("categorical"),
        "Di": Registrant("advanced"),
        "Ed": Registrant(),
    }
    programs = {
        **CITY,
        "Lake": OpenProgram(9),
        "Fir": OpenProgram(9, "advanced"),
        "Oak": OpenProgram(9, "physician"),
        "Pre": OpenProgram(9, "preliminary"),
    }
    direct = [
        ("Lake", "Ana"), ("Lake", "Bo"), ("Lake", "Cy"), ("Lake", "Di"), ("Fir", "Ed"),
        ("Lake", "Ed"), ("Pre", "Ed"), ("Oak", "Ed"), ("Pre", "Di"), ("Lake", "Di"),
    ]  # fmt: skip
    acts = [*applied("Ana"), listed("Ana"), accepts("Ana")]
    acts += [Act(AFTER, "offer directly", *pair) for pair in direct]
    log = soap_week(people, programs, acts)
    both = "{} has accepted a position, and that binds (R14)."
    assert [event.refused for event in log.events if event.what == "offer directly"] == [
        both.format("Ana"),
        "Bo is not verified to begin training on July 1.",
        "Cy is fully matched, and that binds (R14).",
        "Di matched to an advanced position and may take only preliminary ones.",
        "",
        "Ed accepted an advanced position and may take only preliminary ones.",
        "",
        both.format("Ed"),
        "",
        both.format("Di"),
    ]
    fresh = soap_week({"Ed": Registrant()}, programs, [Act(AFTER, "offer directly", "Oak", "Ed")])
    assert refusals(fresh) == [
        "Oak has physician positions, for those with a first year of training."
    ]


# --- clocks -----------------------------------------------------------------------------------


def test_the_official_clock():
    clock = official_clock()
    assert [time_text(t) for t in (clock.status, clock.applications, clock.files, clock.end)] == [
        "Monday 10 am", "Monday 11 am", "Tuesday 8 am", "Thursday 9 pm",
    ]  # fmt: skip
    assert [time_text(opens) for opens, _ in clock.rounds] == [
        f"Thursday {hour}" for hour in ("9 am", "12 pm", "3 pm", "6 pm")
    ]
    assert all(closes - opens == 120 for opens, closes in clock.rounds)


def test_believing_the_documents_clock_costs_every_round():
    believed, actual = documents_clock(), official_clock()
    assert len(believed.rounds) == 3
    assert believed.end < actual.rounds[0][0]
    assert rounds_missed(believed, actual) == (1, 2, 3, 4)
    assert rounds_missed(actual, actual) == ()
    assert list(cost_of_believing(actual, actual)) == []
    assert len(list(cost_of_believing(believed, actual))) == 3
    assert rounds_missed(replace(actual, rounds=actual.rounds[:3]), actual) == (4,)


@pytest.mark.parametrize(
    ("looks", "sends", "said"),
    [
        (30, 0, "You look at the list 30 minutes after it is out."),
        (0, 60, "You send applications 1 hour late."),
        (
            90,
            1,
            "You look at the list 1 hour and 30 minutes after it is out, and send applications "
            "1 minute late.",
        ),
        (120, 0, "You look at the list 2 hours after it is out."),
        (-60, 0, None),
    ],
)
def test_only_what_is_late_is_said_to_be_late(looks, sends, said):
    actual = official_clock()
    believed = replace(
        actual, status=actual.status + looks, applications=actual.applications + sends
    )
    assert list(cost_of_believing(believed, actual)) == ([said] if said else [])


def test_a_week_has_seven_days():
    days = [time_text(week_time("Monday", 24 * n + 9)) for n in range(8)]
    assert days[4:] == ["Friday 9 am", "Saturday 9 am", "Sunday 9 am", "Monday 9 am"]
    assert week_time("Sunday", 9) == 24 * 60 * 6 + 9 * 60


def test_every_act_that_cannot_be_is_named():
    with pytest.raises(MarketError) as caught:
        soap_week(
            {"Ana": Registrant("short"), "City": Registrant()},
            {"City": OpenProgram(-1), "Lake": OpenProgram(1, "long")},
            [Act(0, "sing", "Ana", "City"), Act(0, "apply", "Bo", "Oak")],
        )
    text = "\n".join(caught.value.problems)
    for part in ("'short'", "'long'", "-1", "'sing'", "'Bo'", "'Oak'", "and the programs"):
        assert part in text


WRONG_SIDE = [
    ("apply", "Ana", "Bo", "program"),
    ("withdraw", "Ana", "Bo", "program"),
    ("accept", "Ana", "Bo", "program"),
    ("decline", "Ana", "Bo", "program"),
    ("contact", "Ana", "Bo", "program"),
    ("ask", "City", "Lake", "registrant"),
    ("offer directly", "City", "Lake", "registrant"),
]


def test_every_act_that_is_aimed_at_the_wrong_side_is_named_in_one_error():
    people = {"Ana": Registrant(), "Bo": Registrant()}
    programs = {**CITY, "Lake": OpenProgram(1)}
    acts = [Act(at, *wrong[:3]) for wrong in WRONG_SIDE for at in (TUESDAY, AFTER)]
    acts += [listed("Ana", "Lake"), Act("noon", "apply", "Ana", "City")]
    with pytest.raises(MarketError) as caught:
        soap_week(people, programs, acts)
    assert list(caught.value.problems) == [
        *(
            f"'{whom}', in an act '{what}' of '{who}', is no {side}"
            for what, who, whom, side in WRONG_SIDE
        ),
        "'Lake', in an act 'list' of 'City', is no registrant",
        "an act 'apply' of 'Ana' is at 'noon'; it must be a whole number of minutes",
    ]


# --- a thousand weeks, offer by offer ---------------------------------------------------------


def random_week(draw):
    people = {
        f"a{n}": Registrant(
            draw.choice([None, None, None, None, "preliminary", "advanced", "categorical"]),
            able=draw.random() < 0.9,
            trained=draw.random() < 0.2,
        )
        for n in range(draw.randint(2, 12))
    }
    programs = {
        f"p{n}": OpenProgram(
            draw.randint(0, 3), draw.choice(POSITION_TYPES), takes_part=draw.random() < 0.85
        )
        for n in range(draw.randint(2, 6))
    }
    likings = {a: draw.sample(list(programs), len(programs)) for a in people}
    acts = [
        Act(draw.randint(MONDAY - 90, TUESDAY - 1), "apply", a, p)
        for a in people
        for p in programs
        if draw.random() < 0.8
    ]
    sent = {(e.whom, e.who) for e in soap_week(people, programs, acts).events if not e.refused}
    # A list may change before any round; now and then it names somebody whose file it never got.
    for number in range(5):
        at = TUESDAY if number == 0 else ROUND[number - 1] - 10
        for p in programs:
            if number == 0 or draw.random() < 0.3:
                could = [a for a in people if (p, a) in sent or draw.random() < 0.01]
                names = tuple(draw.sample(could, draw.randint(len(could) // 2, len(could))))
                acts.append(Act(at, "list", p, names=names))
    quiet = {(n, a): draw.random() < 0.3 for n in range(4) for a in people}
    for number, opens in enumerate(ROUND):
        for a in people:
            if not quiet[number, a]:
                acts += [Act(opens + 1 + k, "accept", a, p) for k, p in enumerate(likings[a])]
    return people, programs, likings, acts, quiet


PARTS = {"categorical": {1, 2}, "primary care": {1, 2}, "physician": {1, 2}}
PARTS |= {"advanced": {2}, "preliminary": {1}}


def replay(people, programs, likings, acts, quiet):
    """The same week once more, plainly: sets of years and dictionaries, no bits and no log."""
    needs = {
        a: (
            set() if not one.able else {1, 2} - (PARTS[one.matched_to] if one.matched_to else set())
        )
        for a, one in people.items()
    }

    def fits(a, p):
        kind = programs[p].position_type
        return PARTS[kind] <= needs[a] and (kind != "physician" or people[a].trained)

    files = {p: set() for p in programs}
    for act in acts:
        in_time = act.what == "apply" and act.at >= week_time("Monday", 11)
        if in_time and fits(act.who, act.whom) and programs[act.whom].takes_part:
            files[act.whom].add(act.who)
    lists, left = {}, {p: one.positions for p, one in programs.items()}
    offered, told, accepted = set(), [], {a: [] for a in people}
    for number, opens in enumerate(ROUND):
        for act in sorted(acts, key=lambda act: act.at):
            before = ROUND[number - 1] if number else 0
            now = act.what == "list" and before < act.at < opens and programs[act.who].takes_part
            if now and set(act.names) <= files[act.who]:
                lists[act.who] = act.names
        out = {}
        for p in sorted(lists):
            free = [a for a in lists[p] if (p, a) not in offered and fits(a, p)]
            for a in free[: left[p]]:
                out.setdefault(a, []).append(p)
        for a, offers in out.items():
            offered |= {(p, a) for p in offers}
            best = None if quiet[number, a] else min(offers, key=likings[a].index)
            if best is not None:
                accepted[a].append(best)
                left[best] -= 1
                needs[a] -= PARTS[programs[best].position_type]
            told += [(number + 1, p, a, "accepted" if p == best else "declined") for p in offers]
    return sorted(told), accepted, left


def test_a_thousand_weeks_agree_offer_by_offer_with_an_independent_replay():
    draw = random.Random(53)
    offers = halves = twice = 0
    for _ in range(1_000):
        week = random_week(draw)
        people, programs, _, acts, _ = week
        log = soap_week(people, programs, acts)
        told, accepted, left = replay(*week)
        assert sorted(log.offers()) == told
        assert {a: list(p) for a, p in log.accepted.items()} == accepted
        assert log.unfilled == left
        assert soap_week(people, programs, log.acts()) == log
        offers += len(told)
        halves += any(len(p) == 2 for p in accepted.values())
        twice += any(a in people and one.matched_to for a, one in people.items() if accepted[a])
    assert offers > 3_000
    assert halves > 30
    assert twice > 50


def test_a_thousand_weeks_agree_with_the_arrays_and_with_run_soap_where_all_is_categorical():
    draw = random.Random(59)
    total = 0
    for number in range(1_000):
        people, programs, likings, acts, quiet = random_week(draw)
        if number % 4 == 0:  # what run_soap knows: one type, everybody free, one list
            people = {a: Registrant() for a in people}
            programs = {
                p: OpenProgram(one.positions, takes_part=True) for p, one in programs.items()
            }
            acts = [act for act in acts if act.what != "list" or act.at == TUESDAY]
        log = soap_week(people, programs, acts)
        names, places = list(people), list(programs)
        lists = [[()] * len(places) for _ in ROUND]
        for event in log.events:
            if event.what == "list" and not event.refused:
                for n, opens in enumerate(ROUND):
                    if event.at < opens:
                        lists[n][places.index(event.who)] = event.names
        rows = [(p, a) for p in range(len(places)) for a in range(len(names))]
        standing = [
            [own[p].index(names[a]) if names[a] in own[p] else -1 for p, a in rows] for own in lists
        ]
        # Nobody without a first year of training is on a physician program's list.
        found = offer_rounds(
            [p for p, _ in rows],
            [a for _, a in rows],
            standing,
            [likings[names[a]].index(places[p]) for p, a in rows],
            [programs[p].positions for p in places],
            np.array([[not quiet[n, names[a]] for _, a in rows] for n in range(4)]),
            applicants=len(names),
            covers=[covers(programs[p].position_type) for p in places],
            lacks=[people[a].lacks for a in names],
        )
        went = zip(found.offered.tolist(), rows, strict=True)
        sent = {(n, places[p], names[a]) for n, (p, a) in went if n}
        assert sent == {offer[:3] for offer in log.offers()}
        taken = {(places[p], names[a]) for n, (p, a) in zip(found.accepted, rows, strict=True) if n}
        assert taken == {(p, a) for a, ps in log.accepted.items() for p in ps}
        total += len(sent)
        if number % 4 == 0:

            def answer(a, offers, n, quiet=quiet, likings=likings):
                return None if quiet[n - 1, a] else min(offers, key=likings[a].index)

            left = {p: one.positions for p, one in programs.items()}
            by_name = run_soap(dict(zip(places, lists[0], strict=True)), left, answer)
            assert sorted(by_name.offers) == sorted(log.offers())
    assert total > 3_000
