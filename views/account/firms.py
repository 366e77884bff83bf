"""Firms that wait to be confirmed, and those that were decided on."""

import streamlit as st

from services import confirming
from services.confirming import ClaimedFirm, FirmSigns
from services.context import Context
from views.doing import do
from views.enterprise.asking import asked_first
from views.markdown import escaped
from views.paging import page_of
from views.session import context, t
from views.shown import district_name, division_name, moment

STATES = ("waiting", "confirmed", "refused", "withdrawn")


def show() -> None:
    """Draw the list for a centre, or of all for an administrator."""
    ctx = context()
    st.title(t("confirming.title"), anchor=False)
    st.markdown(t("confirming.about_centre" if ctx.actor.centre else "confirming.about_all"))
    st.caption(t(f"confirming.about_counts_{ctx.settings.city_counts}"))
    found = confirming.firms(ctx)
    many = {state: sum(firm.state == state for firm in found) for state in STATES}
    state = st.selectbox(
        t("confirming.show"),
        STATES,
        format_func=lambda each: f"{t(f'confirming.state_{each}')} ({many[each]})",
        key="firms_state",
    )
    words = st.text_input(t("confirming.search"), key="firm_search", autocomplete="off").strip()
    shown = [
        firm
        for firm in found
        if firm.state == state and words.lower() in f"{firm.enterprise.name} {firm.code}".lower()
    ]
    if not shown:
        st.info(t("confirming.none"))
        return
    page = page_of(shown, ("firms", state, words))
    signs = confirming.signs(ctx, page)
    for firm in page:
        with st.container(border=True, key=f"firm_{firm.enterprise.id}", gap="xsmall"):
            _card(firm, signs[firm.enterprise.id])
            _acts(ctx, firm)


def _card(firm: ClaimedFirm, signs: FirmSigns) -> None:
    enterprise, at = firm.enterprise, firm.assessment.submitted_at
    st.markdown(f"**{escaped(enterprise.name)}**")
    st.markdown(t("confirming.code_line", code=escaped(firm.code)))
    st.caption(
        t(
            "confirming.line",
            division=escaped(division_name(enterprise.division)),
            district=district_name(enterprise.district),
            at=moment(at) if at else "",
            state=t(f"confirming.state_{firm.state}"),
        )
    )
    against, in_favour = _against(signs), _in_favour(signs)
    for name, told in (("against", against), ("for", in_favour)):
        if told:
            lines = "\n".join(f"- {each}" for each in told)
            st.markdown(f"**{t(f'confirming.speaks_{name}')}**\n\n{lines}")
    if signs.neighbours is None:
        st.caption(t("confirming.unknown_line"))
    if firm.history:
        with st.expander(t("confirming.history")):
            for each in reversed(firm.history):
                decision = t(f"confirming.state_{each.decision}")
                reason = escaped(each.reason) or t("confirming.no_reason")
                made = {"at": moment(each.at), "by": escaped(each.by), "decision": decision}
                st.markdown(t("confirming.history_line", **made, reason=reason))


def _against(signs: FirmSigns) -> list[str]:
    found: dict[str, tuple[str, dict[str, int | None]]] = {
        "doubt": (f"doubt_{signs.doubt}", {}),
        "others": ("others", {"n": signs.others, "signed": signs.others_signed}),
        "neighbours": ("neighbours", {"n": signs.neighbours}),
        "twins": ("twins", {"n": signs.twins}),
        "quick": ("quick", {"n": signs.minutes + 1}),  # whole ones
        "no_owner": ("no_owner", {}),
    }
    told = [t(f"confirming.against_{found[name][0]}", **found[name][1]) for name in signs.against]
    if signs.other_confirmed:
        told.append(t("confirming.against_other_confirmed"))
    return told


def _in_favour(signs: FirmSigns) -> list[str]:
    against = set(signs.against)
    told = [
        t(f"confirming.for_{name}")
        for name, is_so in (
            ("signed", signs.signed),
            ("code", "doubt" not in against),
            ("alone", "others" not in against),
            ("owner", "no_owner" not in against),
        )
        if is_so
    ]
    if signs.neighbours is not None and "neighbours" not in against:
        told.append(t("confirming.for_neighbours", n=signs.neighbours))
    if "quick" not in against:
        told.append(t("confirming.for_minutes", n=signs.minutes))
    return told


def _acts(ctx: Context, firm: ClaimedFirm) -> None:
    id, seen = firm.assessment.id, len(firm.history)
    key = f"{firm.enterprise.id}:{seen}"
    reason = st.text_input(
        t("confirming.reason"),
        key=f"reason:{key}",
        help=t("confirming.reason_help"),
        max_chars=confirming.LONGEST_REASON,
        autocomplete="off",
    )
    if firm.state == "confirmed":
        warning = t("confirming.withdraw_warning", name=escaped(firm.enterprise.name))
        if asked_first(f"withdraw:{key}", t("confirming.withdraw"), warning):
            do(lambda: confirming.withdraw(ctx, id, reason, seen=seen))
        return
    if st.button(t("confirming.confirm"), key=f"confirm:{key}", type="primary", width="stretch"):
        do(lambda: confirming.confirm(ctx, id, reason, seen=seen))
    if firm.state != "refused" and st.button(
        t("confirming.refuse"), key=f"refuse:{key}", width="stretch"
    ):
        do(lambda: confirming.refuse(ctx, id, reason, seen=seen))


show()
