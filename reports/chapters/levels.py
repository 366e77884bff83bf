"""The level and why it is not the next one; the scores, side by side with peers."""

from i18n import difference, exact, one_decimal, share
from reports import figures
from reports.chapters.beside import outside, peers
from reports.chapters.best_of import best_notes
from reports.counting import FEWEST, QuestionCount, much_left_out, question_counts
from reports.narratives.narrator import Narrator
from reports.report import Block, Cell, Column, Heading, Paragraph, Picture, Table
from scoring.scorecard import NodeScore, Scorecard
from wording.voice import Voice


def levels(narrator: Narrator) -> tuple[Block, ...]:
    """The chapter; the ladder stands on the page for the owner."""
    card = narrator.diagnosis.card
    return (
        *_reached(narrator),
        *_next(narrator, card),
        _level_table(narrator, card),
        _score_table(narrator),
        *_left_out(narrator, card),
        *_of_others(narrator),
        *best_notes(narrator),
        *_cautions(narrator),
        *peers(narrator),
        *outside(narrator),
        *_pictures(narrator),
    )


def _reached(narrator: Narrator) -> list[Block]:
    diagnosis = narrator.diagnosis
    card = diagnosis.card
    if card.level is None or card.total is None:
        return [Paragraph(narrator.say("report.level_nothing"), "warning")]
    said = {
        "total": one_decimal(card.total),
        "scale": exact(card.scale),
        "level": narrator.level(card.level),
        "meaning": narrator.text(card.level.meaning),
    }
    reached = narrator.say(
        f"report.level_{'reached' if card.level.number else 'not_reached'}", **said
    )
    further = [
        _estimate(narrator),
        _by_score(narrator, card),
        _open(narrator),
        "" if much_left_out(card.nodes[0]) else _excluded(narrator, card),
    ]
    blocks: list[Block] = [Paragraph(text) for text in (reached, *further) if text]
    if much_left_out(card.nodes[0]):
        blocks.insert(0, Paragraph(caution(narrator), "warning"))
    if card.provisional:
        floor = f"{exact(round(diagnosis.rubric.coverage_floor * 100, 9))}%"
        coverage = share(card.coverage)
        warning = narrator.say("report.level_provisional", coverage=coverage, floor=floor)
        blocks.insert(0, Paragraph(warning, "warning"))
    return blocks


def _estimate(narrator: Narrator) -> str:
    """What a level is worth that so few questions have given."""
    diagnosis = narrator.diagnosis
    estimate, card = diagnosis.rubric.estimate, diagnosis.card
    if estimate is None:
        return ""
    return narrator.say(
        "report.level_estimate",
        level_low=narrator.level_number(card.level_low),
        level_high=narrator.level_number(card.level_high),
        reason=estimate.reason,
    )


def _by_score(voice: Voice, card: Scorecard) -> str:
    if card.level is None or (card.level_by_score or 0) <= card.level.number:
        return ""
    level = voice.level_number(card.level.number)
    return voice.say("report.level_by_score", by_score=card.level_by_score, level=level)


def _open(narrator: Narrator) -> str:
    diagnosis = narrator.diagnosis
    card, count = diagnosis.card, len(diagnosis.open_items)
    if not count or card.low is None or card.high is None:
        return ""
    low, high = narrator.level_number(card.level_low), narrator.level_number(card.level_high)
    return narrator.say(
        "report.level_open_same" if low == high else "report.level_open",
        questions=narrator.counted("questions", count),
        low=one_decimal(card.low),
        high=one_decimal(card.high),
        level=low,
        level_low=low,
        level_high=high,
    )


def _excluded(voice: Voice, card: Scorecard) -> str:
    excluded = card.nodes[0].excluded
    said = share(excluded)
    return "" if said == "0.0%" else voice.say("report.level_excluded", share=said)


def caution(narrator: Narrator) -> str:
    """What it means that more than a quarter of the weight does not apply."""
    root = narrator.diagnosis.card.nodes[0]
    n = question_counts(narrator.diagnosis)[root.id].asked
    return narrator.say("report.level_excluded_much", share=share(root.excluded), n=n)


def _next(voice: Voice, card: Scorecard) -> list[Block]:
    if card.level is None:
        return []
    if card.level.number == card.ladder[-1].number:
        return [Paragraph(voice.say("report.level_top"))]
    if not card.held_back:
        return []
    goal = next(level for level in card.ladder if level.number == card.held_back[0].level)
    titles = {node.id: voice.text(node.title) for node in card.nodes}
    rows = tuple(
        _row(
            voice.text(requirement.measure) if requirement.measure else titles[requirement.node],
            voice.needed(requirement),
            voice.required(requirement.actual, requirement),
            voice.required(
                None if requirement.actual is None else requirement.needed - requirement.actual,
                requirement,
            ),
        )
        for requirement in card.held_back
    )
    columns = _columns(
        voice, ("requirement", 0.4), ("needed", 0.2), ("actual", 0.2), ("short", 0.2)
    )
    counted_too = any(requirement.measure for requirement in card.held_back)
    caption = "report.caption_held_counted" if counted_too else "report.caption_held"
    return [
        Heading("next-level", voice.say("report.level_next", level=voice.level(goal))),
        Table(voice.say(caption, number=goal.number), columns, rows),
    ]


def _level_table(voice: Voice, card: Scorecard) -> Table:
    here = card.level.number if card.level else None
    rows = tuple(
        (
            Cell(
                voice.rung(level),
                (voice.say("report.here_mark"),) if level.number == here else (),
            ),
            Cell(voice.text(level.meaning)),
        )
        for level in card.ladder
        if level.number
    )
    columns = (
        Column(voice.say("report.column_level"), 0.25, holds="levels"),
        Column(voice.say("report.column_meaning"), 0.75, holds="levels"),
    )
    return Table(voice.say("report.caption_levels"), columns, rows)


def _score_table(narrator: Narrator) -> Table:
    diagnosis = narrator.diagnosis
    card, peers = diagnosis.card, diagnosis.peers
    ranged = any(_ranged(node) for node in card.nodes)
    figured = list(_columns(narrator, ("score", 0.11)))
    if ranged:
        figured.append(Column(narrator.say("report.column_range"), 0.16, figures=True))
    figured += _columns(narrator, ("questions", 0.21), ("weight", 0.11))
    if peers:
        figured.append(Column(narrator.say("report.column_peers", n=peers.n), 0.14, figures=True))
    rest = 1 - sum(column.share for column in figured)
    columns = (*_columns(narrator, ("node", rest)), *figured)
    counts = question_counts(diagnosis)
    rows = []
    for node in (card.nodes[0], *figures.applicable(card)):
        row = [*_row(narrator.node(node), narrator.figure(node.score))]
        if ranged:
            row.append(Cell(_range(narrator, node)))
        weight = share(node.weight)
        beside = weight == share(0)  # shown beside the total, which is not made of it
        row.append(_questions(narrator, counts[node.id]))
        row.append(Cell(narrator.say("report.dash") if beside else weight))
        if peers:
            row.append(Cell(narrator.figure(peers.scores.get(node.id))))
        rows.append(tuple(row))
    caption = narrator.say("report.caption_scores", scale=exact(card.scale))
    return Table(caption, columns, tuple(rows))


def _questions(voice: Voice, count: QuestionCount) -> Cell:
    """How many are answered of how many that apply, and how many do not."""
    key = "report.answered_of_less" if count.left_out else "report.answered_of"
    return Cell(voice.say(key, n=count.answered, of=count.asked, less=count.left_out))


def _cautions(narrator: Narrator) -> list[Block]:
    """The dimensions of which so much does not apply, or so little is answered, that it shows."""
    diagnosis = narrator.diagnosis
    counts, shown = question_counts(diagnosis), figures.applicable(diagnosis.card)
    judged = [node for node in shown if node.score is not None]
    named = {
        "much": [(node, share(node.excluded)) for node in judged if much_left_out(node)],
        "few": [
            (node, narrator.counted("questions", counts[node.id].answered))
            for node in judged
            if counts[node.id].answered < FEWEST
        ],
    }
    return [
        Paragraph(narrator.say(f"report.caution_{name}", nodes=_told(narrator, found)), "note")
        for name, found in named.items()
        if found
    ]


def _told(voice: Voice, found: list[tuple[NodeScore, str]]) -> str:
    return voice.listed(
        voice.say("report.caution_node", node=voice.text(node.title), said=said)
        for node, said in found
    )


def _left_out(voice: Voice, card: Scorecard) -> list[Block]:
    """The dimensions of which nothing applies."""
    shown = figures.applicable(card)
    titles = [voice.text(node.title) for node in figures.first_depth(card) if node not in shown]
    said = voice.say("report.scores_left_out", nodes=voice.listed(titles))
    return [Paragraph(said, "note")] if titles else []


def _of_others(narrator: Narrator) -> list[Block]:
    """That questions for other trades are no part of what does not apply."""
    diagnosis = narrator.diagnosis
    counted = question_counts(diagnosis)[diagnosis.rubric.tree.id]
    n = len(diagnosis.rubric.judged) - counted.asked - counted.left_out
    if not n:
        return []
    said = narrator.say("report.scores_of_others", questions=narrator.counted("questions", n))
    return [Paragraph(said, "note")]


def _ranged(node: NodeScore) -> bool:
    return (
        node.low is not None and node.high is not None and difference(node.high - node.low) != "0.0"
    )


def _range(voice: Voice, node: NodeScore) -> str:
    if node.low is None or node.high is None:
        return voice.say("report.dash")
    return voice.say("report.range", low=one_decimal(node.low), high=one_decimal(node.high))


def _pictures(narrator: Narrator) -> list[Block]:
    diagnosis = narrator.diagnosis
    card, peers = diagnosis.card, diagnosis.peers
    blocks: list[Block] = []
    answered = {id: count.answered for id, count in question_counts(diagnosis).items()}
    bars = figures.bars(narrator, card, peers, answered)
    radar = figures.radar(narrator, card, peers, answered)
    if bars:
        blocks.append(Picture(narrator.say("report.caption_bars"), bars))
        if any(_ranged(node) for node in figures.applicable(card)):
            blocks.append(Paragraph(narrator.say("report.note_interval"), "note"))
    if radar:
        caption = narrator.say("report.caption_radar", scale=exact(card.scale))
        blocks.append(Picture(caption, radar))
    return blocks


def _columns(voice: Voice, *columns: tuple[str, float]) -> tuple[Column, ...]:
    """What a row is about stands left, figures right."""
    left = ("node", "requirement")
    return tuple(
        Column(voice.say(f"report.column_{name}"), width, holds="names")
        if name in left
        else Column(voice.say(f"report.column_{name}"), width, figures=True)
        for name, width in columns
    )


def _row(*texts: str) -> tuple[Cell, ...]:
    return tuple(map(Cell, texts))
