"""Buttons that hand out the report; it is made when somebody presses one."""

import re
from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from access.addresses import network_of
from access.tokens import digest_of
from assessments.model import Enterprise
from i18n import Lang
from services import accounts, handing_out, paragraphs, reporting, templates
from services.context import Context
from services.paragraphs import Manuscript
from views.markdown import escaped
from views.session import context, language, t, token
from views.turns import TURNS

MIMES = {
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# of an assessment: language, format, whether in the product's own form
Write = Callable[[Context, str, Lang, str, bool], bytes]
LONGEST = 60  # characters of a file name
BESIDE = 2  # buttons, for their names to fit


def report_buttons(assessment: str, enterprise: Enterprise) -> None:
    """Draw one button a format; what the PDF shows as numbers is said below."""
    remark = reporting.pdf_remark(context(), assessment, language())
    _buttons(assessment, enterprise, _handed_out, "app.report_file", remark)


def preview_buttons(manuscript: Manuscript) -> None:
    """The same for a report that nobody has signed yet; nothing of it is on record."""
    enterprise, remark = manuscript.enterprise, reporting.remark_of(manuscript.report)
    _buttons(manuscript.assessment.id, enterprise, _previewed, "editing.preview_file", remark)


def _handed_out(ctx: Context, assessment: str, lang: Lang, format: str, own: bool) -> bytes:
    return handing_out.hand_out(ctx, assessment, lang, format, own_form=own)[1]


def _previewed(ctx: Context, assessment: str, lang: Lang, format: str, own: bool) -> bytes:
    found = paragraphs.paragraphs(ctx, assessment, lang)
    centre = None if own else found.assessment.centre
    return templates.file_of(ctx, found.report, format, centre)


def _buttons(assessment: str, enterprise: Enterprise, write: Write, file: str, remark: str) -> None:
    own = False
    if templates.offered(context(), assessment, language()):
        own = st.checkbox(t("template.own_form"), key="report:own_form")
    name = re.sub(r"[^\w-]+", "_", enterprise.name)[:LONGEST].strip("_")
    places = [place for _ in range(0, len(MIMES), BESIDE) for place in st.columns(BESIDE)]
    for place, (format, mime) in zip(places, MIMES.items(), strict=False):
        place.download_button(
            t(f"app.report_{format}"),
            _Maker(write, assessment, format, own=own),
            file_name=f"{t(file, name=name)}.{format}",
            mime=mime,
            key=f"report:{format}",
            on_click="ignore",
            width="stretch",
        )
    if remark:
        st.caption(escaped(remark))


class _Maker:
    """Makes the report for whoever holds the browser's token at the moment of the click."""

    def __init__(self, write: Write, assessment: str, format: str, *, own: bool) -> None:
        self._write, self._assessment, self._format, self._own = write, assessment, format, own
        self._ctx, self._token, self._lang = context(), token(), language()

    def __call__(self) -> bytes:
        with TURNS.turn(digest_of(self._token), network_of(self._ctx.address)):
            ctx = replace(self._ctx, actor=accounts.actor_of(self._ctx, self._token))
            return self._write(ctx, self._assessment, self._lang, self._format, self._own)
