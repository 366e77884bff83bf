"""The whole city: how many, how they are spread over the levels, how the dimensions stand."""

from aggregates.figures import Hidden
from i18n import one_decimal
from reports.report import Block, Heading, Paragraph
from services.bulletin.pictures import dimension_bars, level_bars
from services.bulletin.speaking import BulletinVoice, mean_of

FEW = 3  # dimensions that are named at each end


def overall(voice: BulletinVoice) -> tuple[Block, ...]:
    """The chapter."""
    return (
        Paragraph(total_text(voice)),
        Heading("levels", voice.say("bulletin.levels_heading")),
        *_levels(voice),
        Heading("dimensions", voice.say("bulletin.dimensions_heading")),
        *_dimensions(voice),
        voice.source(),
    )


def total_text(voice: BulletinVoice) -> str:
    """How many count, and their mean."""
    mean = mean_of(voice.figures.city, voice.total)
    if mean is None:
        return voice.say("bulletin.total_hidden")
    return voice.say("bulletin.total_text", n=voice.n, mean=one_decimal(mean), scale=voice.scale)


def _levels(voice: BulletinVoice) -> tuple[Block, ...]:
    row, levels = voice.figures.city, voice.figures.city.levels
    first = voice.most_common(row)
    if isinstance(levels, Hidden) or first is None:
        return (Paragraph(voice.say("bulletin.levels_hidden")),)
    said = {"first": voice.all_quoted(first[0]), "first_share": first[1]}
    second = voice.most_common(row, max(share.percent for share in levels))
    if second is None:
        text = voice.say("bulletin.levels_text_one", **said)
    else:
        top = voice.level_title(voice.figures.legend.levels[-1])
        highest = {"level": voice.quoted(top), "share": voice.share(levels[-1])}
        named = top in first[0] or top in second[0]
        ends = "" if named else voice.say("bulletin.levels_top", **highest)
        said |= {"second": voice.all_quoted(second[0]), "second_share": second[1], "ends": ends}
        text = voice.say("bulletin.levels_text", **said)
    return (Paragraph(text), level_bars(voice, levels))


def _dimensions(voice: BulletinVoice) -> tuple[Block, ...]:
    found = voice.dimensions_of(voice.figures.city)
    if not found:
        return (Paragraph(voice.say("bulletin.dimensions_hidden")),)
    few = min(FEW, len(found) // 2)
    blocks: list[Block] = []
    if few:
        named = [
            voice.say("bulletin.with_mean", name=voice.dimension(part), mean=one_decimal(mean))
            for mean, part in found
        ]
        text = voice.say(
            "bulletin.dimensions_text",
            high=voice.listed(named[:few]),
            low=voice.listed(reversed(named[-few:])),
            apart=one_decimal(found[0][0] - found[-1][0]),
        )
        blocks.append(Paragraph(text))
    picture = dimension_bars(voice)
    if picture is not None:
        blocks.append(picture)
    return tuple(blocks)
