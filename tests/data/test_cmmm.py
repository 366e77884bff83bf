"""The smart manufacturing maturity: twenty sub-domains, an estimate that says so."""

from questionnaires.model import Questionnaire
from scoring.library import rubric
from tests.data.promises import Route
from tests.data.reference_promises import ReferencePromises, unconfirmed

SHARES = {
    "cmmm_process": {"people": 6, "technology": 11, "resources": 15, "manufacturing": 68},
    "cmmm_discrete": {"people": 6, "technology": 11, "resources": 6, "manufacturing": 77},
}


class TestCmmm(ReferencePromises):
    """The estimate keeps what every reference promises."""

    name = "cmmm"
    edition = "2020.1"
    rubrics = ("cmmm_discrete", "cmmm_process")
    top = 5
    routes = (
        Route("discrete", {"production_type": "discrete"}, items=(21, 21)),
        Route("process", {"production_type": "process"}, items=(20, 20)),
    )

    def test_sub_domains(self, questionnaire: Questionnaire) -> None:
        """Twenty sub-domains in four elements, each a ladder of none and five levels."""
        assert [each.id for each in questionnaire.dimensions] == list(SHARES["cmmm_process"])
        assert len(questionnaire.scored) == 20
        rungs = ["none", "l1", "l2", "l3", "l4", "l5"]
        assert all([o.id for o in item.options] == rungs for item in questionnaire.scored)

    def test_everything_is_unconfirmed(self, questionnaire: Questionnaire) -> None:
        """Every sub-domain is marked, and weights and rule are too; the level is an estimate."""
        assert unconfirmed(questionnaire) == {item.id for item in questionnaire.scored}
        parts = {part.part: part.confidence for part in questionnaire.provenance}
        assert parts["weights"] == parts["level_rule"] == "unconfirmed"
        assert "official" not in parts.values()
        assert "不是按标准做的评估" in questionnaire.about.zh
        assert "no assessment by the standard" in questionnaire.about.to("en")
        for name in self.rubrics:
            judge = rubric(name, questionnaire)
            assert judge.estimate is not None
            assert all("估算" in level.meaning.zh for level in judge.levels)

    def test_weights(self, questionnaire: Questionnaire) -> None:
        """The elements share the total: 6, 11, 15, 68% (process) and 6, 11, 6, 77% (discrete)."""
        for name in self.rubrics:
            tree = rubric(name, questionnaire).tree
            weights = {item.id: item.weight for item in tree.items}
            if name == "cmmm_process":
                del weights["product_design"]  # routed out
            whole = sum(weights.values())
            for id, share in SHARES[name].items():
                of = sum(w for item, w in weights.items()
                         if questionnaire.by_id[item].dimension == id)  # fmt: skip
                assert abs(100 * of / whole - share) < 1e-3, (name, id)
