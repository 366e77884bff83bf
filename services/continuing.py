"""Going on: a further assessment of the same enterprise, with what is certain carried over."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from access.tokens import new_id
from assessments.model import AnswerRecord, Assessment, Stage
from assessments.refusals import Invalid
from assessments.years import CHINA
from i18n import Lang
from questionnaires.answers import Answer, dump_answer
from questionnaires.digest import asks_the_same
from questionnaires.model import Item, Questionnaire
from questionnaires.sheet import Sheet
from services.answering import LONGEST_NOTE
from services.attempts import count
from services.context import Context, at_once
from services.dossier import Dossier, dossier_of
from services.editions import published
from services.filling import Started, added, limits_of_starts
from services.kinds import CONSENT
from services.reading_under import read_under
from services.rounds import next_round
from wording.voice import Voice


@dataclass(frozen=True)
class Carried:
    """An answer that another questionnaire already gave, and to which of its items."""

    answer: Answer
    items: tuple[Item, ...]


def continue_with(
    ctx: Context, assessment_id: str, questionnaire: str, lang: Lang = "zh"
) -> Started:
    """Begin ``questionnaire`` (its newest published edition) for the same enterprise.

    What both ask in the same words, and what a crosswalk makes certain, is carried over: claimed
    answers that can be changed, whose note, in ``lang``, says where they come from. The same
    questionnaire again is the next round, which begins empty. Raises NotFound for no such
    questionnaire, Invalid where a draft of the same one is still open, NotAllowed after too many
    new assessments within an hour.
    """
    limits = limits_of_starts(ctx)
    with at_once(ctx) as one:
        ours = dossier_of(one, "assessment.continue", assessment_id)
        before = ours.assessment
        theirs, *_ = published(one.settings, questionnaire)
        if theirs.id == before.questionnaire and before.stage is Stage.DRAFT:
            raise Invalid("still_a_draft", questionnaire=theirs.title)
        count(one, limits, "too_many_starts")
        rounds = one.store.rounds(before.enterprise)
        assessment = Assessment(
            id=new_id(),
            enterprise=before.enterprise,
            questionnaire=theirs.id,
            edition=theirs.edition,
            digest=theirs.digest,
            round=next_round(theirs.id, rounds),
            started_at=one.now(),
            synthetic=before.synthetic,
        )
        started = added(one, assessment)
        agreed = one.store.document(CONSENT, before.id)
        if agreed is not None:  # to the same purpose; an outdated one is asked for again
            kept = {"subject": assessment.id, "revision": 1}
            one.store.append_document(agreed.model_copy(update=kept))
        if theirs.id != before.questionnaire:
            found = _certain(ours, theirs)
            one.store.append_answers(_records(Voice(lang), one, ours, assessment, found))
    return started


def _certain(dossier: Dossier, theirs: Questionnaire) -> Mapping[str, Carried]:
    """What the answers that count make certain of the other questionnaire, by its items."""
    ours = dossier.questionnaire
    found = dict(_asked_alike(ours, dossier.sheet, theirs))
    for under in read_under(dossier):
        if under.questionnaire == theirs:
            for id, left in under.certain.items():
                if left.answer is not None:
                    items = dict.fromkeys(relation.from_ for relation in left.because)
                    found[id] = Carried(left.answer, tuple(ours.by_id[item] for item in items))
    return found


def _asked_alike(
    ours: Questionnaire, sheet: Sheet, theirs: Questionnaire
) -> Iterator[tuple[str, Carried]]:
    for item in theirs.items:
        same = ours.by_id.get(item.id)
        if same is not None and item.id in sheet.answers and asks_the_same(same, item):
            yield item.id, Carried(sheet.answers[item.id], (same,))


def _records(
    voice: Voice,
    ctx: Context,
    dossier: Dossier,
    assessment: Assessment,
    found: Mapping[str, Carried],
) -> Iterator[AnswerRecord]:
    ours, before = dossier.questionnaire, dossier.assessment
    for id, carried in found.items():
        note = voice.say(
            "reading_under.note",
            title=ours.title,
            edition=ours.edition,
            day=f"{before.started_at.astimezone(CHINA):%Y-%m-%d}",
            side=voice.say(f"reading_under.side_{before.side}"),
            items=" · ".join(voice.text(item.ask) for item in carried.items),
        )
        yield AnswerRecord(
            assessment=assessment.id,
            item=id,
            side="claimed",
            value=dump_answer(carried.answer),
            note=note[:LONGEST_NOTE],
            author=ctx.actor.id,
            at=ctx.now(),
            revision=1,
        )
