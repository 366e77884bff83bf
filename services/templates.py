"""The Word template that a centre keeps for the reports of its own cases, one a language."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from access.table import require
from assessments.model import Document
from assessments.refusals import NotFound
from files.problems import InvalidFiles, Problem
from i18n import Lang, say
from reports.formats.docx import write_official
from reports.registry import FORMATS
from reports.report import Report
from reports.word_template import example as examples
from reports.word_template.checks import check
from reports.word_template.filling import fill
from services.context import Context, at_once
from services.demo.sample import sample
from services.dossier import Dossier
from services.gathering import diagnosis
from services.kinds import TEMPLATE
from services.noting import note_centre
from services.reporting import report_of, with_code

Form = Literal["centre", "own", "official"]  # of a Word file
OFFICIAL = b"official"  # stands for that form where a template's content would stand


@dataclass(frozen=True)
class Template:
    """What was put in place, or taken back (``name`` is empty then), by whom and when.

    ``seen`` is its revision; hand it to ``put`` and ``take_back``. 0: there never was one.
    ``official``: instead of a template the product's own form as official documents are printed.
    """

    name: str
    seen: int
    author: str
    at: datetime | None
    content: bytes
    official: bool = False


def current(ctx: Context, lang: Lang) -> Template:
    """The template of the consultant's own centre for reports in ``lang``."""
    document = ctx.store.document(TEMPLATE, _subject(_own_centre(ctx), lang))
    return Template("", 0, "", None, b"") if document is None else _template(document)


def history(ctx: Context, lang: Lang) -> Sequence[Template]:
    """Every one that the own centre has had, and every time that it was taken back."""
    subject = _subject(_own_centre(ctx), lang)
    return [_template(each) for each in ctx.store.document_history(TEMPLATE, subject)]


def example(ctx: Context, lang: Lang) -> bytes:
    """A template to start from, with all fields explained."""
    _own_centre(ctx)
    return examples.example(lang)


def trial(ctx: Context, lang: Lang, name: str, content: bytes) -> bytes:
    """The report of an invented enterprise on the template ``content``; nothing is kept.

    Raises InvalidFiles with everything that is wrong with the template; ``name`` is the file's.
    """
    centre, file = _own_centre(ctx), Path(name)
    problems = check(file, content)
    if problems:
        raise InvalidFiles(problems)
    invented = sample(ctx, centre)
    report = report_of(ctx, invented, with_code(ctx, invented, diagnosis(invented)), lang)
    mark = say("template.trial_mark", lang)
    try:
        return fill(content, replace(report, marks=(mark, *report.marks)))
    except Exception as why:
        told = {"why": f"{type(why).__name__}: {why}"[:200]}
        raise InvalidFiles([Problem(file, 1, "T021", told)]) from why


def put(ctx: Context, lang: Lang, name: str, content: bytes, *, seen: int) -> Template:
    """Use the template ``content`` from now on. Raises InvalidFiles as ``trial``, Stale."""
    trial(ctx, lang, name, content)
    return _append(ctx, _subject(_own_centre(ctx), lang), {"name": name}, content, seen)


def take_back(ctx: Context, lang: Lang, *, seen: int) -> Template:
    """Use the product's own form again. Raises NotFound where it is in use already, Stale."""
    now = current(ctx, lang)
    if not (now.content or now.official):
        raise NotFound("no_template")
    return _append(ctx, _subject(_own_centre(ctx), lang), None, b"", seen)


def use_official(ctx: Context, *, seen: int) -> Template:
    """Write the Chinese Word reports in the form of official documents from now on. Raises Stale.

    A template that was in use is so no longer.
    """
    return _append(ctx, _subject(_own_centre(ctx), "zh"), {"form": "official"}, b"", seen)


def file_of(report: Report, format: str, dossier: Dossier, form: Form = "centre") -> bytes:
    """The file of ``report``; as Word in the form that the centre has chosen which has the case.

    Or else in the product's own form, or in that of official documents.
    """
    chosen = {"centre": form_of(dossier, report.lang, format), "own": b"", "official": OFFICIAL}
    template = chosen[form] if format == "docx" else b""
    if template == OFFICIAL:
        return write_official(report)
    return fill(template, report) if template else FORMATS[format].write(report)


def form_of(dossier: Dossier, lang: Lang, format: str) -> bytes:
    """The template for such files of the case, or OFFICIAL; empty for the product's own form."""
    document = dossier.document(TEMPLATE, _subject(dossier.assessment.centre or "", lang))
    if document is None or format != "docx":
        return b""
    return OFFICIAL if _template(document).official else document.content


def _own_centre(ctx: Context) -> str:
    centre = ctx.actor.centre or ""
    require(ctx.actor, "template.keep", centre)
    return centre


def _subject(centre: str, lang: Lang) -> str:
    return f"{centre}:{lang}"


def _append(
    ctx: Context, subject: str, value: dict[str, str] | None, content: bytes, seen: int
) -> Template:
    document = Document(
        kind=TEMPLATE,
        subject=subject,
        revision=seen + 1,
        value=value,
        content=content,
        author=ctx.actor.name or ctx.actor.id,
        at=ctx.now(),
    )
    action = "template.take_back" if value is None else "template.put"
    if value is not None and not content:
        action = "template.official"
    with at_once(ctx) as one:
        one.store.append_document(document)
        lang = subject.rpartition(":")[2]
        note_centre(one, action, revision=document.revision, lang=lang)
    return _template(document)


def _template(document: Document) -> Template:
    value = document.value or {}
    return Template(
        name=str(value.get("name", "")),
        seen=document.revision,
        author=document.author,
        at=document.at,
        content=document.content,
        official=value.get("form") == "official",
    )
