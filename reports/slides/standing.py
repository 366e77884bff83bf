"""The slides that tell where the enterprise stands: cover, level, dimensions, change."""

from collections.abc import Iterator
from dataclasses import replace

from i18n import one_decimal
from reports import figures
from reports.chapters.change import since
from reports.chapters.overview import ends
from reports.chapters.summary import needs_text, vouched_text
from reports.counting import question_counts
from reports.figures import BarsFigure, ScoreSeries
from reports.narratives.narrator import Narrator
from reports.report import Bullets, Cover, Facts, Slide
from scoring.scorecard import NodeScore


def cover_slide(narrator: Narrator, cover: Cover) -> Slide:
    """Whose diagnosis, by whom, of when, and who vouches for it."""
    say, named = narrator.say, cover.named
    facts = {
        say("deck.fact_day"): named["made_on"],
        say("deck.fact_centre"): named["centre"],
        say("report.fact_questionnaire"): named["questionnaire"],
        say("report.fact_round"): named["round"],
        say("outlook.fact_check_code"): named["check_code"],
    }
    told = tuple(text for _, text in cover.facts if named["check_code"] in text) if facts else ()
    return Slide(
        id="cover",
        title=cover.enterprise,
        lead=say("deck.title"),
        content=Facts(tuple((label, value) for label, value in facts.items() if value)),
        notes=(say("deck.tell_cover"), *(told if named["check_code"] else ())),
        beside=(cover.statement,),
    )


def level_slide(narrator: Narrator, summary: str) -> Slide:
    """The ladder, what the level means and what the next one asks for."""
    card = narrator.diagnosis.card
    level = card.level
    if level is None or card.total is None:
        return Slide(
            id="level",
            title=narrator.say("deck.level_title_none"),
            lead=narrator.say("report.level_nothing"),
            content=figures.ladder(narrator, card),
            notes=(narrator.say("deck.tell_level"),),
        )
    beside = (narrator.text(level.meaning) if level.number else "", needs_text(narrator, card))
    return Slide(
        id="level",
        title=narrator.say(
            "deck.level_title", level=narrator.rung(level), total=one_decimal(card.total)
        ),
        lead=vouched_text(narrator),
        content=figures.ladder(narrator, card),
        notes=(narrator.say("deck.tell_level"), summary),
        beside=tuple(text for text in (*beside, _open(narrator)) if text),
    )


def dimensions_slide(narrator: Narrator) -> Slide:
    """The scores as bars, each with how many questions count in it."""
    diagnosis = narrator.diagnosis
    counts = question_counts(diagnosis)
    found = figures.bars(narrator, diagnosis.card, diagnosis.peers)
    nodes = figures.applicable(diagnosis.card)
    lead, content = narrator.say("report.level_nothing"), Bullets(())
    if found is None or all(value is None for value in found.scores.values):
        labels = tuple(_label(narrator, node, counts[node.id].asked) for node in nodes)
        return _dimensions(narrator, lead, Bullets(labels) if labels else content)
    labels = tuple(_label(narrator, node, counts[node.id].asked) for node in nodes)
    scores = replace(found.scores, labels=labels)
    return _dimensions(narrator, _ends(narrator), replace(found, scores=scores))


def change_slide(narrator: Narrator) -> Iterator[Slide]:
    """The round beside the one before; nothing where there is none to compare with."""
    diagnosis = narrator.diagnosis
    earlier = diagnosis.earlier
    if earlier is None:
        return
    found = earlier.comparison
    tree = diagnosis.rubric.tree
    shown = {tree.id, *(node.id for node in tree.nodes)}
    nodes = [
        node
        for node in found.nodes
        if node.id in shown and (node.before is not None or node.after is not None)
    ]
    if not nodes:
        return
    text = since(narrator, found, (earlier.assessment, diagnosis.assessment), earlier.sides)
    nothing = (None,) * len(nodes)
    scores = ScoreSeries(
        labels=tuple(narrator.text(node.title) for node in nodes),
        values=tuple(node.after for node in nodes),
        lows=nothing,
        highs=nothing,
        peers=tuple(node.before for node in nodes),
        start=diagnosis.card.start,
        scale=diagnosis.card.scale,
        own_name=narrator.say("comparison.after"),
        peers_name=narrator.say("comparison.before"),
        axis="",
    )
    sides = (narrator.say("comparison.since_sides"),) if len(set(earlier.sides)) > 1 else ()
    yield Slide(
        id="change",
        title=narrator.say("deck.change_title"),
        lead=text,
        content=BarsFigure(scores, text),
        notes=(narrator.say("deck.tell_change"), *sides),
    )


def _dimensions(narrator: Narrator, lead: str, content: BarsFigure | Bullets) -> Slide:
    return Slide(
        id="dimensions",
        title=narrator.say("deck.dimensions_title"),
        lead=lead,
        content=content,
        notes=(narrator.say("deck.tell_dimensions"),),
    )


def _label(narrator: Narrator, node: NodeScore, count: int) -> str:
    title = narrator.node(node)
    if node.score is None:
        return narrator.say("deck.dimension_open", title=title)
    questions = narrator.counted("questions", count)
    return narrator.say("deck.dimension", title=title, questions=questions)


def _ends(narrator: Narrator) -> str:
    """The strongest and the weakest of those that enough questions carry."""
    return next(iter(ends(narrator)), "")


def _open(narrator: Narrator) -> str:
    diagnosis = narrator.diagnosis
    card, count = diagnosis.card, len(diagnosis.open_items)
    if not count or card.level_low is None or card.level_low == card.level_high:
        return ""
    return narrator.say(
        "deck.level_open",
        questions=narrator.counted("questions", count),
        low=narrator.level_number(card.level_low),
        high=narrator.level_number(card.level_high),
    )
