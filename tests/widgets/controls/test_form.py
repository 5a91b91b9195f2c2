"""A form: acts in the order in which they were done, and one model for all that stands in it."""

from threading import Thread

import ipywidgets as ipw
import pytest
from ipywidgets.widgets.widget import _instances
from traitlets import TraitError

from widgets.controls import Fold, Form, Note, action, choice, columns, number, row, sentence_line
from widgets.controls.fields import PickControl


@pytest.fixture
def controls():
    return number("Interest, %", 5, 0, 10, 1), action("Reset"), sentence_line("So it is.")


@pytest.fixture
def form(controls):
    interest, reset, said = controls
    reset.observe(lambda _change: interest.reset(), names="presses")
    return Form([columns([interest, row([reset])]), said])


def test_a_form_is_one_model_whatever_stands_in_it(controls):
    before = set(_instances)
    form = Form([*controls, Note("<b>one</b>"), Fold("More", [number("Years", 1, 0, 9, 1)])])
    made = [type(_instances[id]).__name__ for id in set(_instances) - before]
    assert sorted(made) == ["Form", "Layout"]
    assert len(form.says) == 6


def test_acts_are_done_in_their_order_and_answered_once(form, controls):
    interest, reset, _ = controls
    sent = []
    form.comm.send = lambda data, **_: sent.append(data.get("state", {}))
    form.do([(4, interest.key, {"text": "7"}), (5, reset.key, {"presses": 1})])
    assert (interest.value, form.answered) == (5, 5)
    form.do([(6, reset.key, {"presses": 2}), (7, interest.key, {"text": "7"})])
    assert (interest.value, form.answered) == (7, 7)
    # One message for each, and what it says is what came of all.
    assert [state.get("answered") for state in sent] == [5, 7]
    assert sent[-1]["says"][interest.key]["text"] == "7"


def test_what_the_kernel_changes_is_told_at_once(form, controls):
    _, _, said = controls
    said.text = "It is so."
    assert form.says[said.key]["text"] == "It is so."


def test_an_act_that_goes_wrong_holds_up_no_other(controls):
    interest, reset, _ = controls
    kind = choice("Kind", ["simple"], "simple")
    form = Form([kind, interest, reset])
    with pytest.raises(TraitError, match="'compound'"):
        form.do([(1, kind.key, {"value": "compound"}), (2, interest.key, {"text": "7"})])
    assert (kind.value, interest.value, form.answered) == ("simple", 7, 2)


def test_an_act_on_what_has_gone_is_answered(form):
    form.do([(1, "no such control", {"text": "7"})])
    assert form.answered == 1


def test_nothing_but_an_answer_can_be_changed_from_outside(form, controls):
    interest, *_ = controls
    form.do([(1, interest.key, {"low": -99, "label": "Mine", "key": "x", "text": "6"})])
    assert (interest.low, interest.label, interest.value) == (0, "Interest, %", 6)


def test_parts_come_and_go_and_what_stays_keeps_its_key(form, controls):
    interest, reset, said = controls
    keys = [one.key for one in controls]
    chart = ipw.Button()
    form.arrange([interest, said, chart])
    assert [node["key"] for node in form.tree] == [keys[0], keys[2], chart.model_id]
    assert form.get_state("tree")["tree"][-1]["widget"] == f"IPY_MODEL_{chart.model_id}"
    assert set(form.says) == {keys[0], keys[2]}
    said_before = form.says
    reset.help = "gone"
    assert form.says is said_before
    form.arrange([interest, reset])
    assert form.says[reset.key]["help"] == "gone"


def test_acts_of_two_forms_take_turns():
    order = []
    one, other = action("One"), action("Other")

    def work(change):
        order.append(change["owner"].label)
        for _ in range(20_000):
            pass
        order.append(change["owner"].label)

    for button in (one, other):
        button.observe(work, names="presses")
    forms = [Form([one]), Form([other])]
    threads = [
        Thread(target=form.do, args=([(1, button.key, {"presses": 1})],))
        for form, button in zip(forms, (one, other), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert order[0] == order[1] != order[2] == order[3]


def test_a_pick_starts_empty_and_takes_only_what_it_offers():
    pick = PickControl(label="Your answer", options=[["a", "It is so."], ["b", "It is not."]])
    form = Form([pick])
    assert pick.value == ""
    form.do([(1, pick.key, {"value": "b"})])
    assert form.says[pick.key]["value"] == "b"
    with pytest.raises(TraitError, match="must be one of"):
        pick.value = "c"
    pick.value = ""
    assert form.says[pick.key]["kind"] == "pick"
