"""A second, independent verification: claims and evidence, the own findings, and nobody else's."""

import streamlit as st

from assessments.evidence import EvidenceFile
from assessments.refusals import Refusal
from questionnaires.model import Item
from services import seconding
from services.context import Context
from services.seconding import SecondCase
from views import address, answering
from views.address import look_at
from views.consultant.second_compared import draw_compared
from views.dispute import draw_dispute
from views.enterprise.asking import asked_first
from views.errors import why_not
from views.evidence import hand_out
from views.fields import index_of
from views.markdown import escaped
from views.refused import draw_answer_refused, draw_note_state
from views.saving import AnswerForm, drawn_of
from views.session import context, language, t
from views.shown import clock, day, district_name, division_name
from views.sources import mark_of

CASE, DIMENSION = "case", "dimension"


def show() -> None:
    """Draw the cases that one was asked about, or the one that the address names."""
    ctx = context()
    chosen = st.query_params.get(CASE)
    if chosen is not None:
        _case(ctx, chosen)
        return
    st.title(t("second.title"), anchor=False)
    st.markdown(t("second.about"))
    found = seconding.asked_of(ctx)
    if not found:
        st.info(t("second.none"))
    for assessment, enterprise, finding in found:
        with st.container(border=True, key=f"second_{assessment.id}", gap="xsmall"):
            st.page_link(
                "consultant/second.py",
                label=f"**{escaped(enterprise.name)}**",
                query_params={CASE: assessment.id},
            )
            state = "open" if finding.open else "done"
            st.caption(t(f"second.row_{state}", day=day(finding.done_at or finding.asked_at)))


def _case(ctx: Context, id: str) -> None:
    """Save what the click changed, then draw what the store has."""
    st.page_link("consultant/second.py", label=t("second.back"))
    desk = AnswerForm(
        f"second:{id}",
        lambda item, raw, note, seen: seconding.record(
            ctx, id, item.id, raw, remark=note, seen=seen
        ),
    )
    if _still_open(ctx, id):
        desk.save_changes()
    case = seconding.second_case(ctx, id)
    st.title(escaped(case.enterprise.name), anchor=False)
    facts = {
        "division": division_name(case.enterprise.division),
        "district": district_name(case.enterprise.district),
    }
    st.caption(t("second.facts", **facts))
    if case.finding.done_at is not None:
        st.success(t("second.done", day=day(case.finding.done_at)))
        if case.first is None:
            st.info(t("second.waits"))
        else:
            draw_compared(case.questionnaire, case.claimed, case.first, case.own)
        return
    st.info(t("second.alone"))
    changed = _items(ctx, case, desk)
    if desk.settle() or changed:
        st.rerun()
    _end(ctx, case)


def _still_open(ctx: Context, id: str) -> bool:
    return seconding.second_case(ctx, id).finding.done_at is None


def _items(ctx: Context, case: SecondCase, desk: AnswerForm) -> bool:
    """The questions of one dimension; True where a button saved something."""
    given = len(case.asked) - len(case.missing)
    st.progress(
        given / max(len(case.asked), 1),
        text=t("second.progress", given=given, asked=len(case.asked)),
    )
    dimensions = {
        each.id: each.title.to(language())
        for each in case.questionnaire.dimensions
        if any(item.dimension == each.id for item in case.asked)
    }
    key = f"second_dimension:{case.assessment.id}"
    address.begin(DIMENSION, key, dimensions)
    chosen = st.selectbox(
        t("consultant.dimension"),
        list(dimensions),
        index=index_of(list(dimensions), key),
        format_func=lambda each: _label(case, each, dimensions[each]),
        key=key,
    )
    address.say(**{DIMENSION: chosen})
    pressed = False
    for item in case.asked:
        if item.dimension == chosen:
            pressed |= _item(ctx, case, desk, item)
    return pressed


def _label(case: SecondCase, dimension: str, title: str) -> str:
    by_id = case.questionnaire.by_id
    left = sum(by_id[id].dimension == dimension for id in case.missing)
    return t("second.part_left", title=title, left=left) if left else title


def _item(ctx: Context, case: SecondCase, desk: AnswerForm, item: Item) -> bool:
    """The claim, its evidence, and the own finding, which begins empty."""
    record = case.own.get(item.id)
    now, lang = drawn_of(item, record), language()
    desk.show(item, now)
    look_at(item.id)
    with st.container(border=True, key=f"second_item_{item.id}"):
        st.markdown(f"**{escaped(item.ask.to(lang))}**{mark_of(case.questionnaire, item)}")
        claim = case.claimed.get(item.id)
        words = answering.in_words(item, claim.value if claim else None)
        if claim is not None and claim.note:
            note = escaped(claim.note)
            st.markdown(t("consultant.claim_noted", answer=words, note=note))
        else:
            st.markdown(t("consultant.claim", answer=words))
        if item.evidence:
            st.caption(t("consultant.look_at", what=escaped(item.evidence.to(lang))))
        for file in case.files:
            if file.item == item.id:
                _file(ctx, case, file)
        if item.id in desk.disputed:
            return draw_dispute(desk, item, now, record)
        st.caption(t("second.your_finding"))
        answering.draw(item, desk.key(item), now.value)
        st.text_input(t("consultant.remark"), value=now.note, key=desk.note_key(item))
        draw_note_state(desk, item, now)
        if not draw_answer_refused(desk, item, now):
            if record is None or record.value is None:
                st.caption(t("app.unanswered"))
            else:
                st.caption(t("app.saved", time=clock(record.at)))
        if claim is None or claim.value is None:
            return False
        key, given = f"{desk.key(item)}:claim", now.value is not None
        as_claimed = st.button(t("second.as_claimed"), key=key, disabled=given, width="stretch")
        if as_claimed:
            desk.answer(item, claim.value)
        return as_claimed


def _file(ctx: Context, case: SecondCase, file: EvidenceFile) -> None:
    """A file of evidence, without what the other one says of it."""

    def read(ctx: Context) -> bytes:
        return seconding.content(ctx, case.assessment.id, file.id)

    st.caption(f"{escaped(file.name)}  {escaped(file.shows)}")
    hand_out(ctx, file, read, f"second_file:{case.assessment.id}:{file.id}")


def _end(ctx: Context, case: SecondCase) -> None:
    """What lacks, or the button that ends it."""
    st.header(t("second.end_title"), anchor=False)
    for words in case.problems.values():
        st.warning(escaped(words.to(language())))
    if case.missing:
        st.markdown(t("second.lacks", count=len(case.missing)))
        return
    # A click ends what the page showed when it was clicked, not what was read just now.
    key = f"second_seen:{case.assessment.id}"
    seen = st.session_state.get(key, case.revision)
    st.session_state[key] = case.revision
    if asked_first("second_end", t("second.end"), t("second.end_warning")):
        try:
            seconding.finish(ctx, case.assessment.id, seen=seen)
        except Refusal as refusal:
            st.error(why_not(refusal))
            return
        st.rerun()


show()
