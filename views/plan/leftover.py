"""What is not in a plan, why, and how it comes in."""

from collections.abc import Iterator
from typing import cast

import streamlit as st

from services import plans
from services.context import Context
from services.plans import Planned
from solutions.plans.choosing import Number
from solutions.plans.model import ADDABLE, LeftOut
from views.markdown import escaped
from views.plan.acting import act
from views.plan.tasks import facts_of, titles_of
from views.session import language, t


def draw_left_out(ctx: Context, found: Planned) -> None:
    """What was dropped, with a button each; what can be added; everything with its reason."""
    left = found.plan.left_out
    dropped = [each for each in left if each.reason == "dropped"]
    if dropped:
        st.header(t("plan.dropped_title"), anchor=False)
        for each in dropped:
            _back(ctx, found, each)
    addable = [each for each in left if each.reason in ADDABLE and each.reason != "dropped"]
    if addable:
        _add(ctx, found, addable)
    if left:
        with st.expander(t("plan.left_title", count=len(left))):
            st.markdown("\n".join(f"- {_leftover_text(each)}" for each in left))
    if found.plan.unlifted:
        st.markdown("\n".join(f"- {each}" for each in _unlifted(found)))


def _unlifted(found: Planned) -> Iterator[str]:
    """A line for each of the largest gaps that no task lifts, with why."""
    lang, asked = language(), found.dossier.questionnaire.by_id
    for item, left in found.plan.unlifted.items():
        if left is None:
            why = t("choosing.unlifted_none")
        else:
            title = left.solution.title.to(lang)
            why = t(f"choosing.unlifted_{left.reason}", title=title)
        yield escaped(t("choosing.unlifted", title=asked[item].ask.to(lang), why=why))


def _leftover_text(left: LeftOut) -> str:
    title = escaped(left.solution.title.to(language()))
    return t("plan.left", title=title, why=t(f"plan.why_{left.reason}"))


def _back(ctx: Context, found: Planned, left: LeftOut) -> None:
    name = left.solution.id
    with st.container(horizontal=True, vertical_alignment="center", key=f"dropped_{name}"):
        st.markdown(escaped(left.solution.title.to(language())), width="content")
        if st.button(t("plan.back"), key=f"back:{found.revision}:{name}", type="tertiary"):
            stood = found.plan.choices.phases.get(name, 1)
            _put(ctx, found, name, min(stood, len(found.plan.phases)))


def _add(ctx: Context, found: Planned, addable: list[LeftOut]) -> None:
    """Which one, into which year; what would come with it is said before."""
    st.header(t("plan.add_title"), anchor=False)
    by_id = {each.solution.id: each for each in addable}
    name = st.selectbox(
        t("plan.add_which"),
        list(by_id),
        format_func=lambda name: by_id[name].solution.title.to(language()),
        key=f"add:{found.id}:{found.revision}",
    )
    chosen = by_id[name]
    st.caption(escaped(facts_of(found, chosen.solution)))
    st.markdown(escaped(chosen.solution.says.to(language())))
    if chosen.brings:
        st.markdown(t("plan.add_brings", titles=titles_of(found, chosen.brings)))
    numbers = [phase.number for phase in found.plan.phases]
    number = st.radio(
        t("plan.add_when"),
        numbers,
        index=len(numbers) - 1,
        format_func=lambda number: t(f"plan.phase_{number}"),
        horizontal=True,
        key=f"add_when:{found.id}:{found.revision}",
    )
    if st.button(t("plan.add_now"), key=f"add_now:{found.revision}", width="stretch"):
        _put(ctx, found, name, number)


def _put(ctx: Context, found: Planned, name: str, number: int) -> None:
    phase = cast("Number", number)
    act(lambda: plans.add(ctx, found.id, name, phase, seen=found.revision), found)
