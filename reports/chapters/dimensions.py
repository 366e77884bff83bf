"""Dimension by dimension: what is there, what lacks and what it costs, what was seen of it."""

from collections.abc import Iterator, Mapping, Sequence

from i18n import exact, one_decimal, share
from questionnaires.model import Dimension, Item
from reports.chapters.best_of import beside
from reports.chapters.seen import seen
from reports.counting import much_left_out
from reports.dimension_titles import group_title
from reports.gaps import (
    CountedItem,
    at_bottom,
    at_top,
    counted_items,
    dimension_title,
    next_text,
    now_text,
    place_text,
    step_text,
)
from reports.narratives.narrator import Narrator
from reports.report import Block, Bullets, Cell, Column, Heading, Paragraph, Table
from wording.voice import Voice

MOST_COSTS = 3  # gaps of a dimension of which it is told what they cost
MOST_NEXT = 4  # gaps of a dimension of which the table says what comes next
HIGH, LOW = 0.75, 0.25  # of what an item can be worth: from here up it is in place, or just begun
LEADS = 3  # ways of beginning a paragraph


def dimensions(
    narrator: Narrator, missing: Sequence[CountedItem], pains: Sequence[CountedItem]
) -> tuple[Block, ...]:
    """The chapter; ``missing`` are all gaps, ``pains`` those that the chapter of pains tells."""
    diagnosis = narrator.diagnosis
    items = counted_items(diagnosis)
    numbers = {gap.item.id: number for number, gap in enumerate(pains, start=1)}
    blocks: list[Block] = []
    for place, dimension in enumerate(diagnosis.asked_dimensions, start=1):
        own = [gap for gap in items if gap.item.dimension == dimension.id]
        short = [gap for gap in missing if gap.item.dimension == dimension.id]
        lead = (place - 1) % LEADS + 1
        title = narrator.say(
            "report.sub_title",
            number=narrator.ordinal(place),
            title=_headed(narrator, dimension),
        )
        told = {
            "lead": _lead(narrator, dimension, own),
            **_found(narrator, own, lead),
            "lacking": _lacking(narrator, short, numbers, lead),
        }
        blocks.append(Heading(f"dimension-{dimension.id}", title))
        blocks += [
            Paragraph(text, id=f"dimension-{dimension.id}/{part}")
            for part, text in told.items()
            if text
        ]
        evidence, each = seen(narrator, dimension)
        if evidence:
            blocks += [Paragraph(evidence, id=f"dimension-{dimension.id}/seen"), Bullets(each)]
        coming = [gap for gap in short if gap.answer is not None and not at_top(gap)]
        if coming:
            blocks.append(_table(narrator, dimension, coming[:MOST_NEXT]))
        blocks += beside(narrator, dimension, own)
        blocks += _open(narrator, own)
        blocks += (*_caution(narrator, dimension, own), *_excluded(narrator, dimension))
    return (*blocks, *not_asked(narrator))


def _headed(narrator: Narrator, dimension: Dimension) -> str:
    """Its title, after that under which table and figures have it together with others."""
    group = group_title(narrator.diagnosis, dimension)
    if group is None:
        return narrator.dimension(dimension)
    return narrator.say("report.dimension_of", group=group, title=narrator.dimension(dimension))


def not_asked(narrator: Narrator) -> list[Block]:
    """The dimensions that have nothing to do with the enterprise, in one sentence."""
    diagnosis = narrator.diagnosis
    asked = diagnosis.asked_dimensions
    titles = [
        narrator.dimension(dimension)
        for dimension in diagnosis.questionnaire.dimensions
        if dimension not in asked
    ]
    said = narrator.say("report.dimensions_not_asked", dimensions=narrator.listed(titles))
    return [Paragraph(said, "note")] if titles else []


def _lead(narrator: Narrator, dimension: Dimension, own: Sequence[CountedItem]) -> str:
    """Where the dimension stands."""
    title = narrator.dimension(dimension)
    node = next((node for node in narrator.diagnosis.card.nodes if node.id == dimension.id), None)
    answered = [gap for gap in own if gap.answer is not None]
    if not answered:
        return narrator.say("report.dimension_unscored", title=title)
    said = {
        "title": title,
        "asked": len(own),
        "answered": len(answered),
        "where": _where(narrator, answered),
    }
    if node is None or node.score is None:
        return narrator.say("report.dimension_counts", **said)
    weight = share(node.weight)
    key = "report.dimension_lead" if weight != share(0) else "report.dimension_lead_beside"
    figures = {"score": one_decimal(node.score), "scale": exact(node.scale), "weight": weight}
    lead = narrator.say(key, **said, **figures)
    if node.level is None:
        return lead
    level = narrator.say("report.dimension_level", level=narrator.text(node.level))
    return narrator.sentences([lead, level])


def _where(voice: Voice, answered: Sequence[CountedItem]) -> str:
    ends = {"top": sum(map(at_top, answered)), "bottom": sum(map(at_bottom, answered))}
    for end, n in ends.items():
        if n == len(answered) > 1:
            return voice.say(f"report.dimension_{end}_all")
    said = [voice.say(f"report.dimension_{end}", n=n) for end, n in ends.items() if n]
    return voice.listed(said) if said else voice.say("report.dimension_between")


def _found(narrator: Narrator, own: Sequence[CountedItem], lead: int) -> Mapping[str, str]:
    """What is there, in a paragraph each for what is in place, under way and just begun."""
    groups: dict[str, list[str]] = {"high": [], "middle": [], "low": []}
    for gap in own:
        if gap.answer is not None:
            value = gap.score.value or 0
            group = "high" if value >= HIGH else "low" if value <= LOW else "middle"
            groups[group].append(narrator.found(gap.item, gap.answer))
    return {
        group: narrator.say(f"report.found_{group}_{lead}", text=narrator.sentences(told))
        for group, told in groups.items()
        if told
    }


def _lacking(
    narrator: Narrator, short: Sequence[CountedItem], numbers: Mapping[str, int], lead: int
) -> str:
    """What is lost here and what that costs; what is told among the pains is only pointed at."""
    if not short:
        return ""
    title, card = dimension_title(narrator, short[0]), narrator.diagnosis.card
    lost, of = sum(g.score.lost for g in short), sum(s.lost for s in card.items)
    said = {"title": title, "lost": one_decimal(lost), "share": share(lost / of)}
    told = [narrator.say("report.lacking", **said)]
    pains = sorted(numbers[gap.item.id] for gap in short if gap.item.id in numbers)
    if pains:
        key = "report.lacking_pain" if len(pains) == 1 else "report.lacking_pains"
        told.append(narrator.say(key, numbers=narrator.listed(map(str, pains)), n=len(pains)))
    told_here = (gap for gap in short if gap.item.id not in numbers and gap.answer is not None)
    rest = [gap for gap in told_here if (gap.score.value or 0) < HIGH]  # what stands costs nothing
    if rest:
        costs = narrator.sentences(narrator.cost(gap.item) for gap in rest[:MOST_COSTS])
        known = narrator.knows(rest[0].item)
        key = f"report.lacking_costs_{lead}" if known else "report.lacking_why"
        told.append(narrator.say(key, text=costs))
    return narrator.sentences(told)


def _table(narrator: Narrator, dimension: Dimension, short: Sequence[CountedItem]) -> Table:
    rows = []
    for gap in short:
        place, id = place_text(narrator, gap), f"dimensions/{gap.item.id}/next"
        rows.append(
            (
                Cell(narrator.title(gap.item)),
                Cell(now_text(narrator, gap), (place,) if place else ()),
                Cell(step_text(gap.item, next_text(narrator, gap), id)),
            )
        )
    columns = (
        Column(narrator.say("report.column_item"), 0.28, holds="names"),
        Column(narrator.say("report.column_now"), 0.36, holds="answers"),
        Column(narrator.say("report.column_next"), 0.36),
    )
    caption = narrator.say("report.caption_dimension", title=narrator.dimension(dimension))
    return Table(caption, columns, tuple(rows))


def _open(narrator: Narrator, own: Sequence[CountedItem]) -> list[Block]:
    left_open = [gap.item for gap in own if gap.answer is None]
    return _note(narrator, "report.dimension_open", left_open)


def _caution(
    narrator: Narrator, dimension: Dimension, own: Sequence[CountedItem]
) -> Iterator[Block]:
    """That the score rests on few questions, where more than a quarter does not apply."""
    node = next((node for node in narrator.diagnosis.card.nodes if node.id == dimension.id), None)
    if node is not None and node.score is not None and much_left_out(node):
        answered = sum(gap.answer is not None for gap in own)
        said = {"title": narrator.dimension(dimension), "share": share(node.excluded)}
        questions = narrator.counted("questions", answered)
        yield Paragraph(
            narrator.say("report.dimension_caution", questions=questions, **said), "note"
        )


def _excluded(narrator: Narrator, dimension: Dimension) -> list[Block]:
    diagnosis = narrator.diagnosis
    left_out = [
        item
        for item in diagnosis.questionnaire.scored
        if item.dimension == dimension.id
        and diagnosis.state(item) in ("not_applicable", "routed_out")
    ]
    return _note(narrator, "report.dimension_excluded", left_out)


def _note(narrator: Narrator, key: str, items: Sequence[Item]) -> list[Block]:
    named = narrator.listed(map(narrator.named, items))
    return [Paragraph(narrator.say(key, items=named), "note")] if items else []
