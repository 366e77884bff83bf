"""An annex of public figures of others: for the background, and never beside our own."""

from questionnaires.outside import OutsideFigure, outside_figures
from reports.report import Block, Cell, Column, Paragraph, Table
from services.bulletin.speaking import BulletinVoice
from wording.outside import outside_n


def outside(voice: BulletinVoice) -> tuple[Block, ...]:
    """Each with n, date, source and how sure it is; nothing where none belongs here."""
    known = outside_figures()
    found = known.of(voice.city.questionnaire.id, city=True)
    if not found:
        return ()
    columns = (
        Column(voice.say("outside.column_says"), 0.35, holds="figures"),
        Column(voice.say("outside.column_n"), 0.13, figures=True),
        Column(voice.say("outside.column_date"), 0.14, holds="figures"),
        Column(voice.say("outside.column_source"), 0.25, holds="figures"),
        Column(voice.say("outside.column_sure"), 0.13, holds="figures"),
    )
    return (
        Paragraph(voice.text(known.statement), "warning"),
        Table(voice.say("outside.caption"), columns, tuple(_row(voice, each) for each in found)),
    )


def _row(voice: BulletinVoice, figure: OutsideFigure) -> tuple[Cell, ...]:
    return (
        Cell(voice.text(figure.says), (voice.text(figure.scope),)),
        Cell(outside_n(voice, figure), value=figure.n),
        Cell(figure.date),
        Cell(voice.text(figure.source), (figure.address,)),
        Cell(voice.say(f"outside.sure_{figure.sure}")),
    )
