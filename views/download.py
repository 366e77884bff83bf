"""Buttons that hand out a file; a report is made when somebody presses one."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import streamlit as st

from access.addresses import network_of
from access.tokens import digest_of
from assessments.refusals import Refusal
from reports.registry import FORMATS
from services import accounts, reporting, templates
from services.context import Context
from services.dossier import Dossier
from services.file_jobs import PreviewJob, ReportJob
from services.making_apart import Job
from services.paragraphs import Manuscript
from services.process_log import asks
from views.errors import refused
from views.markdown import escaped
from views.session import is_connected, language, session_id, t, token, wiring
from views.turns import TURNS

Make = Callable[[], bytes]
Reporting = type[ReportJob] | type[PreviewJob]
OTHERS = {"csv": "text/csv", "csv.zip": "application/zip"}
LONGEST = 60  # characters of a file name
BESIDE = 2  # buttons, for their names to fit


def download_button(  # noqa: PLR0913  (what a button is, all of it)
    label: str,
    content: bytes | Make,
    *,
    name: str,
    format: str,
    key: str,
    disabled: bool = False,
    width: Literal["stretch", "content"] = "stretch",
) -> None:
    """Draw a button that hands out ``content`` as the file ``name``: a form of those above."""
    st.download_button(
        label,
        content,
        file_name=f"{name}.{format}",
        mime=FORMATS[format].mime if format in FORMATS else OTHERS[format],
        key=key,
        on_click="ignore",
        disabled=disabled,
        width=width,
    )


def when_pressed(ctx: Context, job: Job) -> Make:
    """Makes the file for whoever holds the browser's token at the moment of the click.

    In a process of its own, in turn, for as long as the visitor's page is there.
    """
    held, stays = token(), is_connected(session_id())
    holder, makers = digest_of(held), wiring().makers

    def make() -> bytes:
        try:
            with TURNS.turn(holder, network_of(ctx.address), stays, person=ctx.actor.person):
                asking = replace(ctx, actor=accounts.actor_of(ctx, held))
                made: bytes = makers.make(asking, job, stays)
                return made
        except Refusal as why:
            TURNS.note(holder, why)
            asks(ctx.actor, ctx.address)
            refused(why)
            raise

    return make


def at_the_click(ctx: Context, read: Callable[[Context], bytes]) -> Make:
    """The same of what is only read: nobody waits for a turn."""
    held = token()
    return lambda: read(replace(ctx, actor=accounts.actor_of(ctx, held)))


def file_name(said: str) -> str:
    """A name as a part of that of a file."""
    return re.sub(r"[^\w-]+", "_", said)[:LONGEST].strip("_")


def report_buttons(ctx: Context, dossier: Dossier) -> None:
    """Draw one button a format; what the PDF shows as numbers is said below."""
    remark = reporting.pdf_remark(dossier, language())
    _buttons(ctx, dossier, ReportJob, "app.report_file", remark)


def preview_buttons(ctx: Context, manuscript: Manuscript) -> None:
    """The same for a report that nobody has signed yet; nothing of it is on record."""
    remark = reporting.remark_of(manuscript.report)
    _buttons(ctx, manuscript.dossier, PreviewJob, "editing.preview_file", remark)


def _buttons(
    ctx: Context, dossier: Dossier, reporting_of: Reporting, file: str, remark: str
) -> None:
    own, lang = False, language()
    wiring().makers.prepare()
    if templates.form_of(dossier, lang, "docx"):
        own = st.checkbox(t("template.own_form"), key="report:own_form")
    name = file_name(dossier.enterprise.name)
    id = dossier.assessment.id
    places = [place for _ in range(0, len(FORMATS), BESIDE) for place in st.columns(BESIDE)]
    for place, (ending, format) in zip(places, FORMATS.items(), strict=False):
        job = reporting_of(id, lang, ending, "own" if own else "centre")
        with place:
            download_button(
                format.label.to(lang),
                when_pressed(ctx, job),
                name=t(file, name=name),
                format=ending,
                key=f"report:{ending}",
            )
    if remark:
        st.caption(escaped(remark))
