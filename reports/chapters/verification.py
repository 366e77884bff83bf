"""What the enterprise claimed beside what the consultant found."""

from i18n import Lang, exact, say
from questionnaires.model import Item
from reports.diagnosis import Diagnosis
from reports.figures import first_depth
from reports.report import Block, Cell, Column, Paragraph, Table
from wording.phrases import answer_text, counted, difference, figure, level_name, listed


def verification(diagnosis: Diagnosis, lang: Lang) -> tuple[Block, ...]:
    """The chapter; empty where nothing is signed."""
    if not diagnosis.signed:
        return ()
    changed = [
        item
        for item in diagnosis.questionnaire.items
        if item.asked
        and diagnosis.state(item) != "routed_out"
        and diagnosis.claim(item) != diagnosis.answer(item)
    ]
    blocks: list[Block] = [Paragraph(_lead(diagnosis, len(changed), lang)), _sides(diagnosis, lang)]
    if changed:
        blocks.append(_changes(diagnosis, changed, lang))
    return tuple(blocks)


def _lead(diagnosis: Diagnosis, changed: int, lang: Lang) -> str:
    claimed, verified = diagnosis.claimed, diagnosis.card
    level, before = level_name(verified.level, lang), level_name(claimed.level, lang)
    total = figure(verified.total, lang)
    if not changed:
        return say("report.verification_same", lang, total=total, level=level)
    told = say(
        "report.verification_level_kept" if level == before else "report.verification_changed",
        lang,
        questions=counted("questions", changed, lang),
        claimed=figure(claimed.total, lang),
        verified=total,
        difference=difference((verified.total or 0) - (claimed.total or 0)),
        level=level,
        claimed_level=before,
        verified_level=level,
    )
    return ("" if lang == "zh" else " ").join(filter(None, (told, _moved(diagnosis, lang))))


def _moved(diagnosis: Diagnosis, lang: Lang) -> str:
    """How many questions went down and up, and which dimension moved most."""
    before = {score.id: score for score in diagnosis.claimed.items}
    moves = [
        (score.value or 0) - (before[score.id].value or 0)
        for score in diagnosis.card.items
        if "routed_out" not in (score.state, before[score.id].state)
    ]
    down, up = sum(move < 0 for move in moves), sum(move > 0 for move in moves)
    counts = [
        say(f"report.verification_{way}", lang, questions=counted("questions", n, lang))
        for way, n in (("down", down), ("up", up))
        if n
    ]
    claimed = {node.id: node.score for node in diagnosis.claimed.nodes}
    moved = [
        (node.score - was, node.title.to(lang))
        for node in first_depth(diagnosis.card)
        if node.score is not None and (was := claimed.get(node.id)) is not None
    ]
    if not counts or not moved:
        return ""
    most, title = max(moved, key=lambda each: abs(each[0]))
    said = {"counts": listed(counts, lang), "node": title, "difference": difference(most)}
    return say("report.verification_moved", lang, **said)


def _sides(diagnosis: Diagnosis, lang: Lang) -> Table:
    before = {node.id: node.score for node in diagnosis.claimed.nodes}
    rows = []
    for node in (diagnosis.card.nodes[0], *first_depth(diagnosis.card)):
        claimed = before.get(node.id)
        if claimed is None and node.score is None:
            continue  # applies to neither side
        moved = None if claimed is None or node.score is None else node.score - claimed
        texts = (
            node.title.to(lang),
            figure(claimed, lang),
            figure(node.score, lang),
            say("report.dash", lang) if moved is None else difference(moved),
        )
        rows.append(tuple(map(Cell, texts)))
    columns = (
        Column(say("report.column_node", lang), 0.4),
        Column(say("report.column_claimed", lang), 0.2, figures=True),
        Column(say("report.column_verified", lang), 0.2, figures=True),
        Column(say("report.column_difference", lang), 0.2, figures=True),
    )
    caption = say("report.caption_sides", lang, scale=exact(diagnosis.card.scale))
    return Table(caption, columns, tuple(rows))


def _changes(diagnosis: Diagnosis, changed: list[Item], lang: Lang) -> Table:
    dash = say("report.dash", lang)
    rows = []
    for item in changed:
        claim, verdict = diagnosis.claim(item), diagnosis.answer(item)
        texts = (
            item.ask.to(lang),
            dash if claim is None else answer_text(item, diagnosis.claimed_sheet, claim, lang),
            dash if verdict is None else answer_text(item, diagnosis.sheet, verdict, lang),
            diagnosis.remarks.get(item.id) or dash,
        )
        rows.append(tuple(map(Cell, texts)))
    columns = tuple(
        Column(say(f"report.column_{name}", lang), 0.25)
        for name in ("item", "claimed", "verified", "remark")
    )
    return Table(say("report.caption_changes", lang), columns, tuple(rows))
