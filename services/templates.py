"""The Word template that a centre keeps for the reports of its own cases, one a language."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from access.table import require
from assessments.model import Document
from assessments.refusals import NotFound
from files.problems import InvalidFiles, Problem
from i18n import Lang, say
from reports.registry import FORMATS
from reports.report import Report
from reports.word_template import example as examples
from reports.word_template.checks import check
from reports.word_template.filling import fill
from services.context import Context
from services.demo.sample import sample
from services.dossier import Dossier
from services.gathering import diagnosis
from services.kinds import TEMPLATE
from services.reporting import report_of, with_code


@dataclass(frozen=True)
class Template:
    """What was put in place, or taken back (``name`` is empty then), by whom and when.

    ``seen`` is its revision; hand it to ``put`` and ``take_back``. 0: there never was one.
    """

    name: str
    seen: int
    author: str
    at: datetime | None
    content: bytes


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
    return _append(ctx, _subject(_own_centre(ctx), lang), name, content, seen)


def take_back(ctx: Context, lang: Lang, *, seen: int) -> Template:
    """Use the product's own form again. Raises NotFound where it is in use already, Stale."""
    if not current(ctx, lang).content:
        raise NotFound("no_template")
    return _append(ctx, _subject(_own_centre(ctx), lang), "", b"", seen)


def file_of(report: Report, format: str, dossier: Dossier | None) -> bytes:
    """The file of ``report``; as Word on the template of the centre that has the case, if any.

    Without a ``dossier`` in the product's own form.
    """
    form = form_of(dossier, report.lang, format) if dossier else b""
    return fill(form, report) if form else FORMATS[format].write(report)


def form_of(dossier: Dossier, lang: Lang, format: str) -> bytes:
    """The template for such files of the case; empty where there is none."""
    document = dossier.document(TEMPLATE, _subject(dossier.assessment.centre or "", lang))
    return b"" if document is None or format != "docx" else document.content


def _own_centre(ctx: Context) -> str:
    centre = ctx.actor.centre or ""
    require(ctx.actor, "template.keep", centre)
    return centre


def _subject(centre: str, lang: Lang) -> str:
    return f"{centre}:{lang}"


def _append(ctx: Context, subject: str, name: str, content: bytes, seen: int) -> Template:
    document = Document(
        kind=TEMPLATE,
        subject=subject,
        revision=seen + 1,
        value={"name": name} if content else None,
        content=content,
        author=ctx.actor.name or ctx.actor.id,
        at=ctx.now(),
    )
    ctx.store.append_document(document)
    return _template(document)


def _template(document: Document) -> Template:
    name = "" if document.value is None else str(document.value["name"])
    return Template(name, document.revision, document.author, document.at, document.content)
