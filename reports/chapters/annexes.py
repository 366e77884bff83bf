"""All answers with points, citations and evidence; and the articles they rest on."""

from collections import Counter

from i18n import Lang, one_decimal, say
from questionnaires.model import Citation, Dimension, Item
from questionnaires.regulations import regulation
from reports.chapters.dimensions import not_asked
from reports.diagnosis import Diagnosis
from reports.report import Block, Cell, Column, Paragraph, Table
from wording.citing import cited
from wording.phrases import answer_text


def answers(diagnosis: Diagnosis, lang: Lang) -> tuple[Block, ...]:
    """The annex with every item, asked or not, of the dimensions that have to do with it."""
    tables = [_table(diagnosis, dimension, lang) for dimension in diagnosis.asked_dimensions]
    cites = any(item.cites for item in diagnosis.questionnaire.items)
    lead = "report.answers_lead" if cites else "report.answers_lead_uncited"
    return (Paragraph(say(lead, lang)), *tables, *not_asked(diagnosis, lang))


def citations(diagnosis: Diagnosis, lang: Lang) -> tuple[Block, ...]:
    """The annex with the places that the scored items cite, a table a regulation.

    Items that were not asked rest on nothing here.
    """
    uses = Counter(
        cite
        for item in diagnosis.questionnaire.scored
        if diagnosis.state(item) != "routed_out"
        for cite in item.cites
    )
    columns = (
        Column(say("report.column_article", lang), 0.22),
        Column(say("report.column_gist", lang), 0.64),
        Column(say("report.column_uses", lang), 0.14, figures=True),
    )
    return tuple(
        Table(
            say("report.caption_citations", lang, title=regulation(id).title.to(lang)),
            columns,
            tuple(
                (
                    Cell(regulation(id).label(cite, lang)),
                    Cell(_gist(cite, lang)),
                    Cell(str(uses[cite])),
                )
                for cite in sorted(uses, key=lambda cite: (cite.article, cite.paragraph or 0))
                if cite.regulation == id
            ),
        )
        for id in sorted({cite.regulation for cite in uses})
    )


def _gist(cite: Citation, lang: Lang) -> str:
    gists = regulation(cite.regulation).gist(cite)
    return ("" if lang == "zh" else " ").join(gist.to(lang) for gist in gists)


def _table(diagnosis: Diagnosis, dimension: Dimension, lang: Lang) -> Table:
    columns = (
        Column(say("report.column_item", lang), 0.27),
        Column(say("report.column_answer", lang), 0.42),
        Column(say("report.column_points", lang), 0.13, figures=True),
        Column(say("report.column_cites", lang), 0.18),
    )
    rows = tuple(
        (
            Cell(item.ask.to(lang)),
            _answer(diagnosis, item, lang),
            Cell(_points(diagnosis, item, lang)),
            Cell(cited(item.cites, lang) or say("report.dash", lang)),
        )
        for item in diagnosis.questionnaire.items
        if item.dimension == dimension.id
    )
    caption = say("report.caption_answers", lang, title=dimension.title.to(lang))
    return Table(caption, columns, rows)


def _answer(diagnosis: Diagnosis, item: Item, lang: Lang) -> Cell:
    state, answer = diagnosis.state(item), diagnosis.answer(item)
    if state == "routed_out":
        return Cell(say("report.not_asked", lang))
    if answer is None:
        key = "report.ratio_none" if state == "not_applicable" else "report.unanswered"
        return Cell(say(key, lang))
    claim, details = diagnosis.claim(item), []
    if claim is not None and claim != answer:
        was = answer_text(item, diagnosis.claimed_sheet, claim, lang)
        details.append(say("report.claimed_was", lang, answer=was))
    if note := diagnosis.notes.get(item.id):
        details.append(say("report.note_given", lang, note=note))
    elif state == "answered" and item.scored and item.evidence is not None:
        details.append(say("report.evidence_wanted", lang, evidence=item.evidence.to(lang)))
    if remark := diagnosis.remarks.get(item.id):
        details.append(say("report.remark_given", lang, remark=remark))
    return Cell(answer_text(item, diagnosis.sheet, answer, lang), tuple(details))


def _points(diagnosis: Diagnosis, item: Item, lang: Lang) -> str:
    score = diagnosis.scores.get(item.id)
    if score is None:
        return say("report.not_scored", lang)
    if score.state != "answered":
        return say("report.dash", lang)
    gained, possible = one_decimal(score.gained), one_decimal(score.gained + score.lost)
    return say("report.points_pair", lang, gained=gained, possible=possible)
