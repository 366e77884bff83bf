"""Chapters of further subjects: what enterprises ask for, claims, and national levels."""

from aggregates.figures import CityFigures, Hidden
from i18n import exact, one_decimal
from reports.figures import RowsFigure
from reports.report import Block, Cell, Column, Paragraph, Picture, Table
from services.bulletin.pictures import levels_picture, picture_alt
from services.bulletin.speaking import BulletinVoice, leading, mean_of, seen_rows

CLAIMS, NEEDS, NATIONAL = "claims", "solutions", "national"  # the subjects
OVER = "total:over"
VERDICTS = ("confirmed", "down", "up", "unchecked")
MOST = 3  # that are named


def needs(voice: BulletinVoice) -> tuple[Block, ...]:
    """What enterprises want solutions to bring; nothing where none of it was published."""
    figures = voice.city.beside.get(NEEDS)
    if figures is None:
        return ()
    row, (whole, *each) = figures.city, figures.legend.measures
    found = [(mean, measure) for measure in each if (mean := mean_of(row, measure)) is not None]
    if not found:
        return ()
    found.sort(key=lambda one: -one[0])
    anybody, n = mean_of(row, whole), voice.count(row.count)
    named = voice.listed(
        voice.say("bulletin.with_share", name=measure.title, share=exact(mean))
        for mean, measure in leading(found, MOST, lambda one: one[0])
    )
    asked = voice.count(row.asked[found[0][1].id])
    caption = voice.say("bulletin.needs_caption", year=figures.year, n=asked)
    names = tuple(voice.text(measure.title) for _, measure in found)
    said = tuple(voice.say("bulletin.percent", share=exact(mean)) for mean, _ in found)
    axis = voice.say("bulletin.needs_axis")
    alt = picture_alt(voice, caption, zip(names, said, strict=True))
    drawn = RowsFigure(names, tuple(mean for mean, _ in found), said, 0.0, 100.0, axis, alt)
    first = [] if anybody is None else [
        voice.say("bulletin.needs_any", n=n, share=exact(anybody))
    ]  # fmt: skip
    text = voice.sentences([*first, voice.say("bulletin.needs_text", named=named)])
    return (
        Paragraph(text),
        Picture(caption, drawn),
        voice.source(),
        Paragraph(voice.say("city_subjects.about_solutions"), "note"),
    )


def claims(voice: BulletinVoice) -> tuple[Block, ...]:
    """How far claims are above what was verified; nothing where none of it was published."""
    figures = voice.city.beside.get(CLAIMS)
    if figures is None:
        return ()
    over = next((each for each in figures.legend.measures if each.id == OVER), None)
    mean = None if over is None else mean_of(figures.city, over)
    if mean is None:
        return ()
    key = "over" if mean > 0 else "under" if mean < 0 else "even"
    n = voice.count(figures.city.count)
    text = [voice.say(f"bulletin.claims_{key}", n=n, by=one_decimal(abs(mean)))]
    if verdicts := _verdicts(voice, figures):
        text.append(voice.say("bulletin.claims_verdicts", verdicts=verdicts))
    return (
        Paragraph(voice.sentences(text)),
        *_claims_table(voice, figures),
        voice.source(),
        Paragraph(voice.say("city_subjects.about_claims"), "note"),
    )


def national(voice: BulletinVoice) -> tuple[Block, ...]:
    """Where enterprises would stand under the national questionnaire, as an estimate."""
    figures = voice.city.beside.get(NATIONAL)
    if figures is None or isinstance(figures.city.levels, Hidden):
        return ()
    n = voice.count(figures.city.count)
    caption = voice.say("bulletin.national_caption", year=figures.year, n=n)
    return (
        Paragraph(voice.say("bulletin.national_text"), "warning"),
        levels_picture(voice, caption, figures.legend.levels, figures.city.levels),
        voice.source(),
        Paragraph(voice.say("city_subjects.about_national"), "note"),
    )


def _verdicts(voice: BulletinVoice, figures: CityFigures) -> str:
    found, seen = [], False
    for verdict in VERDICTS:
        measure = next((m for m in figures.legend.measures if m.id == f"claims_{verdict}"), None)
        if measure is None:
            continue
        mean = mean_of(figures.city, measure)
        if mean is None:
            found.append(voice.say("bulletin.with_hidden", name=measure.title))
        else:
            seen, share = True, one_decimal(mean)
            found.append(voice.say("bulletin.with_share", name=measure.title, share=share))
    return voice.listed(found) if seen else ""


def _claims_table(voice: BulletinVoice, figures: CityFigures) -> list[Table]:
    """The difference of the total by sector and district."""
    over = next(each for each in figures.legend.measures if each.id == OVER)
    rows = [
        (
            Cell(voice.row_title(row)),
            Cell(voice.count(row.count)),
            Cell(one_decimal(mean), (), mean),
        )
        for row in (figures.city, *seen_rows(figures, "sectors"), *seen_rows(figures, "districts"))
        if (mean := mean_of(row, over)) is not None
    ]
    if len(rows) < 2:  # noqa: PLR2004  (the city alone is in the sentence)
        return []
    columns = (
        Column(voice.say("bulletin.city_rows"), 0.5, holds="names"),
        Column(voice.say("bulletin.column_n"), 0.25, figures=True),
        Column(voice.say("bulletin.column_over"), 0.25, figures=True),
    )
    return [Table(voice.say("bulletin.claims_caption", year=figures.year), columns, tuple(rows))]
