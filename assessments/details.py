"""What is kept beside a scorecard for the figures of a city: names with a number each.

It is written once, when the card begins to count, and never changed; so it says what stood then,
and stays with the card when the firm is erased. Nothing in it is anybody's words.
"""

from collections.abc import Collection, Mapping

ITEMS = "items"  # an answered item: its value in 0..1
CLAIMS = "claims"  # of a signed one: what was claimed (``claimed:`` a node), and verdicts
WISHES = "wishes"  # ``concern:`` and ``solution:`` what the enterprise named or chose: 1

Figures = Mapping[str, float | None]


def wishes(concerns: Collection[str], solutions: Collection[str]) -> Figures:
    """What presses an enterprise, and the solutions that somebody put into its plan."""
    named = {f"concern:{id}": 1.0 for id in sorted(concerns)}
    return {"said": 1.0, **named, **{f"solution:{id}": 1.0 for id in sorted(solutions)}}
