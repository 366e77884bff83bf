"""A questionnaire in the making: the pages of an enterprise, and what lint says beside them."""

from pathlib import Path
from typing import Any

import streamlit as st

from assessments.districts import districts
from assessments.divisions import divisions
from assessments.model import AnswerRecord, Enterprise
from assessments.profile import MOST_EMPLOYEES
from i18n import one_decimal
from questionnaires.model import Item, Questionnaire
from services import previewing
from services.context import Context
from services.previewing import Preview, PreviewTrial
from views import address
from views.enterprise.part_page import draw_part
from views.fields import index_of, number_field
from views.markdown import escaped
from views.saving import AnswerForm
from views.session import context, language, t
from views.shown import division_name

EMPLOYEES = 50


def show() -> None:
    """Draw the edition that is chosen; nothing that is tried out is kept."""
    ctx = context()
    st.title(t("method.title"), anchor=False)
    st.markdown(t("method.about"))
    folder = _chosen(ctx)
    found = previewing.preview(ctx, folder)
    st.button(t("method.read_again"))  # any click reads the files anew
    left, right = st.columns([2, 1], gap="large")
    with right:
        _problems(found)
    with left:
        if found.questionnaire is None:
            st.error(t("method.unusable"))
        else:
            _try(ctx, folder, found.questionnaire)


def _chosen(ctx: Context) -> str:
    """The folder that is looked at; the address names it by its end, for it is a place on disk."""
    folders = previewing.editions(ctx)
    named = [folder for folder in folders if _short(folder) == st.query_params.get("folder")]
    if named and "folder" not in st.session_state:
        st.session_state["folder"] = named[0]
    place = index_of(folders, "folder")
    chosen: str = st.selectbox(
        t("method.folder"), folders, index=place, format_func=_short, key="folder"
    )
    address.say(folder=_short(chosen))
    return chosen


def _short(folder: str) -> str:
    """The last two parts name a questionnaire and its edition."""
    return "/".join(Path(folder).parts[-2:])


def _problems(found: Preview) -> None:
    st.header(t("method.lint"), anchor=False)
    if not found.problems:
        st.success(t("method.clean"))
    for problem in found.problems:
        place = f"{problem.file.name}:{problem.line}"
        st.markdown(f"- `{place}` **{problem.code}** {escaped(problem.message(language()))}")


def _try(ctx: Context, folder: str, questionnaire: Questionnaire) -> None:
    """The pages as an enterprise of this kind would meet them, and what comes out."""
    with st.expander(t("method.as_enterprise")):
        division = st.selectbox(
            t("enterprise.division"),
            list(divisions()),
            index=list(divisions()).index("34"),
            format_func=division_name,
            key="preview_division",
        )
        employees = _employees()
    enterprise = Enterprise(
        id="preview",
        name=t("method.nobody"),
        credit_code=None,
        division=division,
        district=next(iter(districts())),
        employees=employees,
        synthetic=True,
    )
    name = f"preview:{folder}:{questionnaire.digest}"  # another meaning begins anew
    answers: dict[str, AnswerRecord] = st.session_state.setdefault(f"answers:{name}", {})

    def record(item: Item, raw: Any, _note: str, seen: int) -> AnswerRecord:
        answers[item.id] = previewing.answer(ctx, questionnaire, item.id, raw, seen)
        return answers[item.id]

    desk = AnswerForm(name, record)
    desk.save_changes()
    trial = previewing.trial(ctx, questionnaire, enterprise, answers)
    _outcome(questionnaire, trial)
    draw_part(desk, trial.sheet, t("method.from_start"), lambda: _from_start(questionnaire))


def _employees() -> int:
    """How many it has; the usual number, and said so, where what is typed is none."""
    typed = number_field(t("enterprise.employees"), EMPLOYEES, key="preview_employees")
    if isinstance(typed, float) and typed.is_integer() and 0 <= typed <= MOST_EMPLOYEES:
        return int(typed)
    st.warning(t("method.employees_unfit", most=MOST_EMPLOYEES, taken=EMPLOYEES))
    return EMPLOYEES


def _outcome(questionnaire: Questionnaire, trial: PreviewTrial) -> None:
    """What the default rubric says so far."""
    card = trial.scorecard
    if card is None:
        st.warning(t("method.no_rubric", name=questionnaire.default_rubric))
    elif card.total is None:
        st.caption(t("method.nothing_yet"))
    else:
        st.info(
            t(
                "method.outcome",
                level=escaped(card.level.name.to(language())) if card.level else "—",
                total=one_decimal(card.total),
                coverage=one_decimal(card.coverage * 100),
            )
        )


def _from_start(questionnaire: Questionnaire) -> None:
    st.query_params.from_dict({"part": questionnaire.pages[0].id})
    st.rerun()


show()
