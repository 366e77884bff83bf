"""The pages for writers of rubrics are true: every example runs, every problem is there."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from questionnaires.sheet import Sheet
from scoring import scorecard_of
from tests.cases.reading import answers_of, questionnaire_in, rubric_in
from tests.cases.test_cases import near, said_of
from tests.rubric_problems import table

DOCS = Path(__file__).parents[2] / "docs"
IDIOMS = (DOCS / "rubric-idioms.md").read_text("utf-8")
PROBLEMS = (DOCS / "rubric-problems.md").read_text("utf-8")
PARTS = re.findall(r"^## (.+?)$(.*?)(?=^## |\Z)", IDIOMS, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("title", "text"), PARTS, ids=[title for title, _ in PARTS])
def test_every_idiom_gives_what_it_says(title: str, text: str) -> None:
    """The example of each section scores as it says, read like any other file."""
    (block,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    content: dict[str, Any] = yaml.safe_load(block)
    questionnaire = questionnaire_in(content)
    judge = rubric_in(content["rubric"], questionnaire)
    sheet = Sheet(answers_of(questionnaire, judge, content["answers"]), content.get("facts", {}))
    card = scorecard_of(questionnaire, judge, sheet)
    assert content["expect"], title
    for name, expected in content["expect"].items():
        if isinstance(expected, dict):
            for part, figure in expected.items():
                assert said_of(card, name, part) == near(figure), (name, part)
        else:
            assert said_of(card, name) == near(expected), name


def test_every_problem_of_rubrics_is_told_with_cause_fix_and_sample() -> None:
    """The page holds what ``python -m tests.rubric_problems`` makes of the texts."""
    assert PROBLEMS.endswith(table())
    samples = re.findall(r"\[sample\]\((.*)\)", PROBLEMS)
    assert samples
    assert all((DOCS / sample).exists() for sample in samples)
