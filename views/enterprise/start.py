"""An enterprise begins: what this is, who sees what, who it is, and which questionnaire fits."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from assessments.facts import known_facts
from assessments.profile import parse_profile
from assessments.refusals import Refusal
from services import filling, offering
from services.context import Context
from services.offering import Offer
from views.consent import ask_consent
from views.entering import enter
from views.enterprise.profile_form import FAULTS, ask_profile, draw_faults, sound, want
from views.errors import why_not
from views.markdown import escaped
from views.session import context, language, t, token

TRIED = "tried_to_start"  # in the session: from then on what lacks is told too


def show() -> None:
    """Draw the page; a right profile starts the assessment and shows its resume code."""
    ctx = context()
    threshold = ctx.settings.disclosure_threshold
    st.title(t("enterprise.start_title"), anchor=False)
    st.markdown(t("enterprise.start_about"))
    with st.expander(t("enterprise.who_sees_title")):
        st.markdown(t("enterprise.who_sees", threshold=threshold))
    st.page_link("enterprise/resume.py", label=t("enterprise.have_code"))
    if not token():
        st.error(t("enterprise.cookies_needed"))
        return
    st.header(t("enterprise.profile_title"), anchor=False)
    tried = TRIED in st.session_state
    raw = ask_profile(tried=tried)
    st.header(t("enterprise.choose_title"), anchor=False)
    chosen = _choose(ctx, raw)
    st.header(t("personal.consent_title"), anchor=False)
    consent = ask_consent(ctx)
    if tried:
        draw_faults(raw)
    if st.button(t("enterprise.start_now"), type="primary", width="stretch"):
        _start(ctx, raw, chosen, consent)


def _choose(ctx: Context, raw: Mapping[str, Any]) -> str | None:
    """The questionnaire that is chosen among those that suit, or among all; None: not yet."""
    known = sound(raw)
    facts = known_facts(known["division"], known["employees"], known["revenue"], known["assets"])
    offers = offering.offers(ctx, facts)
    fitting = [offer for offer in offers if offer.suits]
    every = st.toggle(t("enterprise.choose_any", count=len(offers)), key="every_questionnaire")
    listed = list(offers) if every or not fitting else fitting
    best = offering.best(offers)
    if raw["division"] is None:
        st.caption(t("enterprise.choose_later"))
    elif best is None:
        st.caption(t("enterprise.choose_several"))
    elif best.questionnaire.form != "full":
        st.caption(t("enterprise.choose_no_full"))
    by_id = {offer.questionnaire.id: offer for offer in listed}
    return st.radio(
        t("enterprise.choose_title"),
        list(by_id),
        index=0 if best else None,
        format_func=lambda chosen: _named(by_id[chosen]),
        captions=[_about(offer) for offer in listed],
        key=f"questionnaire_{raw['division']}_{every}",  # the best fit is chosen anew
        label_visibility="collapsed",
    )


def _named(offer: Offer) -> str:
    questionnaire = offer.questionnaire
    return t(
        "enterprise.choice",
        title=escaped(questionnaire.title.to(language())),
        form=t(f"enterprise.form_{questionnaire.form}"),
        minutes=questionnaire.minutes,
    )


def _about(offer: Offer) -> str:
    """Its first sentence; the whole text stands above the first question."""
    said = offer.questionnaire.about.to(language())
    end = "。" if language() == "zh" else ". "
    return escaped(said.split(end, maxsplit=1)[0].rstrip(".") + end.strip())


def _start(ctx: Context, raw: dict[str, object], questionnaire: str | None, consent: str) -> None:
    try:
        profile = parse_profile(raw)
        if questionnaire is None:
            st.error(t("enterprise.choose_first"))
            return
        started = filling.start(ctx, profile, questionnaire, consent=consent)
    except Refusal as refusal:
        if "fields" not in refusal.params:
            st.error(why_not(refusal))
            return
        st.session_state[TRIED] = True
        want(FAULTS)
        st.rerun()
    st.session_state.pop(TRIED, None)
    enter(ctx, started.assessment, "code", started.resume_code)


show()
