"""The firms of the files beside this one, and what the product says of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from files.frozen import Frozen
from files.strict_yaml import read
from questionnaires.library import load
from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.gaps import largest_gaps
from scoring.library import rubric as read_rubric
from scoring.scorecard import Scorecard
from solutions.library import catalogue
from solutions.plans.building import build_plan
from solutions.plans.model import Plan
from tests.cases.reading import answers_of

FOLDER = Path(__file__).parent
FIRST = 3  # projects that an owner reads
# What is urgent for whoever lacks it; it says nothing of how well a trade is advised.
FOR_EVERYBODY = {"backup_routine", "account_hygiene", "security_baseline", "personal_data_care"}


class Persona(Frozen):
    """A made-up firm and what an expert of its trade expects."""

    id: str
    kind: Literal["weak", "middling", "strong", "odd"]
    firm: str
    facts: Mapping[str, float | str] = {}
    answers: Mapping[str, Any]
    level: int
    total: tuple[float, float] = (float("-inf"), float("inf"))
    above: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    first: tuple[str, ...]
    never_first: tuple[str, ...] = ()
    because: str = Field(min_length=40)
    disputed: str = ""  # where the product begins with other advice, and what speaks for that


class Personas(Frozen):
    """All firms of a questionnaire."""

    questionnaire: str
    firms: tuple[Persona, ...] = Field(min_length=3)


@dataclass(frozen=True)
class Judged:
    """A firm with its scorecard and its plan."""

    persona: Persona
    card: Scorecard
    plan: Plan

    @property
    def level(self) -> int | None:
        """The level's number."""
        return self.card.level and self.card.level.number

    @property
    def gaps(self) -> tuple[str, ...]:
        """The items that lose most, at most six."""
        return tuple(each.id for each in largest_gaps(self.card))

    @property
    def first(self) -> tuple[str, ...]:
        """What is urgent in its trade, and the first projects beside it, at most three."""
        urgent = [task.solution.id for task in self.plan.urgent]
        others = [task.solution.id for task in self.plan.tasks if task not in self.plan.urgent]
        return (*(id for id in urgent if id not in FOR_EVERYBODY), *others[:FIRST])


def files() -> list[Path]:
    """Every file of firms."""
    return sorted(FOLDER.glob("*.yaml"))


def personas(file: Path) -> Personas:
    """What stands in a file."""
    document, problems = read(file)
    assert not problems, problems
    return Personas.model_validate(document.data)


def judged(found: Personas) -> Iterator[Judged]:
    """Each firm under the newest edition of its questionnaire and that one's own rubric."""
    asked = load(found.questionnaire)
    rubric = read_rubric(asked.default_rubric, asked)
    for each in found.firms:
        facts = {id: float(fact) if isinstance(fact, int) else fact
                 for id, fact in each.facts.items()}  # fmt: skip
        sheet = Sheet(answers_of(asked, rubric, dict(each.answers)), facts)
        card = scorecard_of(asked, rubric, sheet)
        yield Judged(each, card, build_plan(asked, rubric, sheet, catalogue()))
