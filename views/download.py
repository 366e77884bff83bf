"""Buttons that hand out a file; a report is made when somebody presses one."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Literal

import streamlit as st

from access.addresses import network_of
from access.tokens import digest_of
from i18n import Lang
from reports.registry import FORMATS
from services import accounts, handing_out, paragraphs, reporting, templates
from services.context import Context
from services.dossier import Dossier
from services.paragraphs import Manuscript
from services.templates import Form
from views.markdown import escaped
from views.session import language, t, token
from views.turns import TURNS

# of a context, an assessment, a language, a format, and whether in the product's own form
Write = Callable[..., bytes]
Make = Callable[[], bytes]
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
    """Draw a button that hands out ``content`` as the file ``name``, in one of ``FORMATS``."""
    st.download_button(
        label,
        content,
        file_name=f"{name}.{format}",
        mime=FORMATS[format].mime,
        key=key,
        on_click="ignore",
        disabled=disabled,
        width=width,
    )


def when_pressed(ctx: Context, write: Callable[[Context], bytes]) -> Make:
    """Makes the file for whoever holds the browser's token at the moment of the click."""
    held = token()

    def make() -> bytes:
        with TURNS.turn(digest_of(held), network_of(ctx.address)):
            return write(replace(ctx, actor=accounts.actor_of(ctx, held)))

    return make


def report_buttons(ctx: Context, dossier: Dossier) -> None:
    """Draw one button a format; what the PDF shows as numbers is said below."""
    remark = reporting.pdf_remark(dossier, language())
    _buttons(ctx, dossier, _handed_out, "app.report_file", remark)


def preview_buttons(ctx: Context, manuscript: Manuscript) -> None:
    """The same for a report that nobody has signed yet; nothing of it is on record."""
    remark = reporting.remark_of(manuscript.report)
    _buttons(ctx, manuscript.dossier, _previewed, "editing.preview_file", remark)


def _handed_out(ctx: Context, assessment: str, lang: Lang, format: str, own: bool) -> bytes:
    form: Form = "own" if own else "centre"
    return handing_out.hand_out(ctx, assessment, lang, format, form=form)[1]


def _previewed(ctx: Context, assessment: str, lang: Lang, format: str, own: bool) -> bytes:
    found = paragraphs.paragraphs(ctx, assessment, lang)
    form: Form = "own" if own else "centre"
    return templates.file_of(found.report, format, found.dossier, form)


def _buttons(ctx: Context, dossier: Dossier, write: Write, file: str, remark: str) -> None:
    own, lang = False, language()
    if templates.form_of(dossier, lang, "docx"):
        own = st.checkbox(t("template.own_form"), key="report:own_form")
    name = re.sub(r"[^\w-]+", "_", dossier.enterprise.name)[:LONGEST].strip("_")
    id = dossier.assessment.id
    places = [place for _ in range(0, len(FORMATS), BESIDE) for place in st.columns(BESIDE)]
    for place, (ending, format) in zip(places, FORMATS.items(), strict=False):
        make = partial(write, assessment=id, lang=lang, format=ending, own=own)
        with place:
            download_button(
                format.label.to(lang),
                when_pressed(ctx, make),
                name=t(file, name=name),
                format=ending,
                key=f"report:{ending}",
            )
    if remark:
        st.caption(escaped(remark))
