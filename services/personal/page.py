"""What is held of a firm or an account as a page: what people ask for, in words.

Digests, ids of other tables and whole results stand in the file for machines only.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any

from access.actor import Role
from assessments.districts import districts
from assessments.divisions import divisions
from assessments.years import CHINA
from i18n import exact
from wording.voice import Voice

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "enterprises": (
        "name",
        "credit_code",
        "division",
        "district",
        "employees",
        "revenue",
        "assets",
    ),
    "assessments": (
        "id",
        "title",
        "edition",
        "stage",
        "started_at",
        "submitted_at",
        "signed_at",
        "signed_by",
    ),
    "answers": ("assessment", "question", "words", "note", "side", "author", "at"),
    "scorecards": ("assessment", "side", "at", "rubric", "rubric_version", "total", "level"),
    "rescorings": ("assessment", "side", "at"),
    "scorecard_documents": (),
    "scorecard_details": (),
    "documents": ("kind", "author", "at", "value"),
    "accounts": ("username", "name", "role", "created_at", "deactivated_at", "identity"),
    "holdings": ("enterprise", "by", "at"),
    "one_time_links": ("kind", "name", "role", "made_by", "made_at", "expires", "used_at"),
    "sessions": ("username", "assessment", "seen_at", "expires"),
    "confirmations": ("decision", "credit_code", "reason", "by", "at"),
    "confirmed_codes": ("credit_code",),
    "arrivals": ("assessment", "deed", "at"),
    "audit": ("at", "actor", "role", "action", "object", "place"),
}
STYLE = (
    "body{font:16px/1.6 'Noto Sans SC','Microsoft YaHei',sans-serif;margin:2rem auto;"
    "max-width:70rem;padding:0 1rem}table{border-collapse:collapse;margin:.5rem 0 2rem;"
    "width:100%}th,td{border:1px solid #999;padding:.3rem .5rem;text-align:left;"
    "vertical-align:top;overflow-wrap:anywhere;min-width:5rem}"
)


def page_of(tables: Rows, at: datetime, voice: Voice) -> str:
    """One table after the other, with a heading that says what it is and how many there are."""
    title = escape(voice.say("personal.export_title"))
    about = escape(voice.say("personal.export_about", day=voice.day(at)))
    head = f"<head><meta charset='utf-8'><title>{title}</title><style>{STYLE}</style></head>"
    parts = [f"<!DOCTYPE html><html lang='{voice.lang}'>{head}<body><h1>{title}</h1><p>{about}</p>"]
    for name, rows in tables.items():
        parts.append(f"<h2>{escape(voice.say(f'personal.table_{name}'))} ({len(rows)})</h2>")
        columns = COLUMNS[name]
        if rows and columns:
            heads = (voice.say(f"personal.column_{column}") for column in columns)
            parts += ["<table><tr>", *(f"<th>{escape(each)}</th>" for each in heads), "</tr>"]
            for row in rows:
                cells = (_told(voice, name, column, row[column]) for column in columns)
                parts.append(f"<tr>{''.join(f'<td>{escape(each)}</td>' for each in cells)}</tr>")
            parts.append("</table>")
    return "".join([*parts, "</body></html>"])


def _told(voice: Voice, table: str, column: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, datetime) or column == "at":  # the trail has its times as texts
        at = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}"
    if column == "kind" and table == "one_time_links":
        return voice.say(f"people.kind_{value}")
    if column in WORDS:
        return WORDS[column](voice, value)
    if isinstance(value, int | float):
        return exact(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


WORDS: Mapping[str, Callable[[Voice, Any], str]] = {
    "division": lambda voice, code: voice.text(divisions()[code].title),
    "district": lambda voice, code: voice.text(districts()[code]),
    "stage": lambda voice, stage: voice.say(f"app.stage_{stage}"),
    "side": lambda voice, side: voice.say(f"comparison.side_{side}"),
    "role": lambda voice, role: voice.text(Role(role).entry.label),
    "action": lambda voice, action: voice.say(f"audit.act_{action.replace('.', '_')}"),
    "kind": lambda voice, kind: voice.say(f"personal.kind_{kind}"),
    "deed": lambda voice, deed: voice.say(f"audit.act_assessment_{deed}"),
    "decision": lambda voice, decision: voice.say(f"personal.decision_{decision}"),
    "total": lambda voice, total: voice.figure(total),
}
