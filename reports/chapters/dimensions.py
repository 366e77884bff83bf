"""Dimension by dimension: what is there, what lacks and what it costs, what was seen of it."""

from collections.abc import Mapping, Sequence

from i18n import Lang, exact, one_decimal, say
from questionnaires.model import Dimension, Item
from reports.chapters.seen import seen
from reports.diagnosis import Diagnosis
from reports.gaps import (
    Gap,
    at_bottom,
    at_top,
    counted_items,
    dimension_title,
    next_text,
    now_text,
    place_text,
)
from reports.narratives.telling import Telling
from reports.report import Block, Bullets, Cell, Column, Heading, Paragraph, Table
from wording.phrases import counted, listed, ordinal, share

MOST_COSTS = 3  # gaps of a dimension of which it is told what they cost
MOST_NEXT = 4  # gaps of a dimension of which the table says what comes next
HIGH, LOW = 0.75, 0.25  # of what an item can be worth: from here up it is in place, or just begun
LEADS = 3  # ways of beginning a paragraph


def dimensions(telling: Telling, missing: Sequence[Gap], pains: Sequence[Gap]) -> tuple[Block, ...]:
    """The chapter; ``missing`` are all gaps, ``pains`` those that the chapter of pains tells."""
    diagnosis, lang = telling.diagnosis, telling.lang
    items = counted_items(diagnosis)
    numbers = {gap.item.id: number for number, gap in enumerate(pains, start=1)}
    blocks: list[Block] = []
    for place, dimension in enumerate(diagnosis.asked_dimensions, start=1):
        own = [gap for gap in items if gap.item.dimension == dimension.id]
        short = [gap for gap in missing if gap.item.dimension == dimension.id]
        lead = (place - 1) % LEADS + 1
        title = say(
            "report.sub_title", lang, number=ordinal(place, lang), title=dimension.title.to(lang)
        )
        told = {
            "lead": _lead(diagnosis, dimension, own, lang),
            **_found(telling, own, lead),
            "lacking": _lacking(telling, short, numbers, lead),
        }
        blocks.append(Heading(f"dimension-{dimension.id}", title))
        blocks += [
            Paragraph(text, id=f"dimension-{dimension.id}/{part}")
            for part, text in told.items()
            if text
        ]
        evidence, each = seen(telling, dimension)
        if evidence:
            blocks += [Paragraph(evidence, id=f"dimension-{dimension.id}/seen"), Bullets(each)]
        coming = [gap for gap in short if gap.answer is not None and not at_top(gap)]
        if coming:
            blocks.append(_table(telling, dimension, coming[:MOST_NEXT]))
        blocks += _open(telling, own)
        blocks += _excluded(telling, dimension)
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


def _lead(diagnosis: Diagnosis, dimension: Dimension, own: Sequence[Gap], lang: Lang) -> str:
    """What the dimension is about and where it stands."""
    title, about = dimension.title.to(lang), dimension.about.to(lang)
    node = next((node for node in diagnosis.card.nodes if node.id == dimension.id), None)
    answered = [gap for gap in own if gap.answer is not None]
    if not answered:
        return say("report.dimension_unscored", lang, title=title, about=about)
    said = {
        "title": title,
        "about": about,
        "questions": counted("questions", len(answered), lang),
        "where": _where(answered, lang),
    }
    if node is None or node.score is None:
        return say("report.dimension_counts", lang, **said)
    weight = share(node.weight)
    key = "report.dimension_lead" if weight != share(0) else "report.dimension_lead_beside"
    figures = {"score": one_decimal(node.score), "scale": exact(node.scale), "weight": weight}
    return say(key, lang, **said, **figures)


def _where(answered: Sequence[Gap], lang: Lang) -> str:
    ends = {"top": sum(map(at_top, answered)), "bottom": sum(map(at_bottom, answered))}
    said = [say(f"report.dimension_{end}", lang, n=n) for end, n in ends.items() if n]
    return listed(said, lang) if said else say("report.dimension_between", lang)


def _found(telling: Telling, own: Sequence[Gap], lead: int) -> Mapping[str, str]:
    """What is there, in a paragraph each for what is in place, under way and just begun."""
    groups: dict[str, list[str]] = {"high": [], "middle": [], "low": []}
    for gap in own:
        if gap.answer is not None:
            value = gap.score.value or 0
            group = "high" if value >= HIGH else "low" if value <= LOW else "middle"
            groups[group].append(telling.found(gap.item, gap.answer))
    between = "" if telling.lang == "zh" else " "
    return {
        group: say(f"report.found_{group}_{lead}", telling.lang, text=between.join(told))
        for group, told in groups.items()
        if told
    }


def _lacking(telling: Telling, short: Sequence[Gap], numbers: Mapping[str, int], lead: int) -> str:
    """What is lost here and what that costs; what is told among the pains is only pointed at."""
    if not short:
        return ""
    diagnosis, lang = telling.diagnosis, telling.lang
    title = dimension_title(diagnosis, short[0], lang)
    lost, of = sum(g.score.lost for g in short), sum(s.lost for s in diagnosis.card.items)
    said = {"title": title, "lost": one_decimal(lost), "share": share(lost / of)}
    told = [say("report.lacking", lang, **said)]
    pains = sorted(numbers[gap.item.id] for gap in short if gap.item.id in numbers)
    if pains:
        key = "report.lacking_pain" if len(pains) == 1 else "report.lacking_pains"
        told.append(say(key, lang, numbers=listed(map(str, pains), lang), n=len(pains)))
    told_here = (gap for gap in short if gap.item.id not in numbers and gap.answer is not None)
    rest = [gap for gap in told_here if (gap.score.value or 0) < HIGH]  # what stands costs nothing
    between = "" if lang == "zh" else " "
    if rest:
        costs = between.join(telling.cost(gap.item) for gap in rest[:MOST_COSTS])
        known = telling.knows(rest[0].item)
        key = f"report.lacking_costs_{lead}" if known else "report.lacking_why"
        told.append(say(key, lang, text=costs))
    return between.join(told)


def _table(telling: Telling, dimension: Dimension, short: Sequence[Gap]) -> Table:
    diagnosis, lang, rows = telling.diagnosis, telling.lang, []
    for gap in short:
        place = place_text(diagnosis, gap, lang)
        rows.append(
            (
                Cell(telling.title(gap.item)),
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


def _open(telling: Telling, own: Sequence[Gap]) -> list[Block]:
    left_open = [gap.item for gap in own if gap.answer is None]
    return _note("report.dimension_open", telling, left_open)


def _excluded(telling: Telling, dimension: Dimension) -> list[Block]:
    diagnosis = telling.diagnosis
    left_out = [
        item
        for item in diagnosis.questionnaire.scored
        if item.dimension == dimension.id
        and diagnosis.state(item) in ("not_applicable", "routed_out")
    ]
    return _note("report.dimension_excluded", telling, left_out)


def _note(key: str, telling: Telling, items: Sequence[Item]) -> list[Block]:
    named = listed(map(telling.named, items), telling.lang)
    return [Paragraph(say(key, telling.lang, items=named), "note")] if items else []
