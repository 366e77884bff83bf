"""Random generators of a drawn seed: quick to draw, quick to shrink, and short to tell."""

from random import Random

from hypothesis import strategies as st

RANDOMS = st.builds(Random, st.integers(0, 2**32))
