"""Every control of an explorer turned to its ends, and its pictures looked at after each turn."""

from tests.browser.readable import PICTURES, unreadable
from tests.browser.steps import rest


def turned(explorer):
    """Turn one control after the other, and give the name of each turn once it is made.

    What was turned stays so: after the first round all sliders stand at their upper ends, after
    the second at their lower ones, and from there the lists and switches go on.
    """
    dials = explorer.locator(".btm-dials")
    for key in ("End", "Home"):
        for slider in can_be_turned(dials.get_by_role("slider")):
            slider.press(key)
            yield f"{slider.get_attribute('aria-label')}: {key}"
    for nth, choice in enumerate(can_be_turned(dials.locator("select"))):
        texts = choice.locator("option").all_text_contents()
        for text in dict.fromkeys((texts[-1], max(texts, key=len), texts[0])):
            choice.select_option(label=text)
            yield f"list {nth}: {text}"
    for nth, switch in enumerate(can_be_turned(dials.get_by_role("checkbox"))):
        for state in ("first", "second"):
            switch.click()
            yield f"switch {nth}, for the {state} time"


def can_be_turned(controls):
    """Give the controls that can be seen and used when it is their turn."""
    return (one for one in controls.all() if one.is_visible() and one.is_enabled())


def faults_at_every_turn(page, explorer):
    """Turn all of them; return how many turns, and what cannot be read after each, by its name."""
    found, before, turns = {}, [], 0
    for name in turned(explorer):
        turns += 1
        rest(page, 150)
        pictures = explorer.locator(PICTURES).all()
        assert pictures, name
        faults = [fault for one in pictures for fault in unreadable(one)]
        if faults and faults != before:
            found[name] = faults
        before = faults
    return turns, found
