"""Typical paths: composites of a sector's published figures, and the usual steps that follow.

No answer of any enterprise comes near: what a composite lacks is what the published shares say
that most of its sector lack, or else the dimensions in which its mean is lowest; its steps are
those of the catalogue for these.
"""

from collections.abc import Collection, Iterator

from aggregates.figures import FigureRow, Hidden
from i18n import one_decimal
from reports.prose import prose
from reports.report import Block, Fact, Paragraph, Priority
from services.bulletin.items import GAPS, NAMED, ItemGap, listed_gaps, row_in, usual_gaps
from services.bulletin.speaking import BulletinVoice, mean_of, seen_rows
from solutions.model import LOWEST, Solution

MOST = 4  # composites
STEPS = 3  # solutions of each
WEAK = 2  # dimensions in which it lags


def paths(voice: BulletinVoice) -> tuple[Block, ...]:
    """The chapter: of the sectors with the most enterprises one composite each."""
    shown = [row for row in seen_rows(voice.figures, "sectors") if _is_enough(voice, row)]
    shown.sort(key=lambda row: 0 if isinstance(row.count, Hidden) else -row.count.low)
    if not shown:
        return (Paragraph(voice.say("bulletin.paths_none")),)
    cards = (_card(voice, number, row) for number, row in enumerate(shown[:MOST], start=1))
    return (
        Paragraph(voice.say("bulletin.paths_mark"), "warning"),
        *cards,
        voice.source(),
        Paragraph(voice.say("bulletin.paths_about"), "note"),
    )


def _is_enough(voice: BulletinVoice, row: FigureRow) -> bool:
    """Whether its count, its mean and more dimensions than it lags in may be seen."""
    counted = not isinstance(row.count, Hidden) and mean_of(row, voice.total) is not None
    return counted and len(voice.dimensions_of(row)) > WEAK


def _card(voice: BulletinVoice, number: int, row: FigureRow) -> Priority:
    title = voice.say("bulletin.path_title", sector=voice.row_title(row))
    return Priority(number, title, tuple(_rows(voice, row)))


def _rows(voice: BulletinVoice, row: FigureRow) -> Iterator[Fact]:
    found = voice.dimensions_of(row)
    named = [
        voice.say("bulletin.with_mean", name=voice.dimension(part), mean=one_decimal(mean))
        for mean, part in found
    ]
    mean = one_decimal(mean_of(row, voice.total) or 0.0)
    ground = voice.say("bulletin.path_ground_text", n=voice.count(row.count), mean=mean)
    yield voice.say("bulletin.path_ground"), ground
    if voice.most_common(row) is not None:
        yield voice.say("bulletin.path_level"), voice.level_of(row)
    yield voice.say("bulletin.path_strong"), named[0]
    yield voice.say("bulletin.path_weak"), voice.listed(reversed(named[-WEAK:]))
    lacking = _lacking(voice, row)
    if lacking:
        yield voice.say("bulletin.path_lacks"), listed_gaps(voice, lacking)
    weak = [part.id for _, part in reversed(found[-WEAK:])]
    items = [each.item for each in lacking[:NAMED]] or _items(voice, weak)
    steps = _steps(voice, items)[:STEPS]
    if steps:
        listed = voice.listed(
            voice.say("bulletin.path_step", solution=each.title) for each in steps
        )
        yield voice.say("bulletin.path_next"), prose(listed, f"paths/{row.id}/next")


def _lacking(voice: BulletinVoice, row: FigureRow) -> list[ItemGap]:
    """What most enterprises of the sector have nothing of, as far as it was published."""
    figures = voice.city.beside.get(GAPS)
    own = None if figures is None else row_in(figures, row.id)
    if figures is None or own is None:
        return []
    return usual_gaps(voice, figures, own)


def _items(voice: BulletinVoice, dimensions: Collection[str]) -> list[str]:
    """The items below those nodes of the rubric, those of the first one first.

    A rubric of before may have had others.
    """
    nodes = {node.id: node for node in voice.city.rubric.tree.nodes}
    below = (each for id in dimensions if id in nodes for each, _ in nodes[id].walk())
    return list(dict.fromkeys(item.id for each in below for item in each.items))


def _steps(voice: BulletinVoice, items: Collection[str]) -> list[Solution]:
    """The solutions that lift the items from the lowest rung, the least expensive first.

    Those that need another one before them come last; what depends on facts is for a firm's own
    report.
    """
    asked, catalogue = voice.city.questionnaire, voice.city.catalogue
    ranks = {cost.id: cost.rank for cost in catalogue.costs}
    sources = {asked.id: asked.edition, **asked.includes}
    found = []
    for solution in catalogue.solutions:
        lifted = {
            change.item
            for change in solution.changes
            if change.item in items
            and change.from_ == LOWEST
            and not change.side
            and change.conditions is None
            and sources.get(change.source) in change.editions
        }
        if lifted and solution.conditions is None:
            later = bool(solution.prerequisites)
            found.append((later, ranks[solution.cost], -len(lifted), solution))
    return [each for *_, each in sorted(found, key=lambda each: each[:3])]
