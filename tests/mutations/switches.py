"""How each thing that the ledger refers to is switched off, and in which season it can act.

A reference has seasons with it and without it: of a dial the default "you" of both presets, the
articles' world without rules, and the seasons that its own tests are made of.
"""

from engine import Scenario, roles
from engine.base.errors import MarketError
from engine.scenario.assumptions import dial
from engine.scenario.you import SOAP_CLOCKS
from tests.engine.backchannel.test_voices_depth import DIRECTIONS as IN_DEPTH
from tests.engine.season.test_position_types import EFFECTS as TYPE_EFFECTS
from tests.engine.season.test_soap_dials import EFFECTS as SOAP_EFFECTS
from tests.engine.season.test_vetting import DIRECTIONS as VETTING
from tests.engine.season.test_vetting import NOTED
from tests.engine.sources.test_ledger import DIRECTIONS
from tests.engine.study.test_dials import EFFECTS

SOURCE = Scenario(preset="source")
# The value at which a dial has no effect, where that is not the low end of its range.
OFF = {
    "caution_ranking": 0.0,
    "chance_acted_on_inside": 0.0,
    "exam_cut": 180.0,
    "fit_wrong_field": 0.0,
    "interview_gate": -10.0,
    "inside_weight": 1.0,
    "look_whole": 0.0,
    "memory_half_life": 120.0,
    "networks": "equal",
    "rescue_reach": 120.0,
    "sponsors_visa_share": 1.0,
    "takes_failed_attempt_share": 1.0,
    "tie_across_fields": 1.0,
    "tie_of_residents_near": 1.0,
    "tie_per_graduate": 1.0,
    "vague_pull": 1.0,
    "voice_bias": 0.0,
    "voices_non_us_img": 1.0,
    "contacts_free": 60,
    "veto_influence": 0.0,
    "acquaintance_pull": 1.0,
    "abroad_clarity": 1.0,
    "once_wrong_share": 0.0,
    "pattern_floor": -10.0,
    "ripple_reading": "split",
    "graduates_solid": 1.0,
    "paper_floor": -10.0,
    "soap_first_bar": -10.0,
    "soap_liking_part": 0.0,
    "soap_long_list": 1000.0,
    "soap_minutes": 2000.0,
    "soap_plan_big_name": 1.0,
    "soap_plan_community": 1.0,
    "soap_plan_mid_tier": 1.0,
    "soap_plan_new": 1.0,
    "soap_rounds": 1,
    "soap_short_list": 1000.0,
    "soap_years_most": 40,
    "trusted_from": 1.0,
    "vetting_rule": "mean",
    "tie_in_region": 1.0,
    "tie_in_small_field": 1.0,
    "tie_of_img": 1.0,
    "voices_combine": "mean",
    "year_limit": 20,
    "endorsement_effect": "none",
    "lists_open_late": 1.0,
    "invitations_open_late": 1.0,
}
# What nothing in a season shows, and why it may stay in the ledger all the same.
EXCUSED = {
    "assumptions.paper_floor": "no file so weak is spoken well of by enough; at 0 it bars many",
    "S0-69": "a conversion of a phrase into points of the exam, and no stage",
    "S1-03": "calls and their minutes: arithmetic on the document's own numbers",
    "S1-31": "where twenty places matter: arithmetic on one list",
    "I-23": "which scores pass today: pass marks in the table of figures",
    "I-29": "which numbers may be compared: scales in the table of claims",
}
# Settings of "you" and of a voice: what is switched on, and with what else.
SETTINGS = {
    "you.tone": (SOURCE.with_voice("attending", "great worker", 2, 20), {"you.tone": -1.0}),
    "you.told_number_one": (
        Scenario(preset="source", rules=False).with_you(step2=250),
        {"you.told_number_one": 5},
    ),
    "you.school_record": (SOURCE, {"you.school_record": "bad"}),
    "you.early_note": (
        NOTED.with_you(early_note=False).with_assumptions(note_cover=3.0),
        {"you.early_note": True},
    ),
    "you.home_program": (SOURCE, {"you.home_program": True}),
    "you.interview": (SOURCE.with_you(step2=250), {"you.interview": -2.0}),
}
_IN_SOAP = SOURCE.with_you(step2=238).with_strategy(applications=0)
for _name, _value in {
    "strategy.soap_clock": SOAP_CLOCKS[-1],
    "strategy.soap_focus": True,
    "strategy.soap_reply_hours": 12.0,
    "strategy.soap_watches": False,
}.items():
    SETTINGS[_name] = (_IN_SOAP, {_name: _value})
SETTINGS["strategy.soap_part"] = (
    Scenario().with_market(position_types=True).with_you(step2=225),
    {"strategy.soap_part": False},
)
_TOLD = SOURCE.with_voice("attending", "great worker", 2, 20)
for _name, _value in {
    "asked": 5,
    "coerced": True,
    "known": True,
    "months_since": 60,
    "programs": 3,
    "repeated": True,
    "specific": False,
    "when": "January or later",
}.items():
    SETTINGS[f"voice.{_name}"] = (_TOLD, {f"voices[0].{_name}": _value})


def pairs(reference):
    """Return named pairs of scenarios, with what the reference is about and without it."""
    kind, _, name = reference.partition(": ")
    if kind == "phrases":
        return {"made for it": (_said(name), SOURCE.with_you(step2=250))}
    if kind == "roles":
        with_it = SOURCE.with_voice(name, "I'd take them", 2, 20)
        return {"made for it": (with_it, SOURCE)}
    if reference in SETTINGS:
        without, change = SETTINGS[reference]
        return {"made for it": (without.with_settings(change), without)}
    if reference == "scenario.rules.judge":
        told = SOURCE.with_you(step2=214).with_voice("attending", "I'd take them", 2, 20)
        told = told.with_you(told_number_one=3)
        return {"made for it": (told, told.with_rules(False))}
    if reference.startswith("assumptions."):
        return _of_dial(reference.removeprefix("assumptions."))
    return {}


def _of_dial(name):
    """Turn a dial to where it has no effect: in both presets, and where its tests can see it."""
    off = OFF.get(name, dial(name)["low"])
    found = {}
    worlds = {"evidence": Scenario(), "source": SOURCE, "rules off": SOURCE.with_rules(False)}
    made = [case[1] for case in (*DIRECTIONS, *IN_DEPTH, *VETTING) if case[0] == name]
    made += [where for _, _, *rest in _effects(name) for where in rest]
    worlds |= {f"made for it, {n}": scenario for n, scenario in enumerate(made, 1)}
    for world, scenario in worlds.items():
        with_it = scenario
        if getattr(scenario.assumptions, name) == off:  # switched on first
            ends = [*dial(name)["choices"], dial(name)["high"], dial(name)["low"]]
            on = next(end for end in ends if end is not None and end != off)
            with_it = scenario.with_assumptions(**{name: on})
        found[world] = (with_it, scenario.with_assumptions(**{name: off}))
    return found


def _effects(name):
    """Return what the tests of a dial say of it: a measure, a direction, perhaps a scenario."""
    return [table[name] for table in (EFFECTS, SOAP_EFFECTS, TYPE_EFFECTS) if name in table]


def _said(phrase):
    """Let somebody say it at many programs."""
    strong = SOURCE.with_you(step2=250)
    for role in ("home program director", *roles()):
        try:
            return strong.with_voice(role, phrase, 2, 20)
        except MarketError:
            continue
    raise LookupError(phrase)


def closed_form(reference):
    """Whether a reference is a formula or a table of figures, and touches no season."""
    return reference.startswith(("formulas.", "sources."))


def measurement(reference):
    """Whether a reference is a study of seasons, or one of their functions: nothing to switch."""
    rooms = ("study.", "season.", "backchannel.", "matching.", "market.")
    return reference.startswith(rooms)
