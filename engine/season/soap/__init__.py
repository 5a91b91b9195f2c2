"""SOAP: what people do around the official offer rounds.

`applying` says who sends files where, `reading` how they are read in a hurry, and `met` who was
interviewed there before. `worth` is a file by itself, `piles` sort the files of each program,
`lists` say who stands where on them round by round, and `answers` what applicants say to offers.
`week` calls them; whom it places are its `placements`.
"""
