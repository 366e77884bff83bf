"""The answers of the round before, beside the questions of this one: shown, and never copied.

An answer of another edition is read by the shape of its item (decision 0027): the same kind and
unit, and options that are still there under their ids.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assessments.model import Assessment
from i18n import Text
from questionnaires.answers import Answer, InvalidAnswer, dump_answer, parse_answer
from questionnaires.model import Item, Questionnaire
from services.context import Context
from services.dossier import Dossier, dossier_of


@dataclass(frozen=True)
class LastAnswer:
    """What was answered: ``said``, in the JSON form of ``item`` as it was asked then.

    ``raw``: the same as an answer to the item of now; None where that cannot take it.
    ``reworded``: the question, or what was chosen, reads otherwise now.
    """

    item: Item
    said: Any
    raw: Any
    reworded: bool


@dataclass(frozen=True)
class LastRound:
    """The round before, from its answers that count, as the edition of now reads them.

    ``answers`` by the items of now. ``added`` were not asked then; ``gone`` were answered then and
    are asked no more; of ``closed`` the answer of then cannot be taken over.
    """

    assessment: Assessment
    edition: Questionnaire
    answers: Mapping[str, LastAnswer]
    added: tuple[Item, ...]
    gone: tuple[Item, ...]

    @property
    def closed(self) -> tuple[Item, ...]:
        """The items of then whose options or kind are others now."""
        return tuple(each.item for each in self.answers.values() if each.raw is None)


def last_round(ctx: Context, assessment_id: str) -> LastRound | None:
    """What was answered in the round before; None for a first one, or where it may not be seen.

    Raises as ``editions.pinned`` where the edition of then is no longer at hand.
    """
    dossier = dossier_of(ctx, "assessment.fill", assessment_id)
    return None if dossier.earlier is None else _read(dossier.earlier, dossier.questionnaire)


def _read(earlier: Dossier, now: Questionnaire) -> LastRound:
    then, given = earlier.questionnaire, earlier.sheet.answers
    asked = {item.id: item for item in now.items if item.asked}
    answers = {
        id: _last(then.by_id[id], item, given[id]) for id, item in asked.items() if id in given
    }
    return LastRound(
        assessment=earlier.assessment,
        edition=then,
        answers=answers,
        added=tuple(item for id, item in asked.items() if id not in then.by_id),
        gone=tuple(then.by_id[id] for id in then.by_id if id in given and id not in asked),
    )


def _last(then: Item, now: Item, answer: Answer) -> LastAnswer:
    said = dump_answer(answer)
    reworded = _words(then, said) != _words(now, said)
    return LastAnswer(then, said, _taken_over(then, now, said), reworded)


def _taken_over(then: Item, now: Item, said: Any) -> Any:
    if (then.kind, then.unit and then.unit.zh) != (now.kind, now.unit and now.unit.zh):
        return None
    try:
        return dump_answer(parse_answer(now, said))
    except InvalidAnswer:
        return None


def _words(item: Item, said: Any) -> tuple[Text, ...]:
    """The question and what was chosen, as they read."""
    chosen = said if isinstance(said, list) else [said]
    return item.ask, *(option.says for option in item.options if option.id in chosen)
