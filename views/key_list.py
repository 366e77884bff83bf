"""Keys of the interface on a page: made, shown once, listed, revoked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from assessments.refusals import Refusal
from services.context import Context
from services.interface_keys import LONGEST_DAYS, USUAL_DAYS, InterfaceKey
from services.interface_uses import KeyUse
from views.doing import do
from views.enterprise.asking import asked_first
from views.errors import why_not
from views.fields import number_field
from views.markdown import escaped
from views.paging import page_of
from views.session import t
from views.shown import moment

SHOWN = "shown_key"  # in the session, until its owner has copied it


@dataclass(frozen=True)
class KeyDesk:
    """Whose keys they are: how they are listed, made and revoked."""

    keys: Sequence[InterfaceKey]
    uses: Mapping[str, KeyUse]
    issue: Callable[[Context, str, int], str]
    revoke: Callable[[Context, str], None]


def draw_keys_of(ctx: Context, desk: KeyDesk) -> None:
    """The key that was just made, the form for another one, and all there are."""
    if SHOWN in st.session_state:
        st.success(t("interface.shown_once"))
        st.code(st.session_state.pop(SHOWN), language=None, wrap_lines=True)
    with st.form("issue_key", border=False, enter_to_submit=False):
        name = st.text_input(t("interface.name"), key="key_name", autocomplete="off")
        days = number_field(t("interface.days", most=LONGEST_DAYS), USUAL_DAYS, key="key_days")
        pressed = st.form_submit_button(t("interface.issue"), width="stretch")
    if pressed:
        _issue(ctx, desk, name, days)
    if not desk.keys:
        st.caption(t("interface.none"))
    for key in page_of(desk.keys, "keys"):
        with st.container(border=True, key=f"key_{key.id}", gap="xsmall"):
            _draw(ctx, desk, key)


def _issue(ctx: Context, desk: KeyDesk, name: str, days: float | str | None) -> None:
    whole = int(days) if isinstance(days, float) and days.is_integer() else 0  # which is refused
    try:
        st.session_state[SHOWN] = desk.issue(ctx, name, whole)
    except Refusal as refusal:
        st.error(why_not(refusal))
        return
    st.rerun()


def _draw(ctx: Context, desk: KeyDesk, key: InterfaceKey) -> None:
    state = key.state(ctx.now())
    name = escaped(key.name)
    st.markdown(t("interface.key_line", name=name, id=key.id, state=t(f"interface.state_{state}")))
    expires, made = moment(key.expires), moment(key.made_at)
    st.caption(
        t("interface.key_dates", made=made, by=escaped(key.maker or key.made_by), expires=expires)
    )
    used = desk.uses.get(key.id)
    st.caption(
        t("interface.key_unused")
        if used is None
        else t("interface.key_used", calls=used.calls, last=moment(used.last))
    )
    if state == "good" and asked_first(
        f"revoke:{key.id}", t("interface.revoke", name=name), t("interface.revoke_about")
    ):
        do(lambda: desk.revoke(ctx, key.id))
