"""What is written into an answer book."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from questionnaires.answers import Answer
from questionnaires.model import Questionnaire
from reports.answer_book.layout import BookMark
from reports.report import Report
from scoring.rubric import Rubric


@dataclass(frozen=True)
class AnswerBook:
    """The answers of one side, to be filled in further.

    ``report`` has the workings of both sides together, and no chapters. On the verified side
    ``claims`` are what the enterprise answered; what is not ``given`` there stands as claimed.
    ``notes`` stand beside what is given, ``claim_notes`` beside the claims; ``files`` are the
    names of those of evidence. All by item. Which were not shown stands in ``identity``.
    """

    report: Report
    identity: BookMark
    questionnaire: Questionnaire
    rubric: Rubric
    facts: Mapping[str, str | float]
    given: Mapping[str, Answer]
    notes: Mapping[str, str]
    claims: Mapping[str, Answer] = field(default_factory=dict)
    claim_notes: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def verifies(self) -> bool:
        """Whether the claims stand beside what is to be filled in."""
        return self.identity.side == "verified"
