"""What holds for every test."""

from hypothesis import settings

# The machine may be slow and shared: an example that takes long is not a fault.
settings.register_profile("course", deadline=None, print_blob=True)
settings.load_profile("course")
