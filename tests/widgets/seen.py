"""What the tests of explorers share: what a reader sees, and how a bad entry is met."""


def shown(explorer):
    """Everything a reader sees of the result."""
    return explorer.sentence.text, explorer.picture.rows, explorer.picture.description


def check_refusal(explorer, dial, entered):
    """A bad entry gets one sentence by its dial; the last good picture stays until it is mended."""
    good, before = shown(explorer), dial.text
    dial.text = entered
    assert dial.problem == (
        f"{dial.label} is {entered or 'empty'}; it must be a number from {dial.low} to {dial.high}."
    )
    others = [other for other in explorer.controls.values() if other is not dial]
    assert len(others) == len(explorer.controls) - 1
    assert [other.problem for other in others] == [""] * len(others)
    assert explorer.problem.text == ""
    assert shown(explorer) == good
    dial.text = before
    assert dial.problem == ""
    assert shown(explorer) == good
