"""One part of a questionnaire on the page: how far one is, its items, the way on."""

from collections.abc import Callable

import streamlit as st

from services.filling import FillingSheet
from services.last_round import LastRound
from views.enterprise import item_card
from views.enterprise.last_time import draw_last_round
from views.enterprise.parts import FillingPage, current_part, go_to, parts_of, places_of, stay_in
from views.evidence import EvidenceForm
from views.saving import AnswerForm
from views.session import t
from views.shown import clock
from views.sources import draw_about


def draw_part(  # noqa: PLR0913  (what a part shows)
    desk: AnswerForm,
    sheet: FillingSheet,
    end: str,
    leave: Callable[[], None],
    files: EvidenceForm | None = None,
    *,
    last: LastRound | None = None,
) -> None:
    """Draw the open part; behind the last one stands a button ``end`` that calls ``leave``.

    ``files``: those of evidence, where there may be any; ``last``: the round before.
    """
    parts = parts_of(sheet)
    part = current_part(parts)
    stay_in(part)
    _head(sheet, parts, part)
    if last is not None:
        draw_last_round(last, sheet.questionnaire, whole=part.place == 0)
    changed = False
    places = places_of(parts)
    for item in part.items:
        stored = sheet.answers.get(item.id)
        changed |= item_card.draw(
            desk, sheet.questionnaire, item, places, stored, files=files, last=last
        )
    if desk.settle() or changed:
        st.rerun()
    _foot(parts, part, end, leave)


def _head(sheet: FillingSheet, parts: tuple[FillingPage, ...], part: FillingPage) -> None:
    """Where one is, how far, when it was saved last."""
    with st.container(key=f"top_{part.id}"):
        st.title(part.title, anchor=False)
    if part.place == 0:
        draw_about(sheet.questionnaire)
    st.progress(
        sheet.answered / max(sheet.asked, 1),
        text=t("enterprise.progress", answered=sheet.answered, asked=sheet.asked),
    )
    st.caption(
        t("enterprise.saved_at", time=clock(sheet.saved_at))
        if sheet.saved_at
        else t("enterprise.saves_itself")
    )
    chosen = st.selectbox(
        t("enterprise.part"),
        range(len(parts)),
        index=part.place,
        format_func=lambda place: _part_label(parts[place]),
        key=f"part_of_{part.id}",
        label_visibility="collapsed",
    )
    if chosen != part.place:
        go_to(parts[chosen].id)


def _part_label(part: FillingPage) -> str:
    said = {"number": part.place + 1, "title": part.title, "left": len(part.missing)}
    return t("enterprise.part_left" if part.missing else "enterprise.part_done", **said)


def _foot(
    parts: tuple[FillingPage, ...], part: FillingPage, end: str, leave: Callable[[], None]
) -> None:
    """Forward, back, and to what is missing."""
    back, on = st.columns(2, wrap=False)
    if part.place > 0 and back.button(t("enterprise.previous"), key="previous", width="stretch"):
        go_to(parts[part.place - 1].id)
    last = part.place == len(parts) - 1
    label = end if last else t("enterprise.next")
    if on.button(label, key="next", type="primary", width="stretch"):
        if last:
            leave()
        go_to(parts[part.place + 1].id)
    after = [*parts[part.place :], *parts[: part.place]]
    open_part = next((each for each in after if each.missing), None)
    if open_part and st.button(t("enterprise.to_missing"), key="to_missing", width="stretch"):
        go_to(open_part.id, open_part.missing[0])
