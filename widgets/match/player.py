"""Watch the Match place a small market, one step at a time, and change the market."""

from __future__ import annotations

from collections.abc import Mapping

from widgets.charts.live_chart import LiveChart
from widgets.controls.arrange import Fold, row, side_by_side
from widgets.controls.fields import ChoiceControl, Note, TextControl
from widgets.controls.form import Form
from widgets.controls.make import action, choice, sentence_line
from widgets.match import words
from widgets.match.market_text import BOXES, read_text, write_market
from widgets.match.picture import draw, rows
from widgets.match.playback import walk_through
from widgets.match.worked_markets import WORKED

_LINES = {"applicants": 9, "programs": 9, "couples": 3}


class MatchPlayer(Form):
    """Step through the Match of a small market.

    Attributes
    ----------
    example : ChoiceControl
        Which worked example is loaded.
    first, back, next, last : ActionControl
        Where to go.
    sentence, picture : Line, LiveChart
        What happens at the present step.
    applicant, program, reason : ChoiceControl, ChoiceControl, Line
        Whom and where to ask about, and the answer once the end is reached.
    boxes : dict of str to TextControl
        The market as text: applicants, programs, couples.
    use, restore : ActionControl
        Read the boxes; put the example back into them.
    walk : Walk
        The last market that could be read, and its moments.
    step : int
        The present step.

    Examples
    --------
    >>> player = MatchPlayer()
    >>> player.next.press()
    >>> player.sentence.text
    "Step 1 of 19. Arthur proposes to City, rank 1 on Arthur's list."
    """

    def __init__(self) -> None:
        self.example = choice(words.EXAMPLE, words.EXAMPLES, next(iter(words.EXAMPLES)))
        self.first, self.back = action(words.FIRST), action(words.BACK)
        self.next, self.last = action(words.NEXT), action(words.LAST)
        market = WORKED[self.example.value]
        text = write_market(market)
        self.boxes = {
            box: TextControl(
                label=words.BOXES[box],
                help=words.BOXES_HELP[box],
                text=text[box],
                lines=_LINES[box],
            )
            for box in BOXES
        }
        self.use, self.restore = action(words.USE_LISTS), action(words.EXAMPLE_BACK)
        # The first view is drawn here, outside any callback: a broken one raises.
        self.walk, self.step = walk_through(market), 0
        sentence = self.walk.sentence(0)
        self.sentence = sentence_line(sentence, lines=2)
        self.picture = LiveChart(draw(self.walk, rows(self.walk, 0), sentence))
        self.applicant = choice(
            words.WHY_WHO, list(market.applicants), next(iter(market.applicants))
        )
        self.program = choice(words.WHY_WHERE, list(market.programs), next(iter(market.programs)))
        self.reason = sentence_line(words.WHY_LATER)
        lists = Fold(
            words.YOUR_LISTS,
            [Note(words.YOUR_LISTS_HELP), *self.boxes.values(), row([self.use, self.restore])],
        )
        dials = (
            self.example,
            row([self.first, self.back, self.next, self.last]),
            lists,
            self.applicant,
            self.program,
            self.reason,
        )
        outcome = (self.sentence, self.picture)
        super().__init__([side_by_side(dials, outcome)])
        self._held = False
        for button, way in ((self.next, 1), (self.back, -1)):
            button.observe(lambda change, way=way: self._move(change, way), names="presses")
        self.first.observe(lambda _: self.go(0), names="presses")
        self.last.observe(lambda _: self.go(self.walk.steps), names="presses")
        for control in (self.applicant, self.program):
            control.observe(self._answer, names="value")
        for box in self.boxes.values():
            box.observe(self._read, names="text")
        self.use.observe(self._read, names="presses")
        self.example.observe(self._load, names="value")
        self.restore.observe(self._load, names="presses")

    def go(self, step: int) -> None:
        """Show a step; one before the first or after the last stands for these."""
        self.step = min(max(step, 0), self.walk.steps)
        sentence = self.walk.sentence(self.step)
        self.picture.update(rows=rows(self.walk, self.step), description=sentence)
        self.sentence.text = sentence
        self._answer()

    def _move(self, change: Mapping[str, int], way: int) -> None:
        # The browser sends quick presses together, so each change may be several.
        self.go(self.step + way * (change["new"] - change["old"]))

    def _answer(self, _change: object = None) -> None:
        """Say why, once the outcome is on the page."""
        if self.step < self.walk.steps:
            self.reason.text = words.WHY_LATER
        else:
            self.reason.text = self.walk.result.why(self.applicant.value, self.program.value)

    def _load(self, _change: object = None) -> None:
        """Put the chosen example into the boxes and show its beginning."""
        self._held = True
        for box, text in write_market(WORKED[self.example.value]).items():
            self.boxes[box].text = text
        self._held = False
        self._read()
        self.go(0)

    def _read(self, _change: object = None) -> None:
        """Take over what the boxes say, or say what is wrong; the last good picture stays."""
        if self._held:
            return
        reading = read_text(**{box: control.text for box, control in self.boxes.items()})
        for box, problems in reading.problems.items():
            self.boxes[box].problem = "\n".join(problems)
        market = reading.market
        # As text: who proposes first is the order of the lines, which dictionaries do not compare.
        if market is None or write_market(market) == write_market(self.walk.market):
            return
        self.walk, self.step = walk_through(market), 0
        self._offer(self.applicant, market.applicants)
        self._offer(self.program, market.programs)
        sentence = self.walk.sentence(0)
        self.picture.chart = draw(self.walk, rows(self.walk, 0), sentence)
        self.go(0)

    def _offer(self, control: ChoiceControl, names: Mapping[str, object]) -> None:
        """Offer other names, and keep the one chosen if it is still among them."""
        with control.hold_trait_notifications():
            control.options = [[name, name] for name in names]
            if control.value not in names:
                control.value = next(iter(names))
