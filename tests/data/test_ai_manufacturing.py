"""What the module on artificial intelligence in manufacturing promises."""

from dataclasses import replace
from typing import ClassVar

import pytest

from questionnaires.answers import Answer
from questionnaires.model import Questionnaire
from tests.data.promises import Promises, Route, asked

ALL_LINKS = Route(
    "factory with own design",
    {"own_work": ("design", "workshop", "machines")},
    facts={"employees": 300.0, "section": "C"},
    items=(14, 15),
)
SUBCONTRACTOR = Route(
    "works to drawing, by machine",
    {"own_work": ("workshop", "machines")},
    facts={"employees": 40.0, "section": "C"},
    items=(13, 15),
)
NO_WORKSHOP = Route(
    "designs, others make",
    {"own_work": ("design",)},
    facts={"employees": 15.0, "section": "C"},
    items=(9, 12),
)
CLAUSES = ("21.1 equipment", "21.1 line", "21.1 workshop", "21.1 product", "21.1 form")
LINKS = {"design", "production", "inspection", "operation", "supply"}


class TestAiManufacturing(Promises):
    """The promises of every questionnaire, and what is particular to this one."""

    name = "ai_manufacturing"
    edition: ClassVar[str] = "2026.3"
    routes = (ALL_LINKS, SUBCONTRACTOR, NO_WORKSHOP)
    clauses: ClassVar[tuple[str, ...]] = CLAUSES

    def test_five_links(self, questionnaire: Questionnaire) -> None:
        """The ground, and the five links that Jiangsu's plan names, each a dimension."""
        assert {each.id for each in questionnaire.dimensions} == LINKS | {"ground"}

    def test_says_whose_questions_these_are(self, questionnaire: Questionnaire) -> None:
        """Nobody can take it for the official diagnosis; what links follow is marked secondary."""
        assert "自拟" in questionnaire.about.zh
        marks = {each.part: each for each in questionnaire.provenance}
        assert marks["links"].confidence == "secondary"
        judged = {item.id for item in questionnaire.scored if item.dimension in LINKS}
        assert judged <= set(marks["links"].items)

    @pytest.mark.parametrize("rung", ["eyes", "samples"])
    def test_no_camera(self, questionnaire: Questionnaire, rung: str) -> None:
        """Where people judge, nobody asks how often the machine errs."""
        answers: dict[str, Answer] = {**ALL_LINKS.answers, "vision": rung}
        seen = {item.id for item in asked(questionnaire, Route("no camera", answers))}
        assert "vision" in seen
        assert "misjudged" not in seen


class TestSecondEdition(TestAiManufacturing):
    """The second edition, which assessments begun with it keep; it asks sixteen at most."""

    edition: ClassVar[str] = "2026.2"
    routes = (replace(ALL_LINKS, items=(16, 16)), SUBCONTRACTOR, NO_WORKSHOP)
    most_items: ClassVar[int | None] = 16
    clauses: ClassVar[tuple[str, ...]] = (*CLAUSES, "21.1 factory")


class TestFirstEdition(TestAiManufacturing):
    """The first edition, which assessments begun with it keep."""

    edition: ClassVar[str] = "2026.1"
    clauses: ClassVar[tuple[str, ...]] = (*CLAUSES, "21.1 factory")
