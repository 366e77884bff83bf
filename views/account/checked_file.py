"""What is said of a file that was brought to be checked, before what its report stated."""

import streamlit as st

from reports.registry import FORMATS
from services.checking import SHOWN, CheckedFile
from services.issuing import TextDifference
from views.markdown import escaped
from views.session import language, t, voice

LONGEST = 200  # characters of a text that is told


def show_file(found: CheckedFile) -> None:
    """Draw whether it is the file that was issued; if not, all that is known to differ."""
    if found.other_code:
        st.warning(t("check_code.file_other_code"))
    if found.same is not None:
        day, format = voice().day(found.same.at), _label(found.format)
        st.success(t("check_code.file_same", day=day, format=format))
        return
    if found.stated == () and found.texts is not None and not found.texts:
        day = voice().day(found.report.handed_out_at)
        st.warning(t("check_code.file_saved_again", day=day))
        return
    st.error(t("check_code.file_other"))
    st.markdown(t("check_code.file_original"))
    with st.container(key="differs"):
        _stated(found)
        if found.texts is None:
            st.markdown(t("check_code.file_texts_none"))
        else:
            _texts(found.texts)


def _label(format: str) -> str:
    known = FORMATS.get(format)
    return known.label.to(language()) if known else format


def _stated(found: CheckedFile) -> None:
    if found.stated is None:
        st.markdown(t("check_code.file_stated_none"))
        return
    rows = [
        t(
            "check_code.file_stated_row",
            name=t(f"check_code.stated_{each.name}"),
            in_file=escaped(each.in_file) or t("check_code.stated_nothing"),
            issued=escaped(each.issued) or t("check_code.stated_nothing"),
        )
        for each in found.stated
    ]
    _list(t("check_code.file_stated"), rows)


def _texts(texts: TextDifference) -> None:
    shown = [escaped(text[:LONGEST]) for text in texts.added[:SHOWN]]
    rest = len(texts.added) - len(shown)
    rows = [*shown, *([t("check_code.file_more", n=rest)] if rest else [])]
    _list(t("check_code.file_added", n=len(texts.added)), rows)
    if texts.missing:
        st.markdown(t("check_code.file_missing", n=texts.missing))
    if texts.moved:
        st.markdown(t("check_code.file_moved", text=escaped(texts.moved[:LONGEST])))


def _list(title: str, rows: list[str]) -> None:
    if rows:
        st.markdown("\n".join((f"**{title}**", "", *(f"- {row}" for row in rows))))
