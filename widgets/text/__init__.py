"""Words that several rooms say, numbers as people read and write them, and quiet HTML."""
