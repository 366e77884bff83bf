"""Modes of which the best one counts: which it is, what the others lack, and what would help."""

from collections.abc import Iterator, Sequence

from i18n import one_decimal, share
from questionnaires.model import Dimension
from reports.diagnosis import Diagnosis
from reports.gaps import CountedItem, at_top, next_text
from reports.narratives.narrator import Narrator
from reports.report import Block, Bullets, Cell, Column, Paragraph, Table
from scoring.rubric import Node
from scoring.scorecard import NodeScore
from solutions.changes import present_rungs
from solutions.lifting import Gap
from solutions.matching import Match, solutions_for

MOST_SOLUTIONS = 3  # that are told of a mode that does not count
FEWEST_MODES = 2  # of one there is nothing to choose


def best_notes(narrator: Narrator) -> Iterator[Block]:
    """Of every figure that is that of its best part: which part it is, and how the others stand."""
    for node, _ in narrator.diagnosis.rubric.nodes:
        scored = _modes(narrator.diagnosis, node)
        if len(scored) < FEWEST_MODES:
            continue
        counting = [each for each in scored if share(each.weight) != share(0)]
        others = [each for each in scored if each not in counting]
        said = {"group": node.title, "best": _told(narrator, counting)}
        key = "report.best_of" if others else "report.best_of_all"
        text = narrator.say(key, **said, others=_told(narrator, others))
        yield Paragraph(text, "note")


def beside(narrator: Narrator, dimension: Dimension, own: Sequence[CountedItem]) -> list[Block]:
    """What a mode lacks that does not count because another one is run better, and what helps."""
    lacking = [gap for gap in own if gap.answer is not None and not at_top(gap)]
    if not lacking or not _gives_way(narrator.diagnosis, dimension):
        return []
    rows = tuple(
        (
            Cell(narrator.title(gap.item)),
            Cell(narrator.answer(gap.item, narrator.diagnosis.sheet, gap.answer)),
            Cell(next_text(narrator, gap)),
        )
        for gap in lacking
        if gap.answer is not None
    )
    columns = (
        Column(narrator.say("report.column_item"), 0.28),
        Column(narrator.say("report.column_now"), 0.36),
        Column(narrator.say("report.column_next"), 0.36),
    )
    table = Table(narrator.say("report.caption_dimension", title=dimension.title), columns, rows)
    helping = _helping(narrator.diagnosis, lacking)[:MOST_SOLUTIONS]
    if not helping:
        return [table]
    lead = narrator.say("report.best_of_solutions", title=dimension.title)
    return [table, Paragraph(lead), Bullets(tuple(_solution(narrator, each) for each in helping))]


def _modes(diagnosis: Diagnosis, node: Node) -> list[NodeScore]:
    """The parts with a figure of their own, if the best of them is that of the node."""
    if node.aggregate.name != "max":
        return []
    children = {each.id for each in node.nodes}
    return [each for each in diagnosis.card.nodes if each.id in children and each.score is not None]


def _gives_way(diagnosis: Diagnosis, dimension: Dimension) -> bool:
    return any(
        each.id == dimension.id and share(each.weight) == share(0)
        for node, _ in diagnosis.rubric.nodes
        for each in _modes(diagnosis, node)
    )


def _helping(diagnosis: Diagnosis, lacking: Sequence[CountedItem]) -> Sequence[Match]:
    """The solutions that lift them, as if each were worth as much."""
    asked, sheet = diagnosis.questionnaire, diagnosis.sheet
    gaps = [
        Gap(
            gap.item,
            present_rungs(asked, gap.item, sheet.answers),
            tuple(diagnosis.rubric.judged[gap.item.id].points),
            1.0 - (gap.score.value or 0.0),
        )
        for gap in lacking
    ]
    return solutions_for(asked, gaps, sheet.facts, sheet.answers, among=diagnosis.catalogue)


def _solution(narrator: Narrator, match: Match) -> str:
    """What it is called, and how to begin."""
    large = narrator.is_large
    begin = match.solution.begin(fresh=match.fresh, ready=match.ready, large=large)
    title = narrator.text(match.solution.title)
    if begin is None:
        return title
    return narrator.say("report.best_of_solution", title=title, first=begin)


def _told(narrator: Narrator, nodes: Sequence[NodeScore]) -> str:
    return narrator.listed(
        narrator.say(
            "report.best_of_node",
            title=node.title,
            score=one_decimal(node.score or 0.0),
        )
        for node in nodes
    )
