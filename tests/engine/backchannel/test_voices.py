"""Who speaks, which programs hear it, what is acted on."""

from dataclasses import replace

import numpy as np
import pytest

from engine import MarketError, Scenario, phrases
from engine.backchannel.calls import find_calls as calls_made
from engine.backchannel.class_voices import draw_speakers
from engine.backchannel.hearing import hear
from engine.backchannel.your_voices import your_speakers
from engine.base.codes import BORDERLINE, MOMENTS
from engine.base.noise import Years
from engine.market.draw import draw_class, draw_you
from engine.scenario.assumptions import Assumptions
from engine.scenario.voice import MOST_VOICES, Voice
from engine.scenario.you import MarketSettings, Strategy, You

PRAISE = "I'd take them"
DIALS = Assumptions()


OTHERS = draw_class(MarketSettings(seed=3), DIALS)


def market(**you):
    return OTHERS.joined(draw_you(OTHERS, You(**you), Strategy(), DIALS))


def all_speakers(where, voices, dials):
    """Everybody's speakers, yours last."""
    return draw_speakers(OTHERS, dials).joined(your_speakers(where, voices, dials, You()))


def find_calls(where, people, applicant, program, dials):
    """Calls where every program asks everybody it knows."""
    sure = replace(dials, chance_called_borderline=1.0)
    borderline = np.full(len(program), BORDERLINE, np.int8)
    return calls_made(where, people, applicant, program, sure, borderline)


def voice(role="home program director", phrase=PRAISE, **more):
    return Voice(role=role, phrase=phrase, **more)


def reached(where, *voices, dials=DIALS):
    """Programs that hear the voices of "you", one list per voice."""
    people = all_speakers(where, voices, dials)
    mine = slice(*where.start[-2:])
    made = find_calls(where, people, where.applicant[mine], where.program[mine], dials)
    first = people.start[-2]
    return [
        where.program[mine][made.application[made.speaker == first + n]].tolist()
        for n in range(len(voices))
    ]


def test_others_have_their_speakers_whatever_yours_are():
    where = market()
    alone, backed = all_speakers(where, (), DIALS), all_speakers(where, (voice(), voice()), DIALS)
    assert len(backed.key) == len(alone.key) + 2
    for name in ("applicant", "key", "voice_weight", "value_mean", "value_sd", "level"):
        np.testing.assert_array_equal(getattr(alone, name), getattr(backed, name)[:-2])
    assert backed.start[-1] - backed.start[-2] == 2
    assert len(set(backed.key.tolist())) == len(backed.key)


def test_number_of_speakers():
    counts = np.diff(all_speakers(market(), (), DIALS).start)[:-1]
    assert counts.mean() == pytest.approx(1.2, abs=0.2)
    assert counts.max() <= 4
    assert np.diff(all_speakers(market(), (), Assumptions(voices_mean=0)).start).max() == 0


def test_a_phrase_that_was_chosen_is_what_is_said():
    where = market()
    people = all_speakers(where, tuple(voice(phrase=text) for text in list(phrases())[:16]), DIALS)
    yours = people.applicant == where.you
    codes = [phrase.code for phrase in list(phrases().values())[:16]]
    # A home director adds .2 SD of sugar, of which half is seen through.
    assert people.value_mean[yours] == pytest.approx(np.array(codes) / 1.5 - 0.1)
    plain = all_speakers(where, (voice(),), Assumptions(sugar_coating=0.0))
    assert plain.value_mean[-1] == pytest.approx(2.0)
    assert (people.value_sd[yours] == 0).all()
    assert (people.value_sd[~yours] > 0).all()


def test_influence_pulls_and_want_of_candor_is_seen_through():
    where = market()
    people = all_speakers(where, (voice(), voice("attending")), DIALS)
    assert people.voice_weight[-2:] == pytest.approx([0.9 * 0.9, 0.1 * 0.4])
    assert people.value_mean[-2:] == pytest.approx([2 - 0.5 * 0.2, 2 - 0.5 * 0.6])


def test_ties_belong_to_the_person():
    # Whoever else speaks, and whatever is said, the same director knows the same programs.
    where = market()
    few = Assumptions(tie_share=0.4)
    alone = reached(where, voice("chief resident"), dials=few)[0]
    assert 0 < len(alone) < 30
    for others in ((voice(),), (voice(), voice("resident"))):
        assert reached(where, *others, voice("chief resident"), dials=few)[-1] == alone
    assert reached(where, voice("chief resident", "Hard pass"), dials=few)[0] == alone
    assert reached(where, voice("resident"), dials=few)[0] != alone
    first, second = reached(where, *2 * (voice("chief resident"),), dials=few)
    assert first == alone != second


def test_more_ties_keep_those_there_are():
    where = market()
    some, more, all_of_them = (
        set(reached(where, voice(), dials=Assumptions(tie_share=share))[0])
        for share in (0.2, 0.6, 1.0)
    )
    assert some < more < all_of_them == set(where.program[slice(*where.start[-2:])].tolist())
    assert reached(where, voice(), dials=Assumptions(tie_share=0))[0] == []


def test_programs_by_number_are_those_a_speaker_would_call():
    where = market(applicant_type="non-US IMG")
    programs = where.programs
    applied = set(where.program[slice(*where.start[-2:])].tolist())
    open_to_you = {p for p in applied if programs.sponsors_visa[p] and not programs.seniors_only[p]}
    assert 5 < len(open_to_you) < len(applied)
    assert set(reached(where, voice(programs=len(programs)))[0]) == open_to_you
    known = set(reached(where, voice())[0]) & open_to_you
    for number in range(len(open_to_you) + 1):
        called = set(reached(where, voice(programs=number))[0])
        assert len(called) == number
        # Those the speaker knows come first.
        assert called <= known or known <= called
    senior = market(applicant_type="US MD senior")
    applied = senior.program[slice(*senior.start[-2:])]
    assert len(reached(senior, voice(programs=1_000))[0]) == len(applied)


def test_programs_by_name():
    where = market()
    mine = where.program[slice(*where.start[-2:])]
    names = tuple(where.programs.names[p] for p in mine[[0, 4]])
    assert sorted(reached(where, voice(programs=names))[0]) == sorted(mine[[0, 4]].tolist())
    assert reached(where, voice(programs=()))[0] == []


@pytest.mark.parametrize("when", MOMENTS)
def test_early_offers_are_made_on_words_said_by_december(when):
    where = market()
    people = your_speakers(where, (voice(when=when),), DIALS, You())
    assert people.by_december.tolist() == [when in ("by September", "October to December")]


def test_every_unknown_program_is_named():
    voices = (voice(programs=("Alder", "Nowhere")), voice(programs=("Atlantis",)))
    with pytest.raises(MarketError) as caught:
        all_speakers(market(), voices, DIALS)
    assert caught.value.problems == (
        "voices[0]: there is no program called 'Nowhere'",
        "voices[1]: there is no program called 'Atlantis'",
    )


def test_a_known_speaker_is_acted_on_more_often():
    where = market()
    dials = Assumptions(blanket_cost=0.0)
    people = all_speakers(where, (voice(programs=30),), dials)
    made = find_calls(where, people, where.applicant, where.program, dials)
    assert set(made.chance.tolist()) == {np.float32(0.41), np.float32(0.14)}
    assert (made.chance[made.speaker < len(people.key) - 1] == np.float32(0.41)).all()
    heard = hear(made, people, Years(1, np.arange(400)))
    share = np.bincount(heard.call, minlength=len(made.application)) / 400
    assert abs(share - made.chance).max() < 0.11  # four standard errors of one call
    assert abs((share - made.chance).mean()) < 0.005


def test_nobody_acts_where_endorsements_have_no_effect():
    where = market()
    dials = Assumptions(endorsement_effect="none", chance_acted_on_known=1.0)
    people = all_speakers(where, (voice(programs=30),), dials)
    made = find_calls(where, people, where.applicant, where.program, dials)
    assert len(made.application) > 100
    assert len(hear(made, people, Years(1, np.arange(50))).call) == 0


def test_seasons_do_not_depend_on_each_other():
    where = market()
    people = all_speakers(where, (voice(),), DIALS)
    made = find_calls(where, people, where.applicant, where.program, DIALS)
    whole, part = (hear(made, people, Years(1, np.array(n))) for n in (range(9), [6]))
    own = whole.season == 6
    np.testing.assert_array_equal(whole.call[own], part.call)
    np.testing.assert_array_equal(whole.value[own], part.value)
    once = np.zeros(len(made.application), np.int64)
    one_each = hear(made, people, Years(1, np.array([6])), once)
    np.testing.assert_array_equal(one_each.call, part.call)
    np.testing.assert_array_equal(one_each.value, part.value)


def test_a_speaker_says_the_same_to_everybody_in_a_season():
    where = market()
    dials = Assumptions(tie_share=1.0, chance_acted_on_known=1.0)
    people = all_speakers(where, (), dials)
    made = find_calls(where, people, where.applicant, where.program, dials)
    heard = hear(made, people, Years(1, np.arange(2)))
    who = made.speaker[heard.call]
    for season in (0, 1):
        own = heard.season == season
        said = set(zip(who[own].tolist(), heard.value[own].tolist(), strict=True))
        assert len(said) == len({speaker for speaker, _ in said}) > 50
    first, second = (heard.value[heard.season == s] for s in (0, 1))
    assert (first != second).any()
    # Mean and spread as the dials say: bias .5, and readiness with noise of unit variance.
    assert heard.value.mean() == pytest.approx(0.5, abs=0.15)
    assert heard.value.std() == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({"role": "dean"}, "voices[0].role is 'dean'; it must be one of home program director,"),
        ({"role": ["dean"]}, "voices[0].role is ['dean']"),
        ({"phrase": "nice"}, "voices[0].phrase: 'nice' is not a phrase of the lexicon"),
        ({"phrase": None}, "voices[0].phrase: None is not a phrase of the lexicon"),
        ({"level": 5}, "voices[0].level is 5; it must be a whole number from 0 to 4"),
        ({"level": 2.0}, "voices[0].level is 2.0;"),
        ({"known": "yes"}, "voices[0].known is 'yes'; it must be true, false or null"),
        ({"specific": None}, "voices[0].specific is None; it must be true or false"),
        ({"repeated": 1}, "voices[0].repeated is 1; it must be true or false"),
        ({"when": "May"}, "voices[0].when is 'May'; it must be one of 'by September',"),
        ({"when": ["May"]}, "voices[0].when is ['May'];"),
        ({"level": True}, "voices[0].level is True;"),
        ({"programs": -1}, "voices[0].programs is -1; it must be a number from 0,"),
        ({"programs": 1.5}, "voices[0].programs is 1.5;"),
        ({"programs": ("Alder", 3)}, "voices[0].programs is ('Alder', 3);"),
        ({"programs": "Alder"}, "voices[0].programs is 'Alder';"),
    ],
)
def test_a_voice_says_what_is_wrong_with_it(setting, said):
    with pytest.raises(MarketError) as caught:
        Scenario().with_voice(**{"role": "resident", "phrase": PRAISE, **setting})
    (problem,) = caught.value.problems
    assert problem.startswith(said)


def test_too_many_voices():
    scenario = Scenario(voices=(voice(),) * MOST_VOICES)
    with pytest.raises(MarketError, match="at most 16"):
        scenario.with_voice(role="resident", phrase=PRAISE)
