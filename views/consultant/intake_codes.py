"""The codes of an import, once: nobody can have them again."""

from collections.abc import Sequence

import streamlit as st

from assessments.imports import Import
from services import accounts
from services.context import Context
from services.importing.codes import codes_as
from services.importing.making import FirmCode
from views.download import download_button
from views.kept import kept
from views.markdown import escaped
from views.session import t, voice

CODES = "intake:codes"  # in the session, and nowhere else


def keep_codes(codes: Sequence[FirmCode], made: Import, left_out: Sequence[int] = ()) -> None:
    """Hold the codes until they are put away, or the page is closed."""
    st.session_state[CODES] = (tuple(codes), made, tuple(left_out))


def draw_codes(ctx: Context) -> bool:
    """Draw what was just imported, with its list of codes; False where there is none."""
    if CODES not in st.session_state:
        return False
    codes, made, left_out = st.session_state[CODES]
    st.header(t("intake.step_codes"), anchor=False)
    st.success(t("intake.imported", n=len(codes), rows=made.rows, file=escaped(made.file)))
    if left_out:
        rows = t("report.comma").join(map(str, left_out[:50]))
        st.caption(t("intake.left_out", n=len(left_out), rows=rows))
    st.warning(t("intake.codes_warning"))
    centre = accounts.centres(ctx).get(made.centre, "")
    address = (ctx.settings.public_address or "").rstrip("/") + "/resume"
    left, right, _ = st.columns([1, 1, 2])
    for place, format in ((left, "xlsx"), (right, "csv")):

        def make(format: str = format) -> bytes:
            return codes_as(voice(), codes, format, file=made.file, centre=centre, place=address)

        with place:
            download_button(
                t(f"intake.codes_{format}"),
                kept(f"intake:codes:{format}", (made.id, codes[:1], voice()), make),
                name=t("intake.codes_file"),
                format=format,
                key=f"intake:codes:{format}",
            )
    if st.button(t("intake.codes_done"), key="intake:codes_done"):
        del st.session_state[CODES]
        for format in ("xlsx", "csv"):
            st.session_state.pop(f"kept:intake:codes:{format}", None)
        st.rerun()
    return True
