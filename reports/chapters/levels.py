"""The level and why it is not the next one; the scores, side by side with peers."""

from i18n import Lang, exact, one_decimal, say
from reports import figures
from reports.diagnosis import Diagnosis
from reports.report import Block, Cell, Column, Heading, Paragraph, Picture, Table
from scoring.scorecard import NodeScore, Scorecard
from wording.phrases import (
    counted,
    day,
    difference,
    figure,
    level_name,
    level_number,
    listed,
    required,
    rung,
    share,
)


def levels(diagnosis: Diagnosis, lang: Lang) -> tuple[Block, ...]:
    """The chapter."""
    card = diagnosis.card
    ladder = Picture(say("report.caption_ladder", lang), figures.ladder(card, lang))
    return (
        *_reached(diagnosis, lang),
        ladder,
        *_next(card, lang),
        _level_table(card, lang),
        _score_table(diagnosis, lang),
        *_left_out(card, lang),
        _peers(diagnosis, lang),
        *_pictures(diagnosis, lang),
    )


def _reached(diagnosis: Diagnosis, lang: Lang) -> list[Block]:
    card = diagnosis.card
    if card.level is None or card.total is None:
        return [Paragraph(say("report.level_nothing", lang), "warning")]
    said = {
        "total": one_decimal(card.total),
        "scale": exact(card.scale),
        "level": level_name(card.level, lang),
        "meaning": card.level.meaning.to(lang),
    }
    reached = say(f"report.level_{'reached' if card.level.number else 'not_reached'}", lang, **said)
    further = [
        _estimate(diagnosis, lang),
        _by_score(card, lang),
        _open(diagnosis, lang),
        _excluded(card, lang),
    ]
    blocks: list[Block] = [Paragraph(text) for text in (reached, *further) if text]
    if card.provisional:
        floor = f"{exact(round(diagnosis.rubric.coverage_floor * 100, 9))}%"
        coverage = share(card.coverage)
        warning = say("report.level_provisional", lang, coverage=coverage, floor=floor)
        blocks.insert(0, Paragraph(warning, "warning"))
    return blocks


def _estimate(diagnosis: Diagnosis, lang: Lang) -> str:
    """What a level is worth that so few questions have given."""
    estimate, card = diagnosis.rubric.estimate, diagnosis.card
    if estimate is None:
        return ""
    return say(
        "report.level_estimate",
        lang,
        level_low=level_number(card.level_low, lang),
        level_high=level_number(card.level_high, lang),
        reason=estimate.reason.to(lang),
    )


def _by_score(card: Scorecard, lang: Lang) -> str:
    if card.level is None or (card.level_by_score or 0) <= card.level.number:
        return ""
    level = level_number(card.level.number, lang)
    return say("report.level_by_score", lang, by_score=card.level_by_score, level=level)


def _open(diagnosis: Diagnosis, lang: Lang) -> str:
    card, count = diagnosis.card, len(diagnosis.open_items)
    if not count or card.low is None or card.high is None:
        return ""
    low, high = level_number(card.level_low, lang), level_number(card.level_high, lang)
    return say(
        "report.level_open_same" if low == high else "report.level_open",
        lang,
        questions=counted("questions", count, lang),
        low=one_decimal(card.low),
        high=one_decimal(card.high),
        level=low,
        level_low=low,
        level_high=high,
    )


def _excluded(card: Scorecard, lang: Lang) -> str:
    excluded = card.nodes[0].excluded
    said = share(excluded)
    return "" if said == "0.0%" else say("report.level_excluded", lang, share=said)


def _next(card: Scorecard, lang: Lang) -> list[Block]:
    if card.level is None:
        return []
    if card.level.number == card.ladder[-1].number:
        return [Paragraph(say("report.level_top", lang))]
    if not card.held_back:
        return []
    goal = next(level for level in card.ladder if level.number == card.held_back[0].level)
    titles = {node.id: node.title.to(lang) for node in card.nodes}
    rows = tuple(
        _row(
            requirement.measure.to(lang) if requirement.measure else titles[requirement.node],
            required(requirement.needed, requirement, lang),
            required(requirement.actual, requirement, lang),
            required(
                None if requirement.actual is None else requirement.needed - requirement.actual,
                requirement,
                lang,
            ),
        )
        for requirement in card.held_back
    )
    columns = _columns(lang, ("requirement", 0.4), ("needed", 0.2), ("actual", 0.2), ("short", 0.2))
    counted_too = any(requirement.measure for requirement in card.held_back)
    caption = "report.caption_held_counted" if counted_too else "report.caption_held"
    return [
        Heading("next-level", say("report.level_next", lang, level=level_name(goal, lang))),
        Table(say(caption, lang, number=goal.number), columns, rows),
    ]


def _level_table(card: Scorecard, lang: Lang) -> Table:
    here = card.level.number if card.level else None
    rows = tuple(
        (
            Cell(
                rung(level, lang),
                (say("report.here_mark", lang),) if level.number == here else (),
            ),
            Cell(level.meaning.to(lang)),
        )
        for level in card.ladder
        if level.number
    )
    columns = (
        Column(say("report.column_level", lang), 0.25),
        Column(say("report.column_meaning", lang), 0.75),
    )
    return Table(say("report.caption_levels", lang), columns, rows)


def _score_table(diagnosis: Diagnosis, lang: Lang) -> Table:
    card, peers = diagnosis.card, diagnosis.peers
    ranged = any(_ranged(node) for node in card.nodes)
    figured = list(_columns(lang, ("score", 0.13)))
    if ranged:
        figured.append(Column(say("report.column_range", lang), 0.18, figures=True))
    figured += _columns(lang, ("coverage", 0.14), ("weight", 0.14))
    if peers:
        figured.append(Column(say("report.column_peers", lang, n=peers.n), 0.15, figures=True))
    rest = 1 - sum(column.share for column in figured)
    columns = (*_columns(lang, ("node", rest)), *figured)
    rows = []
    for node in (card.nodes[0], *figures.applicable(card)):
        row = [node.title.to(lang), figure(node.score, lang)]
        if ranged:
            row.append(_range(node, lang))
        weight = share(node.weight)
        beside = weight == share(0)  # shown beside the total, which is not made of it
        row += [share(node.coverage), say("report.dash", lang) if beside else weight]
        if peers:
            row.append(figure(peers.scores.get(node.id), lang))
        rows.append(_row(*row))
    caption = say("report.caption_scores", lang, scale=exact(card.scale))
    return Table(caption, columns, tuple(rows))


def _left_out(card: Scorecard, lang: Lang) -> list[Block]:
    """The dimensions of which nothing applies."""
    shown = figures.applicable(card)
    titles = [node.title.to(lang) for node in figures.first_depth(card) if node not in shown]
    said = say("report.scores_left_out", lang, nodes=listed(titles, lang))
    return [Paragraph(said, "note")] if titles else []


def _ranged(node: NodeScore) -> bool:
    return (
        node.low is not None and node.high is not None and difference(node.high - node.low) != "0.0"
    )


def _range(node: NodeScore, lang: Lang) -> str:
    if node.low is None or node.high is None:
        return say("report.dash", lang)
    return say("report.range", lang, low=one_decimal(node.low), high=one_decimal(node.high))


def _pictures(diagnosis: Diagnosis, lang: Lang) -> list[Block]:
    card, peers = diagnosis.card, diagnosis.peers
    blocks: list[Block] = []
    bars, radar = figures.bars(card, lang, peers), figures.radar(card, lang, peers)
    if bars:
        blocks.append(Picture(say("report.caption_bars", lang), bars))
        if any(_ranged(node) for node in figures.applicable(card)):
            blocks.append(Paragraph(say("report.note_interval", lang), "note"))
    if radar:
        caption = say("report.caption_radar", lang, scale=exact(card.scale))
        blocks.append(Picture(caption, radar))
    return blocks


def _peers(diagnosis: Diagnosis, lang: Lang) -> Paragraph:
    peers = diagnosis.peers
    if peers is None:
        return Paragraph(say("report.no_peers", lang), "note")
    said = {
        "group": peers.group,
        "n": peers.n,
        "middle": say(f"report.middle_{peers.middle}", lang),
        "day": day(peers.as_of, lang),
    }
    return Paragraph(say("report.peers_note", lang, **said), "note")


def _columns(lang: Lang, *columns: tuple[str, float]) -> tuple[Column, ...]:
    """What a row is about stands left, figures right."""
    return tuple(
        Column(say(f"report.column_{name}", lang), width, name not in ("node", "requirement"))
        for name, width in columns
    )


def _row(*texts: str) -> tuple[Cell, ...]:
    return tuple(map(Cell, texts))
