"""Dimension by dimension: what is there, and what comes next."""

from collections.abc import Sequence

from i18n import Lang, one_decimal, say
from questionnaires.model import Dimension, Item
from reports.diagnosis import Diagnosis
from reports.gaps import Gap, at_bottom, at_top, counted_items, next_text, now_text, place_text
from reports.report import Block, Cell, Column, Heading, Paragraph, Table
from reports.wording import counted, listed, ordinal, share


def dimensions(diagnosis: Diagnosis, lang: Lang) -> tuple[Block, ...]:
    """The chapter."""
    items = counted_items(diagnosis)
    blocks: list[Block] = []
    for place, dimension in enumerate(diagnosis.asked_dimensions, start=1):
        own = [gap for gap in items if gap.item.dimension == dimension.id]
        title = say(
            "report.sub_title", lang, number=ordinal(place, lang), title=dimension.title.to(lang)
        )
        blocks.append(Heading(f"dimension-{dimension.id}", title))
        blocks += [Paragraph(text) for text in _told(diagnosis, dimension, own, lang)]
        answered = [gap for gap in own if gap.answer is not None]
        if answered:
            blocks.append(_table(diagnosis, dimension, answered, lang))
        blocks += _open(own, lang)
        blocks += _excluded(diagnosis, dimension, lang)
    return (*blocks, *not_asked(diagnosis, lang))


def not_asked(diagnosis: Diagnosis, lang: Lang) -> list[Block]:
    """The dimensions that have nothing to do with the enterprise, in one sentence."""
    asked = diagnosis.asked_dimensions
    titles = [
        dimension.title.to(lang)
        for dimension in diagnosis.questionnaire.dimensions
        if dimension not in asked
    ]
    said = say("report.dimensions_not_asked", lang, dimensions=listed(titles, lang))
    return [Paragraph(said, "note")] if titles else []


def _told(diagnosis: Diagnosis, dimension: Dimension, own: Sequence[Gap], lang: Lang) -> list[str]:
    title, about = dimension.title.to(lang), dimension.about.to(lang)
    node = next((node for node in diagnosis.card.nodes if node.id == dimension.id), None)
    answered = [gap for gap in own if gap.answer is not None]
    if not answered:
        return [say("report.dimension_unscored", lang, title=title, about=about)]
    texts = []
    if node is not None and node.score is not None:
        weight = share(node.weight)
        lead = say(
            "report.dimension_lead" if weight != share(0) else "report.dimension_lead_beside",
            lang,
            title=title,
            about=about,
            score=one_decimal(node.score),
            scale=f"{node.scale:g}",
            weight=weight,
        )
        texts.append(lead)
    counts = say(
        "report.dimension_counts",
        lang,
        title=title,
        questions=counted("questions", len(answered), lang),
        where=_where(answered, lang),
    )
    worst = max(own, key=lambda gap: gap.score.lost)
    lost = one_decimal(worst.score.lost)
    if lost != "0.0":
        item = worst.item.ask.to(lang)
        counts += "" if lang == "zh" else " "
        counts += say("report.dimension_worst", lang, item=item, lost=lost)
    return [*texts, counts]


def _where(answered: Sequence[Gap], lang: Lang) -> str:
    ends = {"top": sum(map(at_top, answered)), "bottom": sum(map(at_bottom, answered))}
    said = [say(f"report.dimension_{end}", lang, n=n) for end, n in ends.items() if n]
    return listed(said, lang) if said else say("report.dimension_between", lang)


def _table(diagnosis: Diagnosis, dimension: Dimension, own: Sequence[Gap], lang: Lang) -> Table:
    rows = []
    for gap in own:
        place = place_text(diagnosis, gap, lang)
        rows.append(
            (
                Cell(gap.item.ask.to(lang)),
                Cell(now_text(diagnosis, gap, lang), (place,) if place else ()),
                Cell(next_text(diagnosis, gap, lang)),
            )
        )
    columns = (
        Column(say("report.column_item", lang), 0.28),
        Column(say("report.column_now", lang), 0.36),
        Column(say("report.column_next", lang), 0.36),
    )
    caption = say("report.caption_dimension", lang, title=dimension.title.to(lang))
    return Table(caption, columns, tuple(rows))


def _open(own: Sequence[Gap], lang: Lang) -> list[Block]:
    left_open = [gap.item for gap in own if gap.answer is None]
    return _note("report.dimension_open", left_open, lang)


def _excluded(diagnosis: Diagnosis, dimension: Dimension, lang: Lang) -> list[Block]:
    left_out = [
        item
        for item in diagnosis.questionnaire.scored
        if item.dimension == dimension.id
        and diagnosis.state(item) in ("not_applicable", "routed_out")
    ]
    return _note("report.dimension_excluded", left_out, lang)


def _note(key: str, items: Sequence[Item], lang: Lang) -> list[Block]:
    quoted = [say("report.quoted", lang, text=item.ask.to(lang)) for item in items]
    return [Paragraph(say(key, lang, items=listed(quoted, lang)), "note")] if items else []
