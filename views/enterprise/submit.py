"""Checking what is missing, choosing who verifies, and submitting."""

import streamlit as st

from assessments.model import Enterprise, Stage
from assessments.profile import parse_profile
from assessments.refusals import Refusal, Stale
from questionnaires.model import Item
from services import accounts, filling
from services.context import Context
from services.dossier import dossier_of
from services.filling import FillingSheet
from views.concerns import draw_concerns
from views.consent import agreed_before_filling
from views.enterprise.parts import parts_of, place_of, places_of
from views.enterprise.profile_form import FAULTS, ask_profile, draw_faults, want
from views.errors import why_not
from views.fields import shown_number
from views.markdown import escaped
from views.plan.since import draw_plan_since
from views.session import context, language, t
from views.shown import district_name, division_name

SEEN = "profile_seen"  # in the session: the profile that the fields began with
TRIED = "tried_to_correct"  # in the session: from then on what lacks is told too


def show() -> None:
    """Draw the page for the assessment of this browser."""
    ctx = context()
    if not agreed_before_filling(ctx, ctx.actor.assessment or ""):
        return
    sheet = filling.sheet(ctx, ctx.actor.assessment or "")
    st.title(t("enterprise.submit_title"), anchor=False)
    if sheet.assessment.stage is not Stage.DRAFT:
        st.success(t("enterprise.already_submitted"))
        st.page_link("enterprise/result.py", label=t("enterprise.to_result"))
        return
    _what_is_open(sheet)
    _correction(ctx, sheet.enterprise)
    if sheet.assessment.round:
        draw_plan_since(ctx, dossier_of(ctx, "result.read", sheet.assessment.id))
    _concerns(ctx, sheet)
    if sheet.missing or sheet.problems:
        st.button(t("enterprise.submit_now"), type="primary", width="stretch", disabled=True)
        st.caption(t("enterprise.not_yet"))
    else:
        _submission(ctx, sheet)


def _what_is_open(sheet: FillingSheet) -> None:
    """What lacks and what contradicts itself, each with a link to its question."""
    if not sheet.missing and not sheet.problems:
        st.success(t("enterprise.all_answered", asked=sheet.asked))
        return
    st.markdown(t("enterprise.submit_needs"))
    parts, by_id = parts_of(sheet), sheet.questionnaire.by_id
    if sheet.problems:
        st.error(t("enterprise.contradictions", count=len(sheet.problems)))
    for ratio, words in sheet.problems.items():
        st.markdown(f"- {escaped(words.to(language()))}")
        for item in filter(None, (by_id[ratio].part, by_id[ratio].whole)):
            _link(by_id[item], places_of(parts)[item].part)
    if sheet.missing:
        st.warning(t("enterprise.still_open", count=len(sheet.missing)))
    for part in parts:
        if part.missing:
            st.markdown(f"**{escaped(part.title)}**")
        for item in part.missing:
            _link(by_id[item], part.id)
    st.markdown(t("enterprise.see_meanwhile"))
    st.page_link("enterprise/result.py", label=t("enterprise.to_provisional"))
    st.page_link("enterprise/workbook.py", label=t("answer_book.to_page_claimed"))


def _start(sheet: FillingSheet) -> dict[str, str]:
    """The address of the first part."""
    return place_of(parts_of(sheet)[0].id)


def _link(item: Item, part: str) -> None:
    """The way to a question."""
    st.page_link(
        "enterprise/fill.py",
        label=escaped(item.ask.to(language())),
        query_params=place_of(part, item.id),
    )


def _correction(ctx: Context, enterprise: Enterprise) -> None:
    """The profile, which may be corrected until it is submitted.

    What the fields were filled with is remembered: whoever corrected it meanwhile elsewhere is
    not written over unseen.
    """
    if "name" not in st.session_state:  # the fields are filled anew, as on coming back to the page
        st.session_state.pop(SEEN, None)
    seen = st.session_state.setdefault(SEEN, enterprise)
    with st.expander(t("enterprise.correct_profile", name=escaped(enterprise.name))):
        raw = ask_profile(tried=TRIED in st.session_state, known=enterprise)
        saves = st.button(t("enterprise.save_profile"), width="stretch")
        if TRIED in st.session_state:
            draw_faults(raw)
        if not saves:
            return
        try:
            profile = parse_profile(raw)
            filling.update_profile(ctx, ctx.actor.assessment or "", profile, seen=seen)
        except Stale as refusal:
            st.session_state[SEEN] = enterprise
            st.error(why_not(refusal))
            st.markdown(_present(enterprise))
            return
        except Refusal as refusal:
            if "fields" not in refusal.params:
                st.error(why_not(refusal))
                return
            st.session_state[TRIED] = True
            want(FAULTS)
        else:
            st.session_state.pop(TRIED, None)
            st.session_state.pop(SEEN, None)
    st.rerun()


def _present(enterprise: Enterprise) -> str:
    """The profile as it is kept, a line each."""
    kept = enterprise.model_dump()
    shown = {
        "name": enterprise.name,
        "credit_code": enterprise.credit_code or "",
        "division": division_name(enterprise.division),
        "district": district_name(enterprise.district),
    } | {name: shown_number(kept[name]) for name in ("employees", "revenue", "assets")}
    return "\n".join(
        f"- **{t(f'enterprise.{name}')}** {escaped(told)}" for name, told in shown.items()
    )


def _concerns(ctx: Context, sheet: FillingSheet) -> None:
    """What presses most; whoever verifies it reads that first."""
    if sheet.questionnaire.form == "reference":  # the catalogue has nothing for those
        return
    with st.expander(t("concerns.title"), key="concerns", on_change="rerun") as concerns:
        if concerns.open:
            st.markdown(t("concerns.about"))
            draw_concerns(ctx, dossier_of(ctx, "result.read", sheet.assessment.id))


def _submission(ctx: Context, sheet: FillingSheet) -> None:
    """Who shall verify it, that it is true, and the button."""
    centres = accounts.centres(ctx)
    centre = st.selectbox(
        t("enterprise.centre"),
        ["", *centres],
        index=["", *centres].index(own) if (own := sheet.assessment.centre or "") in centres else 0,
        format_func=lambda centre: centres[centre] if centre else t("enterprise.no_centre"),
        key="centre",
    )
    st.caption(t("enterprise.centre_sees"))
    st.page_link("enterprise/fill.py", label=t("enterprise.look_back"), query_params=_start(sheet))
    truth = st.checkbox(t("enterprise.truth", asked=sheet.asked), key="truth")
    if st.button(t("enterprise.submit_now"), type="primary", width="stretch"):
        if not truth:
            st.error(t("enterprise.truth_missing"))
            return
        try:
            filling.submit(ctx, sheet.assessment.id, centre or None)
        except Refusal as refusal:
            st.error(why_not(refusal))
            return
        st.switch_page("enterprise/result.py")


show()
