"""What `run.py` needs besides the course: it looks at the machine, its browser, the versions."""
