"""One answer sheet: what an enterprise has answered so far, and what it is asked therefore."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from questionnaires.answers import Answer
from questionnaires.columns import Columns, columns_of, fact_columns
from questionnaires.conditions import UNKNOWN, evaluate, route
from questionnaires.model import Item, Kind, Questionnaire


@dataclass(frozen=True)
class Sheet:
    """Answers by item id (an item that is not there is unanswered) and facts by name."""

    answers: Mapping[str, Answer]
    facts: Mapping[str, str | float] = field(default_factory=dict)


def shown(questionnaire: Questionnaire, sheet: Sheet) -> dict[str, bool | None]:
    """For every item, ratios included: True asked, False routed out, None not decided yet."""
    routes = route(questionnaire, columns_of(questionnaire, [sheet.answers], [sheet.facts]))
    return {
        id: None if truth[0] == UNKNOWN else bool(truth[0]) for id, truth in routes.shown.items()
    }


def suits(questionnaire: Questionnaire, facts: Mapping[str, str | float]) -> bool | None:
    """Whether it is meant for an enterprise of these facts; None where they do not tell yet."""
    return suits_each(questionnaire, Columns(1, {}, fact_columns([facts])))[0]


def suits_each(questionnaire: Questionnaire, profiles: Columns) -> list[bool | None]:
    """The same of many enterprises, of which ``profiles`` has the facts."""
    if questionnaire.suits is None:
        return [True] * profiles.size
    truth = evaluate(questionnaire.suits, questionnaire, profiles, {})
    return [None if each == UNKNOWN else bool(each) for each in truth]


def contradictions(
    questionnaire: Questionnaire, sheet: Sheet, asked: Mapping[str, bool | None]
) -> tuple[Item, ...]:
    """The ratios whose part exceeds their whole: one of the two numbers must be wrong.

    ``asked`` is what ``shown`` says: what is routed out contradicts nothing.
    """
    return tuple(
        item
        for item in questionnaire.items
        if item.kind is Kind.RATIO
        and asked[item.id] is not False
        and _exceeds(sheet.answers, item.part, item.whole)
    )


def _exceeds(answers: Mapping[str, Answer], part: str | None, whole: str | None) -> bool:
    above, below = answers.get(part or ""), answers.get(whole or "")
    return isinstance(above, float) and isinstance(below, float) and above > below
