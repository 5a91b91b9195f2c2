"""Words that several rooms say, and the few kinds of quiet HTML they stand in."""
