"""How the city has moved from year to year, and why that is not the progress of each."""

from i18n import one_decimal
from reports.report import Block, Paragraph
from services.bulletin.pictures import total_bars
from services.bulletin.speaking import BulletinVoice, mean_of


def trend(voice: BulletinVoice) -> tuple[Block, ...]:
    """The chapter."""
    seen = [row for row in voice.year_rows if mean_of(row, voice.total) is not None]
    if len(seen) < 2:  # noqa: PLR2004  (nothing to set against each other)
        return (Paragraph(voice.say("bulletin.trend_hidden")),)
    first, last = seen[0], seen[-1]
    before, now = mean_of(first, voice.total) or 0.0, mean_of(last, voice.total) or 0.0
    text = voice.say(
        "bulletin.trend_text",
        first=voice.text(first.title),
        before=one_decimal(before),
        last=voice.text(last.title),
        now=one_decimal(now),
        change=voice.moved(before, now),
    )
    by_dimension = _dimensions(voice)
    return (
        Paragraph(text),
        Paragraph(voice.say("bulletin.trend_about")),
        *(Paragraph(told) for told in (_panel(voice), _mix(voice)) if told),
        *([Paragraph(by_dimension)] if by_dimension else []),
        total_bars(voice, voice.say("bulletin.trend_caption"), voice.year_rows),
        voice.source(every_year=True),
    )


def since_last_year(voice: BulletinVoice) -> str:
    """The total against the year before in a sentence; "" where one of them is hidden."""
    before = voice.city.before
    if before is None:
        return ""
    then, now = (mean_of(each.city, voice.total) for each in (before, voice.figures))
    if then is None or now is None:
        return ""
    told = voice.say(
        "bulletin.sum_trend",
        before_year=before.year,
        before=one_decimal(then),
        change=voice.moved(then, now),
    )
    n, panel = _shown(voice, "panel", "before", "now")
    if len(panel) < 2:  # noqa: PLR2004  (then and now)
        return told
    change = voice.moved(panel["before"], panel["now"])
    return voice.sentences([told, voice.say("bulletin.sum_panel", n=n, change=change)])


def _shown(voice: BulletinVoice, subject: str, *ids: str) -> tuple[str, dict[str, float]]:
    """How many the city's row of a subject is of, and those of its means that may be seen."""
    figures = voice.city.beside.get(subject)
    if figures is None:
        return "", {}
    known = {each.id: mean_of(figures.city, each) for each in figures.legend.measures}
    found = {id: mean for id in ids if (mean := known.get(id)) is not None}
    return voice.count(figures.city.count), found


def _panel(voice: BulletinVoice) -> str:
    """The enterprises of both years, then and now."""
    n, found = _shown(voice, "panel", "before", "now")
    if len(found) < 2:  # noqa: PLR2004  (then and now)
        return ""
    before, now = found["before"], found["now"]
    return voice.say(
        "bulletin.trend_panel",
        n=n,
        before=one_decimal(before),
        now=one_decimal(now),
        change=voice.moved(before, now),
    )


def _mix(voice: BulletinVoice) -> str:
    """What the mean would be with the mix of the first year, and how sure that is."""
    _, found = _shown(voice, "mix", "adjusted", "low", "high")
    if len(found) < 3:  # noqa: PLR2004  (a mean and both ends)
        return ""
    return voice.say("bulletin.trend_mix", **{id: one_decimal(each) for id, each in found.items()})


def _dimensions(voice: BulletinVoice) -> str:
    """Which dimension has moved most since the year before, and which least."""
    before = voice.city.before
    if before is None:
        return ""
    moves = []
    for part in voice.parts:
        then, now = mean_of(before.city, part), mean_of(voice.figures.city, part)
        if then is not None and now is not None:
            moves.append((abs(now - then), voice.dimension(part), voice.moved(then, now)))
    if not moves:
        return ""
    moves.sort(reverse=True)
    least = ""
    if len(moves) > 1:
        least = voice.say("bulletin.trend_least", least=moves[-1][1], least_change=moves[-1][2])
    return voice.say(
        "bulletin.trend_dimensions_text",
        before_year=before.year,
        most=moves[0][1],
        most_change=moves[0][2],
        least=least,
    )
