"""The explorers of chapter 02, "safe, rank only, too risky"."""

from widgets.safe_rank_only_too_risky.bad_name import BadName
from widgets.safe_rank_only_too_risky.before_all_in import BeforeAllIn
from widgets.safe_rank_only_too_risky.early_offer import EarlyOffer
from widgets.safe_rank_only_too_risky.early_replay import EarlyReplay
from widgets.safe_rank_only_too_risky.may_they import MayTheyOffer
from widgets.safe_rank_only_too_risky.three_buckets import ThreeBuckets
from widgets.safe_rank_only_too_risky.two_graduates import TwoGraduates
from widgets.safe_rank_only_too_risky.veto_or_mean import VetoOrMean

__all__ = [
    "BadName",
    "BeforeAllIn",
    "EarlyOffer",
    "EarlyReplay",
    "MayTheyOffer",
    "ThreeBuckets",
    "TwoGraduates",
    "VetoOrMean",
]
