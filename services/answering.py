"""One answer on its way into the store, whichever side gives it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.lifecycle import require_open
from assessments.model import AnswerRecord, Assessment, Side
from assessments.plain_text import plain
from assessments.refusals import Invalid, NotFound, Stale
from i18n import Lang, Text, exact, say
from questionnaires.answers import InvalidAnswer, dump_answer, parse_answer
from questionnaires.model import Item, Kind, Questionnaire
from questionnaires.sheet import shown
from services.context import Context
from services.editions import pinned
from services.sheets import problems
from services.sides import sheet_of_side

LONGEST_NOTE = 2_000  # characters
LANGS: tuple[Lang, ...] = ("zh", "en")


@dataclass(frozen=True)
class SeenAnswer:
    """The JSON form of an answer (None takes back), its note, and the revision looked at."""

    raw: Any
    note: str
    seen: int


def append(  # noqa: PLR0913  (all that an answer is)
    ctx: Context,
    assessment: Assessment,
    item_id: str,
    raw: Any,
    *,
    side: Side,
    note: str,
    seen: int,
) -> AnswerRecord:
    """Append an answer of ``side``; ``raw`` None takes back, ``seen`` is the revision looked at.

    ``ctx`` is one of ``at_once``. Raises NotAllowed (the stage), NotFound (the item), Invalid
    (the answer, also beside others, or the note), Stale (somebody else answered since).
    """
    (record,) = append_all(ctx, assessment, {item_id: SeenAnswer(raw, note, seen)}, side=side)
    return record


def append_all(
    ctx: Context, assessment: Assessment, given: Mapping[str, SeenAnswer], *, side: Side
) -> tuple[AnswerRecord, ...]:
    """The same of several items, which may become consistent only together."""
    require_open(assessment, side)
    questionnaire = pinned(ctx.settings, assessment)
    records = []
    for id, answer in given.items():
        item = questionnaire.by_id.get(id)
        if item is None:
            raise NotFound("unknown_item", item=id, questionnaire=questionnaire.title)
        record = AnswerRecord(
            assessment=assessment.id,
            item=item.id,
            side=side,
            value=value_of(item, answer.raw),
            note=note_of(answer.note),
            author=ctx.actor.id,
            at=ctx.now(),
            revision=answer.seen + 1,
        )
        records.append(record)
    try:
        ctx.store.append_answers(records)
    except Stale as stale:
        raise _explained(ctx, stale, questionnaire.by_id[stale.params["item"]]) from None
    _require_consistent(ctx, assessment, questionnaire, side, given)
    return tuple(records)


def note_of(typed: str) -> str:
    """A note as it is kept. Raises Invalid where it is too long."""
    note = plain(typed)
    if len(note) > LONGEST_NOTE:
        raise Invalid("note_long", longest=LONGEST_NOTE, length=len(note))
    return note


def value_of(item: Item, raw: Any) -> Any:
    """The JSON form of ``raw``, checked; None stays None. Raises Invalid."""
    if raw is None:
        return None
    if isinstance(raw, str) and item.kind is Kind.TEXT:
        raw = plain(raw)
        if not raw:
            return None
    if isinstance(raw, dict) and isinstance(raw.get("not_applicable"), str):
        raw = raw | {"not_applicable": plain(raw["not_applicable"])}
    try:
        return dump_answer(parse_answer(item, raw))
    except InvalidAnswer as error:
        why = Text(**{lang: say(f"answers.{error.key}", lang, **error.params) for lang in LANGS})
        raise Invalid("invalid_answer", item=item.ask, item_id=item.id, why=why) from None


def _require_consistent(
    ctx: Context,
    assessment: Assessment,
    questionnaire: Questionnaire,
    side: Side,
    appended: Collection[str],
) -> None:
    """Raise Invalid where an answer, just appended, cannot be true beside another one.

    ``problems`` say so with both values, under the id of the other item.
    """
    ratios = [
        (each, own)
        for each in questionnaire.items
        for own in (each.part, each.whole)
        if own in appended
    ]
    if not ratios:
        return
    sheet = sheet_of_side(ctx, assessment, questionnaire, side)
    told = problems(questionnaire, shown(questionnaire, sheet), sheet)
    wrong = [(each, own) for each, own in ratios if each.id in told]
    if wrong:
        found = {
            str(each.whole if own == each.part else each.part): told[each.id]
            for each, own in wrong
            if own == wrong[0][1]
        }
        raise Invalid("contradicts", item_id=wrong[0][1], problems=found)


def _explained(ctx: Context, stale: Stale, item: Item) -> Stale:
    """The same refusal, with the question, the answer and the person in words instead of ids."""
    account = ctx.store.account(stale.params["author"])
    params = stale.params | {
        "author": _text("the_enterprise") if account is None else account.name,
        "item": item.ask,
        "item_id": item.id,
        "value": in_words(item, stale.params["value"]),
        "raw": stale.params["value"],
    }
    return Stale(stale.key, **params)


def in_words(item: Item, value: Any) -> Text | str:
    """A stored answer as a person reads it."""
    if value is None:
        return _text("taken_back")
    if isinstance(value, dict):
        return str(value["not_applicable"])
    says = {option.id: option.says for option in item.options}
    ticked = value if isinstance(value, list) else [value]
    if all(tick in says for tick in ticked):
        return Text(
            zh="、".join(says[tick].zh for tick in ticked),
            en=", ".join(says[tick].to("en") for tick in ticked),
        )
    return exact(value) if isinstance(value, float) else str(value)


def _text(name: str) -> Text:
    return Text(**{lang: say(f"refusals.{name}", lang) for lang in LANGS})
