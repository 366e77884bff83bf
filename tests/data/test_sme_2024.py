"""The 2024 indicators for SMEs: complete, a hundred points, sixteen scenes, doubts marked."""

from questionnaires.model import Kind, Questionnaire
from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.library import rubric
from scoring.points import default_points
from tests.data.promises import Route, answers_at
from tests.data.reference_promises import ReferencePromises, unconfirmed

CONSTRAINED = {
    "product_design", "marketing", "production_control", "quality", "equipment",
    "safety", "energy", "purchasing", "warehousing", "finance",
}  # fmt: skip
# Weights of the source in percent, level by level, and what share of its own each option earns.
DIMENSIONS = {"foundation": 50.0, "management": 30.0, "effect": 20.0}
SOURCE = {
    "network": (50 * 0.4 * 0.4, [0.25] * 4 + [0]),
    "digital_share": (50 * 0.4 * 0.3, [0, 0.25, 0.5, 0.75, 1]),
    "networked_share": (50 * 0.4 * 0.3, [0, 0.25, 0.5, 0.75, 1]),
    "auto_capture": (50 * 0.2, [0.07] * 13 + [0.09, 0]),
    "managed_links": (50 * 0.2, [0, 0.25, 0.5, 0.75, 1]),
    "network_security": (50 * 0.2 * 0.5, [0.25] * 4 + [0]),
    "data_security": (50 * 0.2 * 0.5, [0.25] * 4 + [0]),
    "plan_execution": (30 * 0.5 * 0.5, [0, 0.2, 0.4, 0.6, 0.8, 1]),
    "rules": (30 * 0.5 * 0.5, [0.25] * 4 + [0]),
    "talent": (30 * 0.5 * 0.5, [0.2] * 5 + [0]),
    "spend_share": (30 * 0.5 * 0.5, [0, 0.25, 0.5, 0.75, 1]),
    "energy_result": (20 * 0.35, [0, 0.5, 1]),
    "quality_result": (20 * 0.35, [0, 0.5, 1]),
    "market_result": (20 * 0.3 * 0.5, [0, 0.5, 1]),
    "cost_result": (20 * 0.3 * 0.5, [0, 0.5, 1]),
}


class TestSme2024(ReferencePromises):
    """The indicators keep what every reference promises."""

    name = "sme_2024"
    edition = "2024.1"
    rubrics = ("sme_2024", "sme_2024_six_three")
    top = 4
    routes = (Route("a manufacturer of fifty", items=(33, 33)),)

    def test_the_scored_part_is_the_source_s(self, questionnaire: Questionnaire) -> None:
        """All 79 option scores follow from the weights; together they are a hundred points."""
        for name in self.rubrics:
            judged = rubric(name, questionnaire).judged
            scores = 0
            for id, (weight, shares) in SOURCE.items():
                points = judged[id].points or default_points(questionnaire.by_id[id])
                assert abs(judged[id].weight - weight) < 1e-9, id
                assert len(points) == len(shares), id
                assert all(abs(p - weight * s) < 1e-9 for p, s in zip(points, shares, strict=True))
                scores += len(points)
            assert scores == 79
            assert abs(sum(weight for weight, _ in SOURCE.values()) - 100) < 1e-9

    def test_dimensions(self, questionnaire: Questionnaire) -> None:
        """Foundation 50, management 30, effect 20; scenes weigh nothing."""
        nodes = {node.id: node for node in rubric("sme_2024", questionnaire).tree.nodes}
        for id, points in DIMENSIONS.items():
            assert nodes[id].weight == points
            assert sum(child.scale for child in nodes[id].nodes) == points
        assert nodes["business"].weight == 0

    def test_a_hundred_points_are_a_hundred(self, questionnaire: Questionnaire) -> None:
        """The best base score is exactly 100 whatever the scenes, and scenes alone bring none."""
        for name in self.rubrics:
            judge = rubric(name, questionnaire)
            best, worst = (answers_at(questionnaire, judge, rung) for rung in (1.0, 0.0))
            scenes = {i.id for i in questionnaire.scored if i.dimension == "business"}
            base = {id: answer for id, answer in best.items() if id not in scenes}
            low = {id: worst[id] for id in scenes}
            for answers in (best, base, base | low):
                assert scorecard_of(questionnaire, judge, Sheet(answers)).total == 100
            alone = worst | {id: best[id] for id in scenes}
            assert scorecard_of(questionnaire, judge, Sheet(alone)).total == 0

    def test_bands(self, questionnaire: Questionnaire) -> None:
        """Ratios are computed, with bands at 10, 20, 40 and 60% that own their upper ends."""
        ratios = [item for item in questionnaire.items if item.kind is Kind.RATIO]
        assert [item.id for item in ratios] == ["digital_share", "networked_share", "spend_share"]
        for item in ratios:
            assert item.closed == "right"
            assert [band.from_ for band in item.bands] == [0, 0.1, 0.2, 0.4, 0.6]

    def test_scenes(self, questionnaire: Questionnaire) -> None:
        """Sixteen scenes with none and four levels each; ten of them are told to be constrained."""
        scenes = [item for item in questionnaire.scored if item.dimension == "business"]
        assert len(scenes) == 16
        assert all(
            [o.id for o in item.options] == ["none", "l1", "l2", "l3", "l4"] for item in scenes
        )
        assert {item.id for item in scenes if item.explain} == CONSTRAINED

    def test_specialised_smes(self, questionnaire: Questionnaire) -> None:
        """No level earns points towards recognition since April 2026; each says so, and since when.

        How sure that is, and when it was last looked up, stands beside it.
        """
        for name in self.rubrics:
            for level in rubric(name, questionnaire).levels:
                zh, en = level.meaning.to("zh"), level.meaning.to("en")
                assert "可得" not in zh
                assert "of 5 points" not in en
                assert "2026 年 4 月起不再按级别给分" in zh
                assert "转引，2026 年 11 月查过" in zh
                assert "Since April 2026 no level earns points" in en
                assert "second hand, looked up in November 2026" in en

    def test_doubts(self, questionnaire: Questionnaire) -> None:
        """Top rung of planning and constrained list are marked as unconfirmed."""
        doubtful = CONSTRAINED | {"plan_execution"}
        assert unconfirmed(questionnaire) == doubtful
        parts = {part.part: part.confidence for part in questionnaire.provenance}
        assert parts["level_rule"] == parts["level_names"] == "unconfirmed"
