"""What measures of policy would do: two side by side, and from a target to a measure."""

from functools import partial

import streamlit as st

from aggregates.breakdown import CITY
from aggregates.forecasts import TAKE_UP
from services import simulating
from services.context import Context
from services.simulating import PolicyAnswer, PolicyChoice, SimulationView
from services.simulation_tables import SimulationVoice
from views import address
from views.city.choosing import OF, ROW
from views.download import at_the_click, download_button
from views.fields import index_of
from views.markdown import escaped, table_markdown
from views.session import context, language, t, voice

KEY = "policy"
WIDEST = 420  # pixels of a field
LISTED = 8  # measures that are named
MOST_WANTED = 1_000_000


def show() -> None:
    """Draw the page for what is chosen on it."""
    ctx = context()
    st.title(t("app.page_simulation"), anchor=False)
    st.caption(t("policy.intro"))
    linked = st.query_params.get(OF)
    view = simulating.simulation(ctx, st.session_state.get(f"{KEY}_questionnaire", linked))
    if view.simulated is None:
        st.info(t("policy.nothing"))
        return
    said = simulating.voice_of(view, voice())
    _draw_questionnaire(view)
    for mark in said.beside()[:-1]:
        st.warning(mark)
    if not view.among:
        year = view.simulated
        st.info(t("policy.too_few", year=year.year, threshold=year.threshold))
        return
    choice = _chosen(view, said)
    answer = simulating.answered(view, choice)
    if answer is not None:
        _draw_comparison(said, answer)
        choice = _draw_target(view, said, choice)
        _draw_assumptions(said, answer)
        download_button(
            t("policy.download"),
            at_the_click(ctx, partial(_file, choice=choice)),
            name=t("policy.file", year=view.simulated.year),
            format="xlsx",
            key="policy_workbook",
            width="content",
        )


def _file(ctx: Context, choice: PolicyChoice) -> bytes:
    return simulating.workbook(ctx, choice, voice())


def _draw_questionnaire(view: SimulationView) -> None:
    titles = {each.id: each.title.to(language()) for each in view.questionnaires}
    address.begin(OF, f"{KEY}_questionnaire", titles)
    st.selectbox(
        t("policy.choose_questionnaire"),
        list(titles),
        index=list(titles).index(view.questionnaire.id),
        format_func=titles.__getitem__,
        key=f"{KEY}_questionnaire",
        width=WIDEST,
    )


def _chosen(view: SimulationView, said: SimulationVoice) -> PolicyChoice:
    """The group and the two measures; at first the two by which most of the city rise.

    The address says them, so that they survive a reload and can be handed on.
    """
    rows, key = list(said.year.counts), f"{KEY}_row"
    address.begin(ROW, key, rows)
    row = st.selectbox(
        t("policy.choose_row"),
        rows,
        index=index_of(rows, key),
        format_func=said.counted_row,
        key=key,
        width=WIDEST,
    )
    ranked = simulating.answered(view, PolicyChoice(view.questionnaire.id, row or CITY))
    first = [each.intervention.id for each in ranked.ranked] if ranked else []
    ids = [*first, *(id for id in view.among if id not in first)]
    st.header(t("policy.measures"), anchor=False)
    names, shares = [], []
    for place, (column, number) in enumerate(zip(st.columns(2), ("first", "second"), strict=True)):
        with column:
            name, share = _measure(view, said, ids, number, place)
        names.append(name)
        shares.append(share)
    named = dict(zip(("first", "second"), names, strict=True))
    address.say(**{OF: view.questionnaire.id, ROW: row or CITY}, **named)
    return PolicyChoice(
        questionnaire=view.questionnaire.id,
        row=row or CITY,
        first=names[0],
        second=names[1],
        take_up=(shares[0], shares[1]),
    )


def _measure(
    view: SimulationView, said: SimulationVoice, ids: list[str], number: str, place: int
) -> tuple[str, float]:
    key = f"{KEY}_{view.questionnaire.id}_{number}"
    address.begin(number, key, ids)
    name = st.selectbox(
        t(f"policy.measure_{number}"),
        ids,
        index=index_of(ids, key) if key in st.session_state else min(place, len(ids) - 1),
        format_func=lambda each: said.measure(view.among[each]),
        key=key,
    )
    how = st.radio(
        t("policy.how"),
        ["all", "subsidy"],
        format_func=lambda each: t(f"policy.how_{each}"),
        key=f"{KEY}_how_{number}",
        horizontal=True,
    )
    if how != "subsidy":
        return name, 1.0
    percent = st.number_input(
        t("policy.take_up"),
        min_value=1,
        max_value=100,
        value=round(100 * TAKE_UP),
        step=5,
        help=t("policy.take_up_help", share=round(100 * TAKE_UP)),
        key=f"{KEY}_take_up_{number}",
        width=WIDEST,
    )
    return name, percent / 100


def _draw_comparison(said: SimulationVoice, answer: PolicyAnswer) -> None:
    table = said.comparison(answer.compared)
    st.subheader(escaped(table.title), anchor=False)
    st.caption(escaped(table.notes[-1]))
    st.markdown(escaped(said.read(answer.compared)))
    with st.container(key="policy_compared"):
        st.markdown(table_markdown(table))


def _draw_target(view: SimulationView, said: SimulationVoice, choice: PolicyChoice) -> PolicyChoice:
    """From so many firms to the measures; what was chosen with it."""
    st.header(t("policy.target"), anchor=False)
    st.markdown(t("policy.target_about"))
    levels = {level.number: said.level(level) for level in view.rubric.levels if level.number}
    fields = st.columns(2)
    wanted = fields[0].number_input(
        t("policy.wanted"),
        min_value=1,
        max_value=MOST_WANTED,
        value=_within_reach(view, choice),
        key=f"{KEY}_wanted",
    )
    level = fields[1].selectbox(
        t("policy.level"),
        [0, *levels],
        format_func=lambda number: levels.get(number, t("policy.any_level")),
        key=f"{KEY}_level_{view.questionnaire.id}",
    )
    asked = PolicyChoice(
        choice.questionnaire,
        choice.row,
        choice.first,
        choice.second,
        choice.take_up,
        level or None,
        int(wanted),
    )
    answer = simulating.answered(view, asked)
    if answer is None:
        return asked
    if level and choice.row != CITY:
        st.caption(t("policy.city_only"))
    if answer.target.take_up < 1:
        st.caption(t("policy.same_take_up", share=round(100 * answer.target.take_up)))
    if answer.reaching:
        table = said.found(answer.reaching[:LISTED], answer.target.row, asked.wanted)
        names = ("measure", "cost", "rising", "share", "first")
        lines = (
            t(
                "policy.found_line",
                **{name: escaped(str(value)) for name, value in zip(names, row, strict=True)},
            )
            for row in table.rows
        )
        with st.container(key="policy_reaching"):
            st.markdown("\n".join(f"1. {line}" for line in lines))
        if (left := len(answer.reaching) - LISTED) > 0:
            st.caption(t("policy.more", left=left))
    elif answer.ranked and (best := answer.ranked[0]).rising:
        title = said.measure(best.intervention)
        st.info(escaped(t("policy.no_measure", title=title, middle=best.rising[1])))
    else:
        st.info(t("policy.no_measure_seen"))
    return asked


def _within_reach(view: SimulationView, choice: PolicyChoice) -> int:
    """What to begin with: half of what one measure can do at most, so that there is some choice."""
    best = simulating.answered(view, choice)
    seen = best.ranked[0].rising if best and best.ranked else None
    return max(seen[1] // 2, 1) if seen else choice.wanted


def _draw_assumptions(said: SimulationVoice, answer: PolicyAnswer) -> None:
    st.header(t("policy.assumptions"), anchor=False)
    st.markdown("\n".join(f"1. {escaped(each)}" for each in said.assumed(answer.compared)))


show()
