"""What has changed since the last round: totals, dimensions, questions, and what was done."""

from collections.abc import Callable, Iterator, Sequence

from assessments.model import Assessment, Side
from i18n import Lang, one_decimal, say
from questionnaires.model import Item, Questionnaire
from reports.diagnosis import Diagnosis, Earlier
from reports.narratives.telling import Telling
from reports.report import Block, Bullets, Cell, Column, Heading, Paragraph, Table
from scoring.comparison import Comparison, ItemChange
from wording.phrases import day, difference, figure, level_number, listed

MOST = 5  # questions that are named


def change(telling: Telling) -> tuple[Block, ...]:
    """The chapter; empty where there is no earlier round."""
    diagnosis, lang = telling.diagnosis, telling.lang
    earlier = diagnosis.earlier
    if earlier is None:
        return ()
    found, sides = earlier.comparison, earlier.sides
    rounds = (earlier.assessment, diagnosis.assessment)
    blocks: list[Block] = [Paragraph(since(found, rounds, sides, lang))]
    if len(set(sides)) > 1:
        blocks.append(Paragraph(say("comparison.since_sides", lang), "note"))
    blocks.append(_table(diagnosis, found, lang))
    if parts := parts_text(found, lang):
        blocks.append(Paragraph(parts))
    asked = (earlier.questionnaire, diagnosis.questionnaire)
    if moved := tuple(moved_items(found, asked, telling.title, lang)):
        blocks += [Heading("change-moved", say("comparison.items", lang)), Bullets(moved)]
    return (*blocks, *_done(earlier, lang))


def since(
    found: Comparison,
    rounds: tuple[Assessment, Assessment],
    sides: tuple[Side, Side],
    lang: Lang,
) -> str:
    """The two rounds in a sentence: when, on which side, level and total."""
    total = found.total
    words: dict[str, str] = {}
    for name, assessment, side, level, score in zip(
        ("before", "after"), rounds, sides, found.levels, (total.before, total.after), strict=True
    ):
        words |= {
            name: figure(score, lang),
            f"{name}_day": day(assessment.submitted_at or assessment.started_at, lang),
            f"{name}_side": say(f"comparison.side_{side}", lang),
            f"{name}_level": level_number(level, lang),
        }
    return say("comparison.since_lead", lang, change=difference(total.change or 0), **words)


def parts_text(found: Comparison, lang: Lang) -> str:
    """What makes the difference of the totals; empty where there is none."""
    total = found.total
    if total.change is None or total.parts is None:
        return ""
    parts = {name: difference(part) for name, part in total.parts._asdict().items()}
    return say("comparison.parts", lang, change=difference(total.change), **parts)


def moved_items(
    found: Comparison,
    asked: tuple[Questionnaire, Questionnaire],
    title: Callable[[Item], str],
    lang: Lang,
) -> Iterator[str]:
    """The questions behind the difference, those of the later edition where it asks them."""
    if found.total.parts is None:
        return
    earlier, later = (each.by_id for each in asked)
    for item in sorted(found.items, key=_size, reverse=True)[:MOST]:
        points = difference(item.answers + item.routing)
        if points != "0.0":
            ask = title(later.get(item.id) or earlier[item.id])
            yield say("comparison.item", lang, ask=ask, points=points)


def _size(item: ItemChange) -> float:
    return abs(item.answers + item.routing)


def _table(diagnosis: Diagnosis, found: Comparison, lang: Lang) -> Table:
    """The total and its parts: before, now, and the difference."""
    columns = (
        Column(say("outlook.column_part", lang), 0.46),
        *(
            Column(say(f"comparison.{name}", lang), 0.18, figures=True)
            for name in ("before", "after", "difference")
        ),
    )
    tree = diagnosis.rubric.tree
    shown = {tree.id, *(node.id for node in tree.nodes)}
    rows = tuple(
        (
            Cell(node.title.to(lang)),
            Cell(figure(node.before, lang)),
            Cell(figure(node.after, lang)),
            Cell(say("report.dash", lang) if node.change is None else difference(node.change)),
        )
        for node in found.nodes
        if node.id in shown and (node.before is not None or node.after is not None)
    )
    scale = one_decimal(found.total.scale).removesuffix(".0")
    return Table(say("outlook.caption_change", lang, scale=scale), columns, rows)


def _done(earlier: Earlier, lang: Lang) -> Sequence[Block]:
    """What of the plan of then has been ticked off."""
    if earlier.plan is None or not earlier.plan.tasks:
        return ()
    tasks = earlier.plan.tasks
    done = [task.solution.title.to(lang) for task in tasks if task.progress == "done"]
    text = say("outlook.plan_done_none", lang)
    if done:
        titles = listed(done, lang)
        counts = {"count": len(tasks), "done": len(done)}
        text = say("outlook.plan_done_lead", lang, titles=titles, **counts)
    return (Heading("change-plan", say("outlook.plan_done", lang)), Paragraph(text))
