"""What the enterprise claimed beside what the consultant found."""

from i18n import difference_of, exact
from questionnaires.model import Item
from reports.diagnosis import Diagnosis
from reports.figures import first_depth
from reports.narratives.narrator import Narrator
from reports.report import Block, Cell, Column, Paragraph, Table
from reports.verdicts import counted, verdicts_of


def verification(narrator: Narrator) -> tuple[Block, ...]:
    """The chapter; empty where nothing is signed."""
    diagnosis = narrator.diagnosis
    if not diagnosis.signed:
        return ()
    changed = [
        item
        for item in diagnosis.questionnaire.items
        if item.asked
        and diagnosis.state(item) != "routed_out"
        and diagnosis.claim(item) != diagnosis.answer(item)
    ]
    blocks: list[Block] = [Paragraph(_lead(narrator, len(changed))), Paragraph(_counted(narrator))]
    if _moves_a_score(narrator):
        blocks.append(_sides(narrator))
    if changed:
        blocks.append(_changes(narrator, changed))
    return tuple(blocks)


def _lead(narrator: Narrator, changed: int) -> str:
    diagnosis = narrator.diagnosis
    claimed, verified = diagnosis.claimed, diagnosis.card
    level, before = narrator.level(verified.level), narrator.level(claimed.level)
    total = narrator.figure(verified.total)
    if not changed:
        return narrator.say("report.verification_same", total=total, level=level)
    if not _moves_a_score(narrator):
        return narrator.say(
            "report.verification_no_effect",
            questions=narrator.counted("questions", changed),
            total=total,
            level=level,
        )
    told = narrator.say(
        "report.verification_level_kept" if level == before else "report.verification_changed",
        questions=narrator.counted("questions", changed),
        claimed=narrator.figure(claimed.total),
        verified=total,
        difference=difference_of(claimed.total or 0, verified.total or 0),
        level=level,
        claimed_level=before,
        verified_level=level,
    )
    return narrator.sentences(filter(None, (told, _moved(narrator))))


def _counted(narrator: Narrator) -> str:
    """How many claims had which verdict."""
    diagnosis = narrator.diagnosis
    found = verdicts_of(
        diagnosis.questionnaire,
        diagnosis.shown,
        diagnosis.claimed_sheet,
        {id: diagnosis.sheet.answers[id] for id in diagnosis.verdicts},
        (diagnosis.claimed, diagnosis.card),
        not_shown=diagnosis.not_shown,
    )
    told = [narrator.say(f"report.verdict_{each}", n=n) for each, n in counted(found).items() if n]
    return narrator.say("report.verdicts", all=len(found), counts=narrator.listed(told))


def _moves_a_score(narrator: Narrator) -> bool:
    """Whether any figure of the table reads differently on the two sides."""
    diagnosis = narrator.diagnosis
    before = {node.id: narrator.figure(node.score) for node in diagnosis.claimed.nodes}
    return any(
        before.get(node.id) != narrator.figure(node.score)
        for node in (diagnosis.card.nodes[0], *first_depth(diagnosis.card))
    )


def _moved(narrator: Narrator) -> str:
    """How many questions went down and up, and which dimension moved most."""
    diagnosis = narrator.diagnosis
    each = moves(diagnosis)
    down, up = sum(move < 0 for move in each), sum(move > 0 for move in each)
    counts = [
        narrator.say(f"report.verification_{way}", questions=narrator.counted("questions", n))
        for way, n in (("down", down), ("up", up))
        if n
    ]
    claimed = {node.id: node.score for node in diagnosis.claimed.nodes}
    moved = [
        (node.score - was, difference_of(was, node.score), narrator.text(node.title))
        for node in first_depth(diagnosis.card)
        if node.score is not None and (was := claimed.get(node.id)) is not None
    ]
    if not counts or not moved:
        return ""
    _, most, title = max(moved, key=lambda each: abs(each[0]))
    said = {"counts": narrator.listed(counts), "node": title, "difference": most}
    return narrator.say("report.verification_moved", **said)


def moves(diagnosis: Diagnosis) -> list[float]:
    """By how much each scored question that was asked on both sides moved."""
    before = {score.id: score for score in diagnosis.claimed.items}
    return [
        (score.value or 0) - (before[score.id].value or 0)
        for score in diagnosis.card.items
        if "routed_out" not in (score.state, before[score.id].state)
    ]


def _sides(narrator: Narrator) -> Table:
    diagnosis = narrator.diagnosis
    before = {node.id: node.score for node in diagnosis.claimed.nodes}
    rows = []
    for node in (diagnosis.card.nodes[0], *first_depth(diagnosis.card)):
        claimed = before.get(node.id)
        if claimed is None and node.score is None:
            continue  # applies to neither side
        known = claimed is not None and node.score is not None
        texts = (
            narrator.text(node.title),
            narrator.figure(claimed),
            narrator.figure(node.score),
            difference_of(claimed or 0, node.score or 0) if known else narrator.say("report.dash"),
        )
        rows.append(tuple(map(Cell, texts)))
    columns = (
        Column(narrator.say("report.column_node"), 0.4, holds="names"),
        Column(narrator.say("report.column_claimed"), 0.2, figures=True),
        Column(narrator.say("report.column_verified"), 0.2, figures=True),
        Column(narrator.say("report.column_difference"), 0.2, figures=True),
    )
    caption = narrator.say("report.caption_sides", scale=exact(diagnosis.card.scale))
    return Table(caption, columns, tuple(rows))


def _changes(narrator: Narrator, changed: list[Item]) -> Table:
    diagnosis = narrator.diagnosis
    dash = narrator.say("report.dash")
    rows = []
    for item in changed:
        claim, verdict = diagnosis.claim(item), diagnosis.answer(item)
        texts = (
            narrator.text(item.ask),
            dash if claim is None else narrator.answer(item, diagnosis.claimed_sheet, claim),
            dash if verdict is None else narrator.answer(item, diagnosis.sheet, verdict),
            diagnosis.remarks.get(item.id) or dash,
        )
        rows.append(tuple(map(Cell, texts)))
    columns = tuple(
        Column(narrator.say(f"report.column_{name}"), 0.25, holds="answers")
        for name in ("item", "claimed", "verified", "remark")
    )
    return Table(narrator.say("report.caption_changes"), columns, tuple(rows))
