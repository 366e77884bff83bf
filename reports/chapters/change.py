"""What has changed since the last round: totals, dimensions, questions, and what was done."""

from collections.abc import Callable, Iterator, Sequence

from assessments.model import Assessment, Side
from i18n import difference, difference_of, one_decimal
from questionnaires.model import Item, Questionnaire
from reports.diagnosis import Earlier
from reports.narratives.narrator import Narrator
from reports.report import Block, Bullets, Cell, Column, Heading, Paragraph, Table
from scoring.comparison import Comparison, ItemChange, NodeChange
from wording.voice import Voice

MOST = 5  # questions that are named


def change(narrator: Narrator) -> tuple[Block, ...]:
    """The chapter; empty where there is no earlier round."""
    diagnosis = narrator.diagnosis
    earlier = diagnosis.earlier
    if earlier is None:
        return ()
    found, sides = earlier.comparison, earlier.sides
    rounds = (earlier.assessment, diagnosis.assessment)
    blocks: list[Block] = [Paragraph(since(narrator, found, rounds, sides))]
    if len(set(sides)) > 1:
        blocks.append(Paragraph(narrator.say("comparison.since_sides"), "note"))
    blocks.append(_table(narrator, found))
    if parts := parts_text(narrator, found, by_facts=bool(diagnosis.rubric.tables)):
        blocks.append(Paragraph(parts))
    asked = (earlier.questionnaire, diagnosis.questionnaire)
    if moved := tuple(moved_items(narrator, found, asked, narrator.title)):
        blocks += [Heading("change-moved", narrator.say("comparison.items")), Bullets(moved)]
    return (*blocks, *_done(narrator, earlier))


def since(
    voice: Voice, found: Comparison, rounds: tuple[Assessment, Assessment], sides: tuple[Side, Side]
) -> str:
    """The two rounds in a sentence: when, on which side, level and total."""
    total = found.total
    words: dict[str, str] = {}
    for name, assessment, side, level, score in zip(
        ("before", "after"), rounds, sides, found.levels, (total.before, total.after), strict=True
    ):
        words |= {
            name: voice.figure(score),
            f"{name}_day": voice.day(assessment.submitted_at or assessment.started_at),
            f"{name}_side": voice.say(f"comparison.side_{side}"),
            f"{name}_level": voice.level_number(level),
        }
    return voice.say("comparison.since_lead", change=change_of(total), **words)


def change_of(node: NodeChange) -> str:
    """The difference of the two figures as they are shown; "" where one is not there."""
    if node.before is None or node.after is None:
        return ""
    return difference_of(node.before, node.after)


def parts_text(voice: Voice, found: Comparison, *, by_facts: bool) -> str:
    """What makes the difference of the totals; empty where there is none.

    ``by_facts``: the weights of the rubric depend on facts, which may have changed too.
    """
    total = found.total
    if total.change is None or total.parts is None:
        return ""
    parts = {name: difference(part) for name, part in total.parts._asdict().items()}
    text = voice.say("comparison.parts", change=change_of(total), **parts)
    return voice.sentences((text, voice.say("comparison.by_facts"))) if by_facts else text


def moved_items(
    voice: Voice,
    found: Comparison,
    asked: tuple[Questionnaire, Questionnaire],
    title: Callable[[Item], str],
) -> Iterator[str]:
    """The questions behind the difference, those of the later edition where it asks them."""
    if found.total.parts is None:
        return
    earlier, later = (each.by_id for each in asked)
    for item in sorted(found.items, key=_size, reverse=True)[:MOST]:
        points = difference(item.answers + item.routing)
        if points != "0.0":
            ask = title(later.get(item.id) or earlier[item.id])
            yield voice.say("comparison.item", ask=ask, points=points)


def _size(item: ItemChange) -> float:
    return abs(item.answers + item.routing)


def _table(narrator: Narrator, found: Comparison) -> Table:
    """The total and its parts: before, now, and the difference."""
    columns = (
        Column(narrator.say("outlook.column_part"), 0.46, holds="names"),
        *(
            Column(narrator.say(f"comparison.{name}"), 0.18, figures=True)
            for name in ("before", "after", "difference")
        ),
    )
    tree = narrator.diagnosis.rubric.tree
    shown = {tree.id, *(node.id for node in tree.nodes)}
    rows = tuple(
        (
            Cell(narrator.text(node.title)),
            Cell(narrator.figure(node.before)),
            Cell(narrator.figure(node.after)),
            Cell(change_of(node) or narrator.say("report.dash")),
        )
        for node in found.nodes
        if node.id in shown and (node.before is not None or node.after is not None)
    )
    scale = one_decimal(found.total.scale).removesuffix(".0")
    return Table(narrator.say("outlook.caption_change", scale=scale), columns, rows)


def _done(voice: Voice, earlier: Earlier) -> Sequence[Block]:
    """What of the plan of then has been ticked off."""
    if earlier.plan is None or not earlier.plan.tasks:
        return ()
    tasks = earlier.plan.tasks
    done = [voice.text(task.solution.title) for task in tasks if task.progress == "done"]
    text = voice.say("outlook.plan_done_none")
    if done:
        titles = voice.listed(done)
        counts = {"count": len(tasks), "done": len(done)}
        text = voice.say("outlook.plan_done_lead", titles=titles, **counts)
    return (Heading("change-plan", voice.say("outlook.plan_done")), Paragraph(text))
