"""What an enterprise says of itself for public programmes, in one form on the result page."""

from collections.abc import Mapping

import streamlit as st

from assessments.refusals import Refusal
from services import declaring
from services.context import Context
from services.declaring import Declared
from solutions.programmes.model import ProgrammeRequirement
from views.errors import why_not
from views.markdown import escaped
from views.session import language, t

HELD = {"yes": True, "no": False, "unknown": None}
SAVED = "declared_saved"


def draw_declaring(ctx: Context, assessment: str, said: Declared) -> None:
    """The form; what it keeps counts in every programme at once."""
    with st.expander(t("programmes.declare_title"), key="declaring", on_change="rerun") as asked:
        if not asked.open:
            return
        st.markdown(t("programmes.declare_about"))
        with st.form("declare", border=False, enter_to_submit=False):
            rung = _ask_rung(said)
            chosen = {
                name: _ask(name, requirement, said.held, said.revision)
                for name, requirement in declaring.declarable().items()
            }
            sent = st.form_submit_button(t("programmes.declare_save"), width="stretch")
        if sent:
            _save(ctx, assessment, chosen, rung, said.revision)
        elif st.session_state.pop(SAVED, False):
            st.success(t("programmes.declare_saved"))


def _ask(
    name: str, requirement: ProgrammeRequirement, held: Mapping[str, bool], revision: int
) -> bool | None:
    """The widget of one requirement; another revision draws it anew."""
    answers = list(HELD)
    now = next(each for each, value in HELD.items() if value is held.get(name))
    chosen = st.radio(
        escaped(requirement.says.to(language())),
        answers,
        index=answers.index(now),
        format_func=lambda answer: t(f"programmes.declare_{answer}"),
        horizontal=True,
        key=f"declare:{name}:{revision}",
    )
    return HELD[chosen]


def _ask_rung(said: Declared) -> str:
    """Which rung of smart factory has been awarded; "" for not known."""
    rungs = ("", *declaring.RUNGS)
    return st.selectbox(
        t("programmes.rung_ask"),
        rungs,
        index=rungs.index(said.rung),
        format_func=lambda rung: t(f"programmes.rung_{rung or 'unknown'}"),
        key=f"declare:rung:{said.revision}",
    )


def _save(
    ctx: Context, assessment: str, chosen: Mapping[str, bool | None], rung: str, seen: int
) -> None:
    held = {name: value for name, value in chosen.items() if value is not None}
    try:
        declaring.declare(ctx, assessment, held, seen=seen, rung=rung)
    except Refusal as refusal:
        st.error(why_not(refusal))
        return
    st.session_state[SAVED] = True
    st.rerun()
