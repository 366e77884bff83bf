"""How a public figure of others is told: with how many, when, by whom and how sure."""

from questionnaires.outside import OutsideFigure
from wording.voice import Voice


def outside_line(voice: Voice, figure: OutsideFigure) -> str:
    """The figure, and all that has to stand beside it, in a line."""
    n = outside_n(voice, figure)
    return voice.say(
        "outside.line",
        says=figure.says,
        n=n if figure.n is None else voice.say("outside.n", n=n),
        date=figure.date,
        scope=figure.scope,
        source=figure.source,
        sure=voice.say(f"outside.sure_{figure.sure}"),
    )


def outside_n(voice: Voice, figure: OutsideFigure) -> str:
    """How many enterprises it is of, as far as that was stated."""
    return voice.say("outside.n_unknown") if figure.n is None else f"{figure.n:,}"
