"""What would come of a table: how its rows are read, all that is wrong, and the button."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import pandas as pd
import streamlit as st

from files.invisible import named
from services.importing.checking import CheckedRow, ImportCheck, PlacedFault
from services.importing.headings import FIELDS
from services.offering import offers
from views.consultant.intake_choices import LEAVE_OUT, ImportFile
from views.fields import shown_number
from views.markdown import escaped
from views.session import context, language, t
from views.shown import district_name, division_name

MOST_SEEN = 8  # rows of a list that is shown whole
WIDTHS = {"at": 70, "column": 150, "value": 170, "row": 60, "fate": 90}  # pixels
HEIGHT = 320  # pixels of a longer one
TWO_LINES = 54  # pixels of a row with a sentence in it


def draw_check(found: ImportCheck, file: ImportFile) -> bool:
    """Draw it all; True where the button was pressed that imports."""
    st.header(t("intake.step_check"), anchor=False)
    for remark in found.remarks:
        st.info(escaped(remark.to(language())))
    _counts(found)
    if found.fault_count:
        _faults(found)
    _preview(found)
    if found.skipped:
        with st.expander(t("intake.skipped", n=found.counts["skip"])):
            _table(
                {
                    t("intake.row"): str(each.row.number),
                    t("intake.field_name"): each.row.name,
                    t("intake.why"): each.why.to(language()) if each.why else "",
                }
                for each in found.skipped
            )
    if found.notes:
        with st.expander(t("intake.notes", n=len(found.notes)), expanded=True):
            _table((_fault_row(each) for each in found.notes), row=TWO_LINES)
    return _button(found, file)


def _counts(found: ImportCheck) -> None:
    counts: dict[str, int] = {"rows": found.rows, **{str(k): n for k, n in found.counts.items()}}
    for place, (name, number) in zip(st.columns(len(counts)), counts.items(), strict=True):
        place.metric(t(f"intake.count_{name}"), number)


def _faults(found: ImportCheck) -> None:
    st.error(t("intake.faults", n=found.fault_count, rows=found.counts["wrong"]))
    if found.fault_count > len(found.faults):
        st.caption(t("intake.faults_more", n=len(found.faults)))
    _table((_fault_row(each) for each in found.faults), row=TWO_LINES)


def _fault_row(each: PlacedFault) -> Mapping[str, str]:
    lang, fault = language(), each.fault
    return {
        t("intake.at"): each.at.to(lang),
        t("intake.column"): named(fault.column),
        t("intake.value"): named(fault.value),
        t("intake.problem"): fault.expected.to(lang),
    }


def _preview(found: ImportCheck) -> None:
    st.subheader(t("intake.preview", n=len(found.preview), rows=found.rows), anchor=False)
    titles = {
        offer.questionnaire.id: offer.questionnaire.title.to(language())
        for offer in offers(context(), {})
    }
    _table(_preview_row(each, titles) for each in found.preview)


def _preview_row(each: CheckedRow, titles: Mapping[str, str]) -> Mapping[str, str]:
    row, profile = each.row, each.row.profile
    shown: dict[str, Any] = {"name": row.name, "consultant": row.consultant}
    if profile is not None:
        shown |= {
            "credit_code": profile.credit_code or "",
            "division": division_name(profile.division),
            "district": district_name(profile.district),
            "employees": shown_number(profile.employees),
            "revenue": shown_number(profile.revenue),
            "assets": shown_number(profile.assets),
            "questionnaire": titles.get(row.questionnaire, row.questionnaire),
        }
    return {
        t("intake.row"): str(row.number),
        t("intake.fate"): t(f"intake.fate_{each.fate}"),
        **{t(f"intake.field_{field}"): shown.get(field, "") for field in FIELDS},
        t("intake.answers"): str(len(row.answers) or ""),
    }


def _table(rows: Iterable[Mapping[str, str]], row: int | None = None) -> None:
    frame = pd.DataFrame(list(rows))
    narrow = {t(f"intake.{name}"): width for name, width in WIDTHS.items()}
    height: int | Literal["content"] = HEIGHT if len(frame) > MOST_SEEN else "content"
    st.dataframe(
        frame,
        hide_index=True,
        width="stretch",
        height=height,
        row_height=row,
        column_config={
            name: st.column_config.TextColumn(width=width) for name, width in narrow.items()
        },
    )


def _button(found: ImportCheck, file: ImportFile) -> bool:
    """The button that imports, if anything can be imported as it is."""
    st.header(t("intake.step_import"), anchor=False)
    wrong = found.counts["wrong"]
    if not found.whole:
        st.warning(t("intake.mend_first"))
        return False
    if wrong and not st.checkbox(t("intake.leave_out", n=wrong), key=f"{LEAVE_OUT}:{file.digest}"):
        st.warning(t("intake.mend_or_leave_out"))
        return False
    if not found.begun:
        st.warning(t("intake.nothing_left"))
        return False
    st.markdown(t("intake.will", n=found.begun))
    label = "intake.import_some" if found.begun < found.rows else "intake.import_all"
    params = {"n": found.begun, "rows": found.rows, "rest": found.rows - found.begun}
    return st.button(t(label, **params), type="primary", key="intake:import")
