"""What a SOAP application is worth to its program by itself, whoever else applies there.

All that a season varies about one file is drawn here: what stops it, how it looks with the
week's luck, what there is to fear, and what would be heard if the program asked. Where it then
stands among the others is `engine.season.soap.piles`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.calls import find_calls
from engine.backchannel.hearing import Heard, hear
from engine.base import noise
from engine.base.among import Among
from engine.base.codes import NOT_WANTED
from engine.base.columns import concatenated
from engine.base.grouping import Floats, Ints
from engine.base.noise import Years
from engine.market.market import Market, outside_field
from engine.scenario.assumptions import Assumptions
from engine.scenario.you import Strategy
from engine.season.applications import Applications
from engine.season.impression import bare_appeal, fit
from engine.season.soap.answers import out_of_reach
from engine.season.soap.applying import SoapFiles
from engine.season.soap.lists import standing_out
from engine.season.soap.reading import filtered_in_soap, programs_of_season, signs_of_trouble


@dataclass(frozen=True, eq=False, kw_only=True)
class Worth:
    """M SOAP applications, each by itself.

    Attributes
    ----------
    files : SoapFiles
        The applications.
    stopped : ndarray of int8, shape (M,)
        The filter that stops it: index into `engine.base.codes.FILTERS`, 0 if none.
    never : ndarray of bool, shape (M,)
        Whether the program would not have the applicant again, whoever else applies.
    bare : ndarray of float, shape (M,)
        Appeal of the bare file with the week's luck and what stands out.
    fear : ndarray of float, shape (M,)
        How much of its appeal it loses to a program that is not desperate.
    slow : ndarray of bool, shape (M,)
        Whether the applicant is out of reach for hours, where programs mind.
    words : Heard
        What is acted on of what would be said of it, by application.
    """

    files: SoapFiles
    stopped: NDArray[np.int8]
    never: NDArray[np.bool_]
    bare: Floats
    fear: Floats
    slow: NDArray[np.bool_]
    words: Heard

    def __len__(self) -> int:
        return len(self.files)

    @property
    def readable(self) -> NDArray[np.bool_]:
        """Whether anything but want of time may keep it from being read."""
        can: NDArray[np.bool_] = (self.stopped == 0) & ~self.never
        return can

    @property
    def silent(self) -> Worth:
        """The same, of whom nobody says a word."""
        return replace(self, words=self.words.only(slice(0)))

    def only(self, rows: Ints) -> Worth:
        """Keep some of them, in this order."""
        place = np.full(len(self), -1, np.int64)
        place[rows] = np.arange(len(rows))
        about = place[self.words.application]
        kept = np.flatnonzero(about >= 0)
        kept = kept[np.argsort(about[kept], kind="stable")]
        return self._with(
            {name: getattr(self, name)[rows] for name in _COLUMNS},
            files=self.files.only(rows),
            words=replace(self.words.only(kept), application=about[kept]),
        )

    def joined(self, other: Worth) -> Worth:
        """Add further applications."""
        words = replace(other.words, application=other.words.application + len(self))
        return self._with(
            {
                name: np.concatenate([getattr(self, name), getattr(other, name)])
                for name in _COLUMNS
            },
            files=concatenated(SoapFiles, self.files, other.files),
            words=concatenated(Heard, self.words, words),
        )

    def among(self, others: Worth, among: Among) -> Worth:
        """Put these applications between some of others, by season and applicant."""
        place = np.full(len(others), -1, np.int64)
        place[among.rows] = among.theirs
        about = place[others.words.application]
        kept = np.flatnonzero(about >= 0)
        about, mine = about[kept], among.mine[self.words.application]
        before = np.searchsorted(about, mine)
        words = Among(kept, before).table(self.words, others.words)
        return self._with(
            {name: among.values(getattr(self, name), getattr(others, name)) for name in _COLUMNS},
            files=among.table(self.files, others.files),
            words=replace(words, application=np.insert(about, before, mine)),
        )

    def in_seasons(self, season: Ints, people: int, programs: int) -> Worth:
        """Give the applications, of so many applicants and programs a season, other seasons."""
        files = self.files.in_seasons(season, people, programs)
        words = replace(self.words, season=season[self.words.application])
        return replace(self, files=files, words=words)

    def _with(self, columns: dict[str, NDArray[np.generic]], **parts: object) -> Worth:
        return replace(self, **columns, **parts)  # type: ignore[arg-type]


_COLUMNS = ("stopped", "never", "bare", "fear", "slow")


def worth_of(
    applications: Applications,
    files: SoapFiles,
    met: NDArray[np.int8],
    strategy: Strategy,
    years: Years,
) -> Worth:
    """Look at every SOAP application by itself; ``strategy`` is yours.

    ``met``, shape (M,), is how the two had met before the Match: index into
    `engine.base.codes.MET`.
    """
    dials, market = applications.dials, applications.market
    stopped, demoted = filtered_in_soap(market, files, dials)
    bare = _bare(applications, files, years)
    bare += standing_out(market, files, met, dials, years)
    keys = years.keys("never")[files.season]
    never = (met == NOT_WANTED) & noise.happens(dials.soap_never_share, keys, files.pair)
    slow = np.zeros(len(files), bool)
    if dials.soap_silence:
        slow = out_of_reach(market, dials, strategy, years).ravel()[files.applicant_cell]
    return Worth(
        files=files,
        stopped=stopped,
        never=never,
        bare=bare,
        fear=_fear(market, files, demoted, dials, years),
        slow=slow,
        words=_words(applications, files, (stopped == 0) & ~never, years),
    )


def _bare(applications: Applications, files: SoapFiles, years: Years) -> Floats:
    """Appeal of the bare files, with the week's luck, shape (M,)."""
    dials, market = applications.dials, applications.market
    applicants, programs = market.applicants, market.programs
    who, where = files.applicant, files.program
    near = applicants.region[who] == programs.region[where]
    wrong = outside_field(applicants, programs, who, where)
    belief = applications.belief["soap"]
    seen = bare_appeal("soap", belief, who, fit("soap", near, wrong, dials), dials)
    taste = years.keys("taste soap")[files.season]
    seen += dials.taste_soap * noise.normal(taste, files.pair)
    return seen


def _fear(
    market: Market, files: SoapFiles, demoted: NDArray[np.bool_], dials: Assumptions, years: Years
) -> Floats:
    """How much of its appeal a file loses to a program that is not desperate, shape (M,)."""
    burnt = programs_of_season(market, "burnt", dials.soap_burnt_share, years)
    signs = signs_of_trouble(market.applicants)[files.applicant]
    twice = 1 + burnt.ravel()[files.program_cell]
    fear: Floats = dials.soap_risk * signs * twice + dials.soap_demotion * demoted
    return fear


def _words(
    applications: Applications, files: SoapFiles, readable: NDArray[np.bool_], years: Years
) -> Heard:
    """Draw what would be acted on if programs asked about every file that they may read."""
    market, speakers, rows = applications.market, applications.speakers, np.flatnonzero(readable)
    who, where = files.applicant[rows], files.program[rows]
    calls = find_calls(market, speakers, who, where, applications.dials)
    heard = hear(calls, speakers, years, files.season[rows[calls.application]])
    return replace(heard, application=rows[heard.application])
