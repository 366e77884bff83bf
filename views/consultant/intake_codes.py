"""The codes of an import, once: nobody can have them again."""

from collections.abc import Sequence

import streamlit as st

from assessments.imports import Import
from services import accounts
from services.context import Context
from services.importing.jobs import CodeListJob
from services.importing.making import FirmCode
from views.download import download_button, when_pressed
from views.markdown import escaped
from views.session import language, t, wiring

CODES = "intake:codes"  # in the session, and nowhere else


def keep_codes(
    codes: Sequence[FirmCode],
    made: Import,
    left_out: Sequence[int] = (),
    *,
    renewed: bool = False,
) -> None:
    """Hold the codes until they are put away, or the page is closed."""
    st.session_state[CODES] = (tuple(codes), made, tuple(left_out), renewed)


def draw_codes(ctx: Context) -> bool:
    """Draw what was just imported, with its list of codes; False where there is none."""
    if CODES not in st.session_state:
        return False
    codes, made, left_out, renewed = st.session_state[CODES]
    st.header(t("intake.step_codes"), anchor=False)
    if renewed:
        st.success(t("intake.renewed", n=len(codes), file=escaped(made.file)))
    else:
        st.success(t("intake.imported", n=len(codes), rows=made.rows, file=escaped(made.file)))
    if left_out:
        rows = t("report.comma").join(map(str, left_out[:50]))
        st.caption(t("intake.left_out", n=len(left_out), rows=rows))
    st.warning(t("intake.codes_warning"))
    centre = accounts.centres(ctx).get(made.centre, "")
    address = (ctx.settings.public_address or "").rstrip("/") + "/resume"
    wiring().makers.prepare()
    for place, format in zip(st.columns(2), ("xlsx", "csv"), strict=True):
        job = CodeListJob(codes, language(), format, made.file, centre, address)
        with place:
            download_button(
                t(f"intake.codes_{format}"),
                when_pressed(ctx, job),
                name=t("intake.codes_file"),
                format=format,
                key=f"intake:codes:{format}",
            )
    if st.button(t("intake.codes_done"), key="intake:codes_done"):
        del st.session_state[CODES]
        st.rerun()
    return True
