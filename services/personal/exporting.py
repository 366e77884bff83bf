"""All that is held of a firm or of an account as a zip: to read, for machines, and its files."""

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from access.table import require
from assessments.evidence import EvidenceFile
from assessments.model import SIGNED, Assessment
from assessments.personal import Traces
from assessments.refusals import NotFound, Refusal
from questionnaires.answers import parse_answer
from questionnaires.model import Item
from questionnaires.sheet import Sheet
from services.context import Context, at_once
from services.editions import pinned
from services.key_ring import SEALED, key_ring
from services.kinds import (
    CORRECTION,
    EVIDENCE,
    NOT_SHOWN,
    PARAGRAPHS,
    POINTS,
    REQUEST_ANSWER,
    REVIEW,
    SECOND_FINDING,
    VISIT,
)
from services.noting import note
from services.people import person_of
from services.personal.page import Rows, page_of
from services.personal.traces import account_of, scope_of
from services.subjects import subject_of
from wording.voice import Voice

WORK = (  # of a consultant, told to the firm once it is signed
    VISIT,
    PARAGRAPHS,
    REQUEST_ANSWER,
    SECOND_FINDING,
    NOT_SHOWN,
    POINTS,
    REVIEW,
    CORRECTION,
)
ENDINGS = {"photo": "jpg", "link": "txt"}  # of files whose kind is not how their name ends
READ, MACHINES = "index.html", "data.json"


def export_firm(ctx: Context, assessment_id: str, voice: Voice) -> bytes:
    """All about the firm of that assessment, with its files of evidence.

    What a consultant has in the works is told once it is signed, here as everywhere.
    """
    assessment = subject_of(ctx, "personal.export", assessment_id)
    return _packed(ctx, scope_of(ctx, assessment), voice)


def export_own_account(ctx: Context, voice: Voice) -> bytes:
    """All about the actor's account."""
    require(ctx.actor, "account.own")
    return _packed(ctx, account_of(ctx, ctx.actor.id), voice)


def export_account(ctx: Context, username: str, voice: Voice) -> bytes:
    """The same of anybody's, for whoever may manage accounts."""
    account = person_of(ctx, "account.manage", username)
    return _packed(ctx, account_of(ctx, account.username), voice)


def _packed(ctx: Context, traces: Traces, voice: Voice) -> bytes:
    about = min(traces.assessments, default="") or min(traces.usernames, default="")
    with at_once(ctx) as one:
        note(one, "personal.export", "personal", about)
    rows = _unsealed(ctx, _told(ctx.store.personal_rows(traces)))
    tables = _with_questions(ctx, rows, voice)
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr(READ, page_of(tables, ctx.now(), voice))
        archive.writestr(MACHINES, json.dumps(tables, default=_plain, ensure_ascii=False, indent=1))
        for name, content in _files(ctx, tables["documents"]):
            archive.writestr(name, content)
    return made.getvalue()


def _told(tables: Rows) -> Rows:
    """The same without what a consultant has written of an assessment that is not signed yet."""
    working = {each["id"] for each in tables["assessments"] if each["stage"] not in SIGNED}
    answers = [
        each
        for each in tables["answers"]
        if each["assessment"] not in working or each["side"] == "claimed"
    ]
    documents = []
    for each in tables["documents"]:
        if each["subject"].partition(":")[0] not in working:
            documents.append(each)
        elif each["kind"] == EVIDENCE and each["value"]:
            documents.append({**each, "value": _as_claimed(each["value"])})
        elif each["kind"] not in WORK:
            documents.append(each)
    return {**tables, "answers": answers, "documents": documents}


def _unsealed(ctx: Context, tables: Rows) -> Rows:
    """The same with what is sealed as one reads it: it is theirs."""
    ring, documents = key_ring(ctx.settings), []
    for each in tables["documents"]:
        field = SEALED.get(each["kind"])
        if field is None or not each["value"]:
            documents.append(each)
        else:
            opened = ring.opened(each["value"].get(field, ""))
            documents.append({**each, "value": {**each["value"], field: opened or ""}})
    return {**tables, "documents": documents}


def _as_claimed(value: Mapping[str, Any]) -> Mapping[str, Any]:
    files = map(EvidenceFile.model_validate, value["files"])
    own = [each.as_claimed.model_dump(mode="json") for each in files if each.side == "claimed"]
    return {**value, "files": own}


def _with_questions(ctx: Context, tables: Rows, voice: Voice) -> Rows:
    """The same with the questionnaire's words beside ids, as far as its edition is there."""
    asked: dict[tuple[str, str], Item] = {}
    titles: dict[str, str] = {}
    for row in tables["assessments"]:
        fields = {name: row[name] for name in Assessment.model_fields if name in row}
        with suppress(Refusal):  # its edition is lost: the answers are there all the same
            found = pinned(ctx.settings, Assessment.model_validate(fields))
            titles[row["id"]] = voice.text(found.title)
            asked |= {(row["id"], item.id): item for item in found.items}
    assessments = [
        {**each, "title": titles.get(each["id"], each["questionnaire"])}
        for each in tables["assessments"]
    ]
    answers = [
        {**each, **_in_words(voice, asked.get((each["assessment"], each["item"])), each)}
        for each in tables["answers"]
    ]
    return {**tables, "assessments": assessments, "answers": answers}


def _in_words(voice: Voice, item: Item | None, row: Mapping[str, Any]) -> dict[str, str]:
    """Question and answer; the ids where the edition is lost."""
    if item is None:
        return {"question": row["item"], "words": json.dumps(row["value"], ensure_ascii=False)}
    if row["value"] is None:  # taken back
        return {"question": voice.text(item.ask), "words": ""}
    answer = parse_answer(item, row["value"])
    return {"question": voice.text(item.ask), "words": voice.answer(item, Sheet({}), answer)}


def _files(ctx: Context, documents: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, bytes]]:
    """The files of evidence that are there, under their assessment and number."""
    newest = {each["subject"]: each["value"] for each in documents if each["kind"] == EVIDENCE}
    for assessment, value in newest.items():
        for file in (value or {}).get("files", ()):
            try:
                content = ctx.media.content(assessment, file["kept"]["digest"])
            except NotFound:  # withdrawn, or lost: the list tells of it
                continue
            ending = ENDINGS.get(file["kept"]["kind"], file["kept"]["kind"])
            yield f"evidence/{assessment}/{file['id']}.{ending}", content


def _plain(value: Any) -> Any:
    """What JSON does not know: times as text, bytes in base64."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
