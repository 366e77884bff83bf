"""Answer sheets to their Scorecards."""

import math
from collections.abc import Sequence

from i18n import text_of
from questionnaires.columns import NOT_APPLICABLE, UNANSWERED, columns_of
from questionnaires.conditions import FALSE, Routes, route
from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from scoring.columns import encode
from scoring.compiling import CompiledRubric
from scoring.engine import VERSION, Scores, or_none
from scoring.explanation import explain
from scoring.program import SKIPPED, Codes
from scoring.rubric import STAND_IN, Rubric
from scoring.rules.base import TOLERANCE
from scoring.scorecard import ItemScore, Level, NodeScore, Requirement, Scorecard, Stamp, State
from scoring.thresholds import unmet
from scoring.weighed_batch import coding_plan, score_weighed
from scoring.weighing import weighed


def scorecard_of(questionnaire: Questionnaire, rubric: Rubric, sheet: Sheet) -> Scorecard:
    """The whole result of one sheet: a batch of one through the engine, then explained."""
    return scorecards_of(questionnaire, rubric, [sheet])[0]


def scorecards_of(
    questionnaire: Questionnaire, rubric: Rubric, sheets: Sequence[Sheet]
) -> list[Scorecard]:
    """The whole result of every sheet, in their order."""
    answers, facts = [sheet.answers for sheet in sheets], [sheet.facts for sheet in sheets]
    routes = route(questionnaire, columns_of(questionnaire, answers, facts))
    plan = coding_plan(questionnaire, rubric)
    codes = encode(plan.coders, routes)
    scores = score_weighed(questionnaire, rubric, codes, routes.facts, detail=True)
    return [
        _Card(
            questionnaire, weighed(rubric, sheet.facts), plan, routes, codes, scores, at
        ).scorecard()
        for at, sheet in enumerate(sheets)
    ]


class _Card:
    """The scores of the sheet at row ``at`` on their way to a Scorecard."""

    def __init__(  # noqa: PLR0913, PLR0917  (a scored batch, and the row in it)
        self,
        questionnaire: Questionnaire,
        rubric: Rubric,
        plan: CompiledRubric,
        routes: Routes,
        codes: Codes,
        scores: Scores,
        at: int,
    ) -> None:
        self.questionnaire = questionnaire
        self.rubric = rubric
        self.routes = routes
        self.scores = scores
        self.at = at
        self.unmet = [*unmet(rubric, scores, at)]
        self.codes = {item.id: int(codes[row, at]) for row, item in enumerate(questionnaire.scored)}
        self.values = {
            id: plan.value_of(id, codes[:, at]) for id in plan.values if self.codes[id] >= 0
        }
        self.explained = explain(rubric, self._counted(), self._absent(), self._shrunk())

    def scorecard(self) -> Scorecard:
        """All parts together."""
        scores, rubric = self.scores, self.rubric
        total = or_none(scores.total[self.at])
        coverage = or_none(scores.coverage[self.at])
        level = None if total is None else level_of(rubric, int(scores.level[self.at]))
        nothing = total is None and or_none(scores.low[self.at]) is None
        nodes = self._nodes()
        return Scorecard(
            stamp=self._stamp(),
            scale=rubric.tree.scale,
            start=rubric.tree.start,
            total=total,
            low=or_none(scores.low[self.at]),
            high=or_none(scores.high[self.at]),
            coverage=1.0 if coverage is None else coverage,
            provisional=any(node.provisional for node in nodes)
            or (coverage is not None and coverage < rubric.coverage_floor - TOLERANCE),
            level=level,
            level_low=None if nothing else int(scores.level_low[self.at]),
            level_high=None if nothing else int(scores.level_high[self.at]),
            level_by_score=None if total is None else self._level_by_score(),
            ladder=rubric.levels,
            held_back=() if level is None else self._held_back(level.number + 1),
            nodes=nodes,
            items=self._items(),
        )

    def _counted(self) -> dict[str, float]:
        """The values of the items that count."""
        counted = dict(self.values)
        for id, judged in self.rubric.judged.items():
            code = self.codes[id]
            stand_in = STAND_IN[judged.skipped if code == SKIPPED else judged.not_applicable]
            if code < UNANSWERED and stand_in is not None:
                counted[id] = stand_in
            elif code == UNANSWERED and self.rubric.missing_of(judged) == "zero":
                counted[id] = 0.0
        return counted

    def _absent(self) -> set[str]:
        """The nodes that do not apply; all of them where there is no total to explain."""
        if or_none(self.scores.total[self.at]) is None:
            return {node.id for node, _ in self.rubric.nodes}
        lows = self.scores.node_low
        return {node.id for node, _ in self.rubric.nodes if math.isnan(lows[node.id][self.at])}

    def _shrunk(self) -> dict[str, float]:
        """The weight that the nodes have which shrink."""
        included = self.scores.node_included
        return {
            node.id: node.weight * float(share)
            for node, _ in self.rubric.nodes
            if node.shrinks
            and node.id in included
            and not math.isnan(share := included[node.id][self.at])
        }

    def _items(self) -> tuple[ItemScore, ...]:
        scale = self.rubric.tree.span
        found = []
        for item in self.questionnaire.scored:
            weight, gained = self.explained.weights[item.id], self.explained.gained[item.id]
            found.append(
                ItemScore(
                    id=item.id,
                    state=self._state(item.id),
                    value=self.values.get(item.id),
                    weight=weight,
                    gained=gained * scale,
                    lost=max(weight - gained, 0.0) * scale,
                    cites=item.cites,
                )
            )
        return tuple(found)

    def _state(self, item: str) -> State:
        code = self.codes[item]
        if self.routes.shown[item][self.at] == FALSE and code != UNANSWERED:
            return "routed_out"
        if code == NOT_APPLICABLE:
            return "not_applicable"
        return "unanswered" if code == UNANSWERED else "answered"

    def _nodes(self) -> tuple[NodeScore, ...]:
        scores = self.scores
        found = []
        for node, parent in self.rubric.nodes:
            coverage = or_none(scores.node_coverage[node.id][self.at])
            found.append(
                NodeScore(
                    id=node.id,
                    title=node.title,
                    parent=parent,
                    scale=node.scale,
                    start=node.start,
                    score=(score := or_none(scores.nodes[node.id][self.at])),
                    level=None if score is None else node.level_at(score),
                    low=or_none(scores.node_low[node.id][self.at]),
                    high=or_none(scores.node_high[node.id][self.at]),
                    coverage=1.0 if coverage is None else coverage,
                    excluded=float(scores.node_excluded[node.id][self.at]),
                    weight=self.explained.weights[node.id],
                    provisional=coverage is not None and coverage < node.coverage_floor - TOLERANCE,
                )
            )
        return tuple(found)

    def _level_by_score(self) -> int:
        """The level that the total's own thresholds give."""
        total, above = self.rubric.tree.id, self.rubric.levels[-1].number + 1
        return min((need.level for need, _ in self.unmet if need.node == total), default=above) - 1

    def _held_back(self, level: int) -> tuple[Requirement, ...]:
        return tuple(
            self.rubric.requirement(need, figure)
            for need, figure in self.unmet
            if need.level == level
        )

    def _stamp(self) -> Stamp:
        return Stamp(
            questionnaire=self.questionnaire.id,
            edition=self.questionnaire.edition,
            questionnaire_digest=self.questionnaire.digest,
            rubric=self.rubric.id,
            rubric_version=self.rubric.version,
            rubric_digest=self.rubric.stamped,
            engine=VERSION,
        )


def level_of(rubric: Rubric, number: int) -> Level:
    """The rung of that number; below the first one there is a rung 0."""
    below = Level(
        number=0, name=text_of("scoring.below_first"), meaning=text_of("scoring.below_why")
    )
    return next((level for level in rubric.levels if level.number == number), below)
