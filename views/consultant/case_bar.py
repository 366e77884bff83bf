"""The bar that stays above the items of a case: both scores, how far it is, and the next steps."""

from collections.abc import Callable, Sequence

import streamlit as st

from assessments.verdicts import ClaimVerdict
from i18n import difference_of
from questionnaires.model import Dimension
from services.verifying import Case
from views import address
from views.fields import index_of
from views.session import language, t, voice
from views.shown import figure

DIMENSION = "dimension"  # in the address: which one is looked at

GoTo = Callable[[str], None]


def draw_bar(case: Case, go_to: GoTo) -> Dimension:
    """Draw it; the answer is the dimension that is looked at. ``go_to`` opens a question."""
    asked = [case.dossier.questionnaire.by_id[id] for id in case.verdicts]
    with_items = {item.dimension for item in asked}
    dimensions = [d for d in case.dossier.questionnaire.dimensions if d.id in with_items]
    with st.container(key="case_bar", gap="xsmall"):
        told = st.empty()  # above the steps, which say which dimension it is
        with st.container(key="case_steps", horizontal=True, vertical_alignment="center"):
            chosen = _steps(case, dimensions, go_to)
        told.markdown(_scores(case, chosen))
        return chosen


def _progress(case: Case, chosen: Dimension) -> str:
    """How many items are checked and how, what is open, and what lacks a remark."""
    by_id = case.dossier.questionnaire.by_id
    own = [each for id, each in case.verdicts.items() if by_id[id].dimension == chosen.id]
    counts = case.counts
    told = [
        t(
            "consultant.progress",
            done=len(case.verdicts) - len(case.unchecked),
            all=len(case.verdicts),
        )
    ]
    told += [t(f"consultant.count_{each}", n=n) for each, n in counts.items() if n and _done(each)]
    told.insert(1, t("consultant.progress_here", done=sum(map(_done, own)), all=len(own)))
    if case.unsettled:
        told.append(t("consultant.count_open", n=len(case.unsettled)))
    if case.unexplained:
        told.append(t("consultant.count_unexplained", n=len(case.unexplained)))
    return " · ".join(told)


def _scores(case: Case, chosen: Dimension) -> str:
    """Both totals and levels, and the progress; two lines."""
    claimed, verified = case.claimed_card, case.verified_card
    moved = ""
    if claimed.total is not None and verified.total is not None:
        moved = difference_of(claimed.total, verified.total)
    told = t(
        "consultant.both_scores",
        verified=figure(verified.total),
        verified_level=voice().level_number(verified.level.number if verified.level else None),
        claimed=figure(claimed.total),
        claimed_level=voice().level_number(claimed.level.number if claimed.level else None),
        moved=moved or "—",
    )
    return f"{told}  \n{_progress(case, chosen)}"


def _steps(case: Case, dimensions: Sequence[Dimension], go_to: GoTo) -> Dimension:
    """Which dimension, the ones beside it, and the next item that nobody has looked at."""
    ids = [each.id for each in dimensions]
    key = f"{DIMENSION}:{case.dossier.assessment.id}"
    address.begin(DIMENSION, key, ids)
    # The browser sends the title that it shows: one with a number in it would be another soon.
    titles = {each.id: each.title.to(language()) for each in dimensions}
    if st.session_state.get(key) not in ids:
        st.session_state[key] = ids[0]
    place = ids.index(st.session_state[key])
    for name, icon, to in (
        ("before", ":material/chevron_left:", place - 1),
        ("after", ":material/chevron_right:", place + 1),
    ):
        there = 0 <= to < len(ids)
        label, shortcut = t(f"consultant.dimension_{name}"), _SHORTCUTS[name]
        if st.button(label, key=f"{name}:{key}", icon=icon, disabled=not there, shortcut=shortcut):
            go_to(_first(case, ids[to]))
    label = t("consultant.next_unchecked")
    wanted = _next_unchecked(case, ids[place])
    pressed = st.button(
        label,
        key=f"next:{key}",
        type="primary",
        icon=":material/arrow_downward:",
        disabled=wanted is None,
        shortcut=_SHORTCUTS["next"],
    )
    if pressed and wanted is not None:
        go_to(wanted)
    chosen = st.selectbox(
        t("consultant.dimension"),
        ids,
        index=index_of(ids, key),
        format_func=titles.__getitem__,
        key=key,
        label_visibility="collapsed",
    )
    address.say(**{DIMENSION: chosen})
    return dimensions[ids.index(chosen)]


_SHORTCUTS = {"before": "Alt+J", "after": "Alt+K", "next": "Alt+N"}


def _next_unchecked(case: Case, dimension: str) -> str | None:
    """The next one after the question that was opened last, or from the dimension on; then round.

    None where all are checked.
    """
    by_id, order = case.dossier.questionnaire.by_id, list(case.verdicts)
    last = st.query_params.get(address.ITEM, "")
    if last in case.verdicts and by_id[last].dimension == dimension:
        start = order.index(last) + 1
    else:
        start = order.index(_first(case, dimension))
    round_ = (*order[start:], *order[:start])
    return next((id for id in round_ if case.verdicts[id] is ClaimVerdict.UNCHECKED), None)


def _first(case: Case, dimension: str) -> str:
    by_id = case.dossier.questionnaire.by_id
    return next(id for id in case.verdicts if by_id[id].dimension == dimension)


def _done(verdict: ClaimVerdict) -> bool:
    return verdict is not ClaimVerdict.UNCHECKED
