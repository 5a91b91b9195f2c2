"""You join the seasons of a class that has been played: the numbers of `play`, much faster.

`class_seasons` plays a class without you, and `chain` lets you join: the Match by `your_match`
(with `early_offers` before it), SOAP by `your_soap`. There `soap` puts a file more into weeks
that are settled (`settled_soap`; `soap_so_far` is what is known already). `how_far` and
`your_way` say how far everybody gets, and you.
"""
