"""From the records of an assessment to its answer sheet, and what that sheet still lacks."""

from collections.abc import Mapping

from assessments.facts import facts_of
from assessments.model import AnswerRecord, Enterprise
from assessments.refusals import Invalid
from i18n import Lang, Text, exact, say
from questionnaires.answers import parse_answer
from questionnaires.model import Item, Kind, Questionnaire
from questionnaires.sheet import Sheet, contradictions
from scoring import scorecard_of
from scoring.scorecard import Scorecard
from services.editions import default_rubric

LANGS: tuple[Lang, ...] = ("zh", "en")
Records = Mapping[str, AnswerRecord]


def sheet_of(questionnaire: Questionnaire, enterprise: Enterprise, *sides: Records) -> Sheet:
    """The sheet of these records; a later side goes before an earlier one, item by item.

    An answer that was taken back is no answer: the earlier side's stands again.
    """
    answers = {
        item: parse_answer(questionnaire.by_id[item], record.value)
        for records in sides
        for item, record in records.items()
        if record.value is not None
    }
    return Sheet(answers=answers, facts=facts_of(enterprise))


def score(questionnaire: Questionnaire, sheet: Sheet) -> Scorecard:
    """The result of the sheet under the questionnaire's default rubric."""
    return scorecard_of(questionnaire, default_rubric(questionnaire), sheet)


def required(questionnaire: Questionnaire, shown: Mapping[str, bool | None]) -> tuple[Item, ...]:
    """The items that this enterprise has to answer; free words are never required."""
    return tuple(
        item
        for item in questionnaire.items
        if item.asked and item.kind is not Kind.TEXT and shown[item.id]
    )


def missing(
    questionnaire: Questionnaire, shown: Mapping[str, bool | None], sheet: Sheet
) -> tuple[str, ...]:
    """The ids of the required items without an answer, in the questionnaire's order."""
    return tuple(item.id for item in required(questionnaire, shown) if item.id not in sheet.answers)


def problems(
    questionnaire: Questionnaire, shown: Mapping[str, bool | None], sheet: Sheet
) -> Mapping[str, Text]:
    """What cannot be true together, under the id of the ratio that shows it."""
    return {
        item.id: _part_above_whole(questionnaire, item, sheet)
        for item in contradictions(questionnaire, sheet, shown)
    }


def require_whole(
    questionnaire: Questionnaire, shown: Mapping[str, bool | None], sheet: Sheet
) -> None:
    """Raise Invalid, with all that lacks or cannot be, unless the sheet can be frozen."""
    open_items = missing(questionnaire, shown, sheet)
    if open_items:
        raise Invalid(
            "incomplete",
            missing=open_items,
            count=len(open_items),
            items=[questionnaire.by_id[id].ask for id in open_items],
        )
    found = problems(questionnaire, shown, sheet)
    if found:
        raise Invalid("contradiction", problems=found, count=len(found))


def _part_above_whole(questionnaire: Questionnaire, ratio: Item, sheet: Sheet) -> Text:
    part, whole = questionnaire.by_id[ratio.part or ""], questionnaire.by_id[ratio.whole or ""]
    return Text(
        **{
            lang: say(
                "refusals.part_above_whole",
                lang,
                part=part.ask,
                part_value=_figure(sheet, part),
                whole=whole.ask,
                whole_value=_figure(sheet, whole),
            )
            for lang in LANGS
        }
    )


def _figure(sheet: Sheet, item: Item) -> str:
    answer = sheet.answers[item.id]
    return exact(answer) if isinstance(answer, float) else ""
