"""A store that cannot be opened."""

from assessments.refusals import Refusal


class StoreProblem(Refusal):
    """There is no usable store at the address; ``store`` names it without its password."""
