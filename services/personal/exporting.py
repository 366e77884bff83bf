"""All that is held of a firm or of an account as a zip: to read, for machines, and its files."""

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from html import escape
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from access.table import require
from assessments.evidence import EvidenceFile
from assessments.model import SIGNED, Assessment
from assessments.personal import Traces
from assessments.refusals import NotFound, Refusal
from services.context import Context, at_once
from services.editions import pinned
from services.kinds import EVIDENCE, PARAGRAPHS, REQUEST_ANSWER, VISIT
from services.noting import note
from services.people import person_of
from services.personal.traces import account_of, scope_of
from services.subjects import subject_of
from wording.voice import Voice

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
WORK = (VISIT, PARAGRAPHS, REQUEST_ANSWER)  # of a consultant, told to the firm once it is signed
ENDINGS = {"photo": "jpg"}  # of files whose kind is not how their name ends
READ, MACHINES = "index.html", "data.json"
STYLE = (
    "body{font:16px/1.6 'Noto Sans SC','Microsoft YaHei',sans-serif;margin:2rem auto;"
    "max-width:70rem;padding:0 1rem}table{border-collapse:collapse;margin:.5rem 0 2rem;"
    "width:100%}th,td{border:1px solid #999;padding:.3rem .5rem;text-align:left;"
    "vertical-align:top;overflow-wrap:anywhere}"
)


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
    tables = _with_questions(ctx, _told(ctx.store.personal_rows(traces)), voice)
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr(READ, _page(tables, ctx.now(), voice))
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


def _as_claimed(value: Mapping[str, Any]) -> Mapping[str, Any]:
    files = map(EvidenceFile.model_validate, value["files"])
    own = [each.as_claimed.model_dump(mode="json") for each in files if each.side == "claimed"]
    return {**value, "files": own}


def _with_questions(ctx: Context, tables: Rows, voice: Voice) -> Rows:
    """The same with the question beside each answer, as far as its edition is there."""
    asked: dict[tuple[str, str], str] = {}
    for row in tables["assessments"]:
        fields = {name: row[name] for name in Assessment.model_fields if name in row}
        with suppress(Refusal):  # its edition is lost: the answers are there all the same
            items = pinned(ctx.settings, Assessment.model_validate(fields)).items
            asked |= {(row["id"], item.id): voice.text(item.ask) for item in items}
    answers = [
        {**each, "question": asked.get((each["assessment"], each["item"]), "")}
        for each in tables["answers"]
    ]
    return {**tables, "answers": answers}


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


def _page(tables: Rows, at: datetime, voice: Voice) -> str:
    """One table after the other, with a heading that says what it is."""
    title = escape(voice.say("personal.export_title"))
    about = escape(voice.say("personal.export_about", day=voice.day(at)))
    head = f"<head><meta charset='utf-8'><title>{title}</title><style>{STYLE}</style></head>"
    parts = [f"<!DOCTYPE html><html>{head}<body><h1>{title}</h1><p>{about}</p>"]
    for name, rows in tables.items():
        heading = voice.say(f"personal.table_{name}")
        parts.append(f"<h2>{escape(heading)} ({len(rows)})</h2>")
        if rows:
            parts += ["<table><tr>", *(f"<th>{escape(column)}</th>" for column in rows[0]), "</tr>"]
            parts += [f"<tr>{''.join(map(_cell, row.values()))}</tr>" for row in rows]
            parts.append("</table>")
    return "".join([*parts, "</body></html>"])


def _cell(value: Any) -> str:
    if value is None:
        return "<td></td>"
    text = (
        value if isinstance(value, str) else json.dumps(value, default=_plain, ensure_ascii=False)
    )
    return f"<td>{escape(text)}</td>"


def _plain(value: Any) -> Any:
    """What JSON does not know: times as text, bytes in base64."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
