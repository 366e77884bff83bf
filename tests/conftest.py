"""What holds for every test."""

from hypothesis import settings

# A shared machine pauses at will; how long an example takes is a benchmark's matter.
settings.register_profile("shuzhen", deadline=None)
settings.load_profile("shuzhen")
