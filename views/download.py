"""Buttons that hand out the report; it is made when somebody presses one."""

import re
from dataclasses import replace

import streamlit as st

from assessments.model import Enterprise
from services import accounts, handing_out, reporting
from views.markdown import escaped
from views.session import context, language, t, token

MIMES = {
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
LONGEST = 60  # characters of a file name


def report_buttons(assessment: str, enterprise: Enterprise) -> None:
    """Draw one button a format; where the PDF cannot be made, say why below."""
    refusal = reporting.pdf_refusal(context(), assessment, language())
    name = re.sub(r"[^\w-]+", "_", enterprise.name)[:LONGEST].strip("_")
    for place, (format, mime) in zip(st.columns(3), MIMES.items(), strict=True):
        place.download_button(
            t(f"app.report_{format}"),
            _Maker(assessment, format),
            file_name=f"{t('app.report_file', name=name)}.{format}",
            mime=mime,
            key=f"report:{format}",
            on_click="ignore",
            disabled=format == "pdf" and refusal is not None,
            width="stretch",
        )
    if refusal is not None:
        st.caption(escaped(refusal.to(language())))


class _Maker:
    """Makes the report for whoever holds the browser's token at the moment of the click."""

    def __init__(self, assessment: str, format: str) -> None:
        self._assessment, self._format = assessment, format
        self._ctx, self._token, self._lang = context(), token(), language()

    def __call__(self) -> bytes:
        ctx = replace(self._ctx, actor=accounts.actor_of(self._ctx, self._token))
        _, content = handing_out.hand_out(ctx, self._assessment, self._lang, self._format)
        return content
