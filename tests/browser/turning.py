"""The controls of an explorer turned to their ends in rounds, and its pictures looked at."""

from tests.browser.readable import PICTURES, unreadable
from tests.browser.steps import rest

ENTRIES = {
    "last entries": lambda texts: texts[-1],
    "longest entries": lambda texts: max(texts, key=len),
}


def rounds(page, explorer):
    """Turn all controls of a kind the same way; give the name of each round once it is made.

    What was turned stays so: sliders stand at their lower ends while lists and switches go on,
    and later looks meet all of them there.
    """
    dials = explorer.locator(".btm-dials")
    for name, key in (("upper ends", "End"), ("lower ends", "Home")):
        if [slider.press(key) for slider in can_be_turned(dials.get_by_role("slider"))]:
            yield name
    for name, entry in ENTRIES.items():
        lists = 0
        for choice in can_be_turned(dials.locator("select")):
            if lists == 1:
                rest(page, 20)  # the first one may have brought other entries to those below
            choice.select_option(label=entry(choice.locator("option").all_text_contents()))
            lists += 1
        if lists:
            yield name
    if [switch.click() for switch in can_be_turned(dials.get_by_role("checkbox"))]:
        yield "switches turned"


def can_be_turned(controls):
    """Give the controls that can be seen and used when it is their turn."""
    return (one for one in controls.all() if one.is_visible() and one.is_enabled())


def faults_of(explorer):
    """Say what cannot be read in the pictures of an explorer."""
    pictures = explorer.locator(PICTURES).all()
    assert pictures
    return [fault for one in pictures for fault in unreadable(one)]
