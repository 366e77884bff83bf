"""How the figures of one diagnosis come about, as a value: enough to compute them once more."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from i18n import number, one_decimal
from questionnaires.columns import columns_of
from questionnaires.conditions import route
from questionnaires.model import Band, Dimension, Item, Kind
from reports.counting import question_counts
from reports.diagnosis import Diagnosis
from reports.figures import BarsFigure, PeerScores, RadarFigure, bars, radar
from reports.narratives.narrator import Narrator
from scoring.columns import encode
from scoring.lines import Line, extremes, reach_of
from scoring.points import maximum, sums, table
from scoring.program import OPEN
from scoring.rubric import STAND_IN, Judged, Node, Policy, Rubric
from scoring.rules.base import Aggregation, Threshold
from scoring.scorecard import Level, Scorecard, State
from scoring.steps import steps_of
from scoring.weighed_batch import coding_plan
from scoring.weighing import weighed
from wording.voice import Voice


@dataclass(frozen=True)
class AnswerChoice:
    """One thing that can be answered, and the points that it brings."""

    says: str
    points: float


@dataclass(frozen=True)
class NumberBands:
    """How a number that a line judges falls into bands, and from where to where it may go."""

    inner: tuple[float, ...]
    closed: Literal["left", "right"]
    low: float
    high: float
    is_share: bool


@dataclass(frozen=True)
class Question:
    """An item and what was answered to it.

    ``code`` is the place of the answer among ``choices``, below 0 a state as the engine has it;
    where the item is not scored there are none. Where a line judges the item the choices are its
    points, and ``number`` is the answer, if there is one. ``may_be_skipped``: the rubric says what
    it counts for where it is routed out (S60). ``most``: the points that are 1 as a value.
    ``claim`` is what the enterprise answered, where something else counts.
    """

    id: str
    dimension: str
    ask: str
    choices: tuple[AnswerChoice, ...]
    bands: NumberBands | None
    number: float | None
    most: float
    code: int
    may_be_skipped: bool
    state: State
    answer: str
    claim: str
    cites: str
    note: str
    remark: str
    value: float | None
    weight: float | None
    gained: float | None
    lost: float | None


@dataclass(frozen=True)
class BranchItem:
    """A question below a branch; ``values`` in [0, 1] are those of its steps there.

    Of one with a ``line`` (of numbers and values) they are the lowest and the highest.

    ``absent`` and ``skipped`` say what it counts for where it does not apply or is skipped (S60).
    """

    question: str
    weight: float
    absent: "Absent"
    skipped: "Absent"
    missing_is_zero: bool
    values: tuple[float, ...]
    line: Line = ()


@dataclass(frozen=True)
class Absent:
    """What something counts for that is not there; None: its siblings share its weight.

    ``takes_all``: the branch then does not apply either.
    """

    stand_in: float | None
    takes_all: bool

    @classmethod
    def of(cls, policy: Policy) -> "Absent":
        """What the rubric says by a word."""
        return cls(STAND_IN[policy], policy == "branch")


@dataclass(frozen=True)
class Branch:
    """A figure of the rubric: its parts, then the branches below it, by id.

    ``depth`` counts from the total; ``floor`` is the coverage below which it has no score. Where
    it ``shrinks`` its weight follows what applies of it, for which all below is ``measured``.
    """

    id: str
    title: str
    depth: int
    scale: float
    start: float
    limits: tuple[float, float]
    levels: tuple[tuple[float, str], ...]
    weight: float
    absent: Absent
    shrinks: bool
    measured: bool
    floor: float
    aggregate: Aggregation
    parts: tuple[BranchItem, ...]
    below: tuple[str, ...]


@dataclass(frozen=True)
class Workings:
    """Questions; the tree, the total first, then depth first; figures beside it; levels.

    ``widened``: by how many levels the true one may be lower, higher (S55). ``as_told`` is False
    where the report tells a result of another version of the rubric than these workings.
    """

    questions: tuple[Question, ...]
    tree: tuple[Branch, ...]
    beside: tuple[Branch, ...]  # below before above
    thresholds: tuple[Threshold, ...]
    ladder: tuple[Level, ...]
    widened: tuple[int, int]
    floor: float
    card: Scorecard
    as_told: bool
    peers: PeerScores | None
    bars: BarsFigure | None
    radar: RadarFigure | None
    answered: Mapping[str, int]  # how many answers each node of the tree rests on

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """Every question under its id."""
        return {question.id: question for question in self.questions}


def workings(narrator: Narrator) -> Workings:
    """The workings of what counts in ``diagnosis``."""
    diagnosis = narrator.diagnosis
    rubric, card = weighed(diagnosis.rubric, diagnosis.sheet.facts), diagnosis.card
    estimate = rubric.estimate
    depths = {rubric.tree.id: 0}
    for node, parent in rubric.nodes[1:]:
        depths[node.id] = depths[parent or ""] + 1
    codes, numbers = _codes(diagnosis)
    titles = {each.id: each for each in diagnosis.questionnaire.dimensions}
    tops = (rubric.tree, *rubric.measures)
    measured = {
        below.id
        for top in tops
        for node, _ in top.walk()
        if node.shrinks
        for below, _ in node.walk()
    }
    answered = {id: count.answered for id, count in question_counts(diagnosis).items()}
    return Workings(
        questions=tuple(
            _question(
                narrator,
                item,
                titles[item.dimension],
                codes.get(item.id, OPEN),
                numbers.get(item.id),
            )
            for item in diagnosis.questionnaire.items
        ),
        tree=tuple(_branch(narrator, node, depths[node.id], measured) for node, _ in rubric.nodes),
        beside=tuple(
            {node.id: _branch(narrator, node, 0, measured) for node in rubric.measures}.values()
        ),
        thresholds=rubric.thresholds,
        ladder=rubric.levels,
        widened=(estimate.below, estimate.above) if estimate else (0, 0),
        floor=rubric.coverage_floor,
        card=card,
        as_told=card.stamp.rubric_digest == rubric.stamped,
        peers=diagnosis.peers,
        bars=bars(narrator, card, diagnosis.peers, answered),
        radar=radar(narrator, card, diagnosis.peers, answered),
        answered=answered,
    )


def _codes(diagnosis: Diagnosis) -> tuple[dict[str, int], dict[str, float]]:
    """What the engine is given for each scored item; the numbers of those that a line judges."""
    questionnaire, sheet = diagnosis.questionnaire, diagnosis.sheet
    routes = route(questionnaire, columns_of(questionnaire, [sheet.answers], [sheet.facts]))
    codes = encode(coding_plan(questionnaire, diagnosis.rubric).coders, routes)
    found = {item.id: int(codes[row, 0]) for row, item in enumerate(questionnaire.scored)}
    lined = [id for id, code in found.items() if code >= 0 and diagnosis.rubric.judged[id].line]
    return found, {id: float(routes.items[id][0]) for id in lined}


def _question(
    narrator: Narrator, item: Item, dimension: Dimension, code: int, number: float | None
) -> Question:
    diagnosis = narrator.diagnosis
    answer, claim = diagnosis.answer(item), diagnosis.claim(item)
    judged, score = diagnosis.rubric.judged.get(item.id), diagnosis.scores.get(item.id)
    other = claim is not None and claim != answer
    return Question(
        id=item.id,
        dimension=narrator.text(dimension.title),
        ask=narrator.text(item.ask),
        choices=() if judged is None else _choices(narrator, item, judged),
        bands=_bands(item) if judged is not None and judged.line else None,
        number=number,
        most=0.0 if judged is None else judged.most or maximum(item, judged.points),
        code=code,
        may_be_skipped=judged is not None and judged.routed_out is not None,
        state=diagnosis.state(item),
        answer="" if answer is None else narrator.answer(item, diagnosis.sheet, answer),
        claim=narrator.answer(item, diagnosis.claimed_sheet, claim)
        if other and claim is not None
        else "",
        cites=narrator.cited(item.cites),
        note=_noted(narrator, item),
        remark=diagnosis.remarks.get(item.id, ""),
        value=score.value if score else None,
        weight=score.weight if score else None,
        gained=score.gained if score else None,
        lost=score.lost if score else None,
    )


def _noted(narrator: Narrator, item: Item) -> str:
    """The note beside the answer, and the names of the files."""
    diagnosis = narrator.diagnosis
    names = [file.name for file in diagnosis.files if file.item == item.id]
    files = narrator.say("outlook.files_named", names=narrator.clauses(names)) if names else ""
    return "\n".join(filter(None, (diagnosis.notes.get(item.id, ""), files)))


def _choices(voice: Voice, item: Item, judged: Judged) -> tuple[AnswerChoice, ...]:
    """Options or bands; of a multi item, whose options add up, all the sums they can come to.

    Of a number that a line judges, the points of the line.
    """
    if judged.line:
        return tuple(
            AnswerChoice(voice.step(item, Band(from_=x, to=x)), points) for x, points in judged.line
        )
    if item.kind is not Kind.MULTI:
        steps = zip(steps_of(item), judged.points, strict=True)
        return tuple(AnswerChoice(voice.step(item, step), points) for step, points in steps)
    most = number(float(one_decimal(judged.most or maximum(item, judged.points))))
    return tuple(
        AnswerChoice(
            voice.say("workbook.of_points", points=number(round(points, 2)), most=most), points
        )
        for points in sums(item, judged.points)
    )


def _branch(narrator: Narrator, node: Node, depth: int, measured: Collection[str]) -> Branch:
    return Branch(
        id=node.id,
        title=narrator.text(node.title),
        depth=depth,
        scale=node.scale,
        start=node.start,
        limits=node.limits,
        levels=tuple((level.from_, narrator.text(level.name)) for level in node.levels),
        weight=node.weight,
        absent=Absent.of(node.not_applicable),
        shrinks=node.shrinks,
        measured=node.id in measured,
        floor=node.coverage_floor,
        aggregate=node.aggregate,
        parts=tuple(_part(narrator.diagnosis, judged) for judged in node.items),
        below=tuple(child.id for child in node.nodes),
    )


def _bands(item: Item) -> NumberBands:
    low, high = reach_of(item)
    inner = tuple(band.from_ for band in item.bands[1:])
    return NumberBands(inner, item.closed, low, high, item.kind is Kind.RATIO)


def _part(diagnosis: Diagnosis, judged: Judged) -> BranchItem:
    rubric: Rubric = diagnosis.rubric
    item, most = diagnosis.questionnaire.by_id[judged.id], judged.most or 1.0
    values = table(item, judged.points, judged.most)
    if judged.line:
        low, high = extremes(item, judged.line)
        values = (low / most, high / most)
    return BranchItem(
        question=judged.id,
        weight=judged.weight,
        absent=Absent.of(judged.not_applicable),
        skipped=Absent.of(judged.skipped),
        missing_is_zero=rubric.missing_of(judged) == "zero",
        values=values,
        line=tuple((x, points / most) for x, points in judged.line),
    )
