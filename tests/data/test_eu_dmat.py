"""The EU assessment for enterprises: eleven questions, six dimensions, disputes declared."""

from collections import Counter

from questionnaires.model import Kind, Questionnaire
from scoring.library import rubric
from tests.data.promises import Route
from tests.data.reference_promises import ReferencePromises, unconfirmed

# The good options of each tick question, and the rows of each scale.
TICKS = {
    "invested": 10, "planned": 10, "prepared": 10, "mainstream": 10, "skills": 7,
    "staff": 8, "data": 7, "security": 6, "green": 10,
}  # fmt: skip
DIMENSIONS = ["strategy", "readiness", "human", "data_use", "automation", "sustainability"]


class TestEuDmat(ReferencePromises):
    """The assessment keeps what every reference promises."""

    name = "eu_dmat"
    edition = "2023.1"
    rubrics = ("eu_dmat", "eu_dmat_plan_half", "eu_dmat_negative_counts")
    top = 4
    routes = (Route("any firm", items=(26, 26)),)

    def test_options_are_distinct(self, questionnaire: Questionnaire) -> None:
        """Options repeat only where the source has two columns or one scale for many rows."""
        said = Counter(
            option.says.zh
            for item in questionnaire.scored
            for option in item.options
            if not option.exclusive
        )
        columns = {option.says.zh for option in questionnaire.by_id["invested"].options}
        scale = {option.says.zh for option in questionnaire.by_id["mes"].options}
        assert {text for text, times in said.items() if times > 1} <= columns | scale

    def test_shape(self, questionnaire: Questionnaire) -> None:
        """Six dimensions; every tick question has as many good options as its denominator."""
        assert [each.id for each in questionnaire.dimensions] == DIMENSIONS
        for id, most in TICKS.items():
            points = rubric("eu_dmat", questionnaire).judged[id].points
            good = [o for o, p in zip(questionnaire.by_id[id].options, points, strict=True) if p]
            assert len(good) == most, id
        ladders = Counter(
            (item.dimension, len(item.options))
            for item in questionnaire.scored
            if item.kind is Kind.LADDER
        )
        assert ladders == {("readiness", 6): 7, ("automation", 6): 5, ("sustainability", 3): 5}

    def test_disputes(self, questionnaire: Questionnaire) -> None:
        """What encodings dispute is marked, and each other reading says what it disputes."""
        assert unconfirmed(questionnaire) == set()
        for name in self.rubrics[1:]:
            provenance = rubric(name, questionnaire).provenance
            assert provenance.zh.startswith("存疑"), name
            assert provenance.to("en").startswith("The disputed"), name
