"""A second consultant verifies a case alone: apart from the first, whose findings stay unseen.

Nothing of it is part of the case: no report, signature or figure of the city knows of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from access.predicates import Seconding
from access.table import require
from assessments.evidence import EvidenceFile, EvidenceFiles
from assessments.model import HANDED_IN, AnswerRecord, Assessment, Document, Enterprise
from assessments.plain_text import plain
from assessments.refusals import Invalid, NotAllowed, NotFound, Stale
from assessments.seconding import SecondAnswer, SecondFinding
from i18n import Text
from questionnaires.model import Item, Questionnaire
from questionnaires.sheet import Sheet, shown
from services.answering import LONGEST_NOTE, value_of
from services.assigning import require_consultant
from services.context import Context, at_once
from services.editions import pinned
from services.kinds import EVIDENCE, SECOND_FINDING
from services.making_accounts import account_named
from services.noting import note_case
from services.sheets import Records, missing, problems, require_whole, required, sheet_of
from services.subjects import finding, subject_of


@dataclass(frozen=True)
class SecondCase:
    """A case as the second consultant sees it: claims and evidence, and the own findings.

    ``revision``: what whoever ends it has to have seen. ``first``: the findings of the other one,
    None until both are done.
    """

    assessment: Assessment
    enterprise: Enterprise
    questionnaire: Questionnaire
    claimed: Records
    own: Records
    files: tuple[EvidenceFile, ...]
    finding: SecondFinding
    revision: int
    first: Records | None

    @property
    def sheet(self) -> Sheet:
        """The claims with the own findings in their place."""
        return sheet_of(self.questionnaire, self.enterprise, self.claimed, self.own)

    @property
    def shown(self) -> Mapping[str, bool | None]:
        """Whether each item is asked."""
        return shown(self.questionnaire, self.sheet)

    @property
    def asked(self) -> tuple[Item, ...]:
        """The items of which something has to be found."""
        return required(self.questionnaire, self.shown)

    @property
    def missing(self) -> tuple[str, ...]:
        """The items of which nothing was found yet."""
        own = sheet_of(self.questionnaire, self.enterprise, self.own)
        return missing(self.questionnaire, self.shown, own)

    @property
    def problems(self) -> Mapping[str, Text]:
        """What cannot be true together."""
        return problems(self.questionnaire, self.shown, self.sheet)


def ask(ctx: Context, assessment_id: str, username: str) -> None:
    """Ask a consultant of the centre to verify the case alone, beside the one who has it.

    Raises Invalid where nobody has it alone, for that one, for who is no consultant of the centre,
    and where somebody was asked already.
    """
    with at_once(ctx) as one:
        assessment = subject_of(one, "second.ask", assessment_id)
        if assessment.consultant is None:
            raise Invalid("second_unassigned")
        require_consultant(account_named(one, username), assessment.centre)
        if username == assessment.consultant:
            raise Invalid("second_is_first")
        held, found = _held(one, assessment.id)
        if found is not None and not found.withdrawn:
            raise Invalid("second_there")
        made = SecondFinding(by=username, asked_by=one.actor.id, asked_at=one.now())
        _append(one, assessment.id, made, held)
        note_case(one, "second.ask", assessment, to=username)


def withdraw(ctx: Context, assessment_id: str) -> None:
    """Take the request back, as long as it is not done. Raises Invalid."""
    with at_once(ctx) as one:
        assessment = subject_of(one, "second.ask", assessment_id)
        held, found = _held(one, assessment.id)
        if found is None or not found.open:
            raise Invalid("second_over")
        _append(one, assessment.id, found.model_copy(update={"withdrawn": True}), held)
        note_case(one, "second.withdraw", assessment, to=found.by)


def asked_of(ctx: Context) -> list[tuple[Assessment, Enterprise, SecondFinding]]:
    """The cases that the actor was asked to verify beside somebody, the open ones first."""
    require(ctx.actor, "second.list")
    found = findings(ctx)
    cases = ctx.store.assessments(stages=HANDED_IN, centre=ctx.actor.centre or "")
    own = [
        (assessment, enterprise, found[assessment.id])
        for assessment, enterprise in cases
        if assessment.id in found
        and found[assessment.id].by == ctx.actor.id
        and _is_apart(assessment, found[assessment.id])
    ]
    return sorted(own, key=lambda each: (not each[2].open, each[2].asked_at))


def findings(ctx: Context) -> Mapping[str, SecondFinding]:
    """Every one that was not taken back, by the id of its assessment; for services."""
    kept = ctx.store.documents(SECOND_FINDING).items()
    found = {id: SecondFinding.model_validate(each.value) for id, each in kept}
    return {id: each for id, each in found.items() if not each.withdrawn}


def second_case(ctx: Context, assessment_id: str) -> SecondCase:
    """The case, for the consultant who was asked and for nobody else."""
    assessment, held, found = _own(ctx, assessment_id)
    answers, _ = ctx.store.all_answers([assessment.id])
    files = ctx.store.document(EVIDENCE, assessment.id)
    listed = EvidenceFiles() if files is None else EvidenceFiles.model_validate(files.value)
    both_done = assessment.signed and found.done_at is not None
    return SecondCase(
        assessment=assessment,
        enterprise=ctx.store.enterprise(assessment.enterprise),
        questionnaire=pinned(ctx.settings, assessment),
        claimed=answers.get((assessment.id, "claimed"), {}),
        own=records_of(assessment.id, found),
        files=tuple(each.as_claimed for each in listed.files if each.side == "claimed"),
        finding=found,
        revision=held.revision,
        first=answers.get((assessment.id, "verified"), {}) if both_done else None,
    )


def record(  # noqa: PLR0913  (all that a finding is)
    ctx: Context, assessment_id: str, item: str, raw: Any, *, remark: str, seen: int
) -> AnswerRecord:
    """Keep what was found of one item; durable when this returns.

    ``raw`` None takes it back. Raises Invalid, NotFound (the item), Stale, NotAllowed once it is
    done.
    """
    with at_once(ctx) as one:
        assessment, held, found = _own(one, assessment_id)
        if found.done_at is not None:
            raise NotAllowed("second_done")
        questionnaire = pinned(one.settings, assessment)
        if item not in questionnaire.by_id or not questionnaire.by_id[item].asked:
            raise NotFound("unknown_item", item=item, questionnaire=questionnaire.title)
        remark = plain(remark)
        if len(remark) > LONGEST_NOTE:
            raise Invalid("note_long", longest=LONGEST_NOTE, length=len(remark))
        value = value_of(questionnaire.by_id[item], raw)
        before = found.answers.get(item)
        if (before.revision if before else 0) != seen:
            raise Stale("document_changed", author=one.actor.name, at=held.at)
        given = SecondAnswer(value=value, note=remark, at=one.now(), revision=seen + 1)
        made = found.model_copy(update={"answers": {**found.answers, item: given}})
        _append(one, assessment.id, made, held)
        return records_of(assessment.id, made)[item]


def finish(ctx: Context, assessment_id: str, *, seen: int) -> None:
    """End it: from now on it can be set beside the other one, and nothing of it changes.

    Raises Stale, NotAllowed once it is done, Invalid where something lacks or contradicts itself.
    """
    case = second_case(ctx, assessment_id)
    if case.finding.done_at is not None:
        raise NotAllowed("second_done")
    if case.revision != seen:
        raise Stale("second_changed")
    if case.missing:
        raise Invalid("second_incomplete", count=len(case.missing))
    require_whole(case.questionnaire, case.shown, case.sheet)
    with at_once(ctx) as one:
        assessment, held, found = _own(one, assessment_id)
        if held.revision != seen:
            raise Stale("second_changed")
        _append(one, assessment.id, found.model_copy(update={"done_at": one.now()}), held)
        note_case(one, "second.finish", assessment)


def content(ctx: Context, assessment_id: str, file: int, *, small: bool = False) -> bytes:
    """A file of evidence of the enterprise as it is kept, or its small picture. Raises NotFound."""
    case = second_case(ctx, assessment_id)
    found = next((each for each in case.files if each.id == file), None)
    if found is None:
        raise NotFound("unknown_evidence")
    if small:
        return ctx.media.content(assessment_id, found.kept.small)
    whole = ctx.media.content(assessment_id, found.kept.digest)
    note_case(ctx, "evidence.read", case.assessment, file=file)
    return whole


def records_of(assessment: str, found: SecondFinding) -> Records:
    """The findings as answers of the verified side, which they never become."""
    return {
        item: AnswerRecord(
            assessment=assessment, item=item, side="verified", author=found.by, **dict(each)
        )
        for item, each in found.answers.items()
    }


def _is_apart(assessment: Assessment, found: SecondFinding) -> bool:
    """Whether the second one cannot have seen what the first one found."""
    return assessment.consultant not in (None, found.by)


def _own(ctx: Context, assessment_id: str) -> tuple[Assessment, Document, SecondFinding]:
    """The case with the actor's own finding; NotAllowed for anybody else."""
    with finding(ctx, "second.find", assessment_id):
        assessment = ctx.store.assessment(assessment_id)
    held, found = _held(ctx, assessment.id)
    apart = found is not None and not found.withdrawn and _is_apart(assessment, found)
    by = found.by if found is not None and apart else ""
    require(ctx.actor, "second.find", Seconding(assessment, by))
    if held is None or found is None:  # "" is nobody's user name
        raise NotAllowed("not_allowed", action="second.find")
    return assessment, held, found


def _held(ctx: Context, assessment_id: str) -> tuple[Document | None, SecondFinding | None]:
    held = ctx.store.document(SECOND_FINDING, assessment_id)
    return held, None if held is None else SecondFinding.model_validate(held.value)


def _append(one: Context, assessment_id: str, made: SecondFinding, held: Document | None) -> None:
    one.store.append_document(
        Document(
            kind=SECOND_FINDING,
            subject=assessment_id,
            revision=1 if held is None else held.revision + 1,
            value=made.model_dump(mode="json"),
            author=one.actor.id,
            at=one.now(),
        )
    )
