"""The explorers of chapter 05, "three sentences on a phone"."""

from widgets.three_sentences_on_a_phone.flip_point import FlipPoint
from widgets.three_sentences_on_a_phone.one_chain import OneChain
from widgets.three_sentences_on_a_phone.one_sentence import OneSentence
from widgets.three_sentences_on_a_phone.one_voice import OneVoice
from widgets.three_sentences_on_a_phone.phrase_ladder import PhraseLadder
from widgets.three_sentences_on_a_phone.reliable_one import ReliableOne

__all__ = ["FlipPoint", "OneChain", "OneSentence", "OneVoice", "PhraseLadder", "ReliableOne"]
