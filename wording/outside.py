"""How a public figure of others is told: with how many, when, by whom and how sure."""

from questionnaires.outside import OutsideFigure
from wording.voice import Voice


def outside_line(voice: Voice, figure: OutsideFigure) -> str:
    """The figure, and all that has to stand beside it, in a line."""
    unknown = voice.say("outside.n_unknown")
    return voice.say(
        "outside.line",
        says=figure.says,
        n=unknown if figure.n is None else voice.say("outside.n", n=f"{figure.n:,}"),
        date=figure.date,
        scope=figure.scope,
        source=figure.source,
        sure=voice.say(f"outside.sure_{figure.sure}"),
    )
