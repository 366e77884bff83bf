"""The part of the own account with the keys for an enterprise's own systems."""

import streamlit as st

from access.table import allowed
from services import interface_keys, interface_uses
from services.context import Context
from views.interface.operations import ROOT
from views.key_list import KeyDesk, draw_keys_of
from views.session import t

RESULTS = f"{ROOT}/own/results"


def draw_own_keys(ctx: Context) -> None:
    """Nothing for whoever has no enterprise to read for."""
    if not allowed(ctx.actor, "key.own"):
        return
    st.header(t("interface.own_title"), anchor=False)
    st.markdown(t("interface.own_about", address=RESULTS))
    desk = KeyDesk(
        interface_keys.own_keys(ctx),
        interface_uses.own_uses(ctx),
        interface_keys.issue_own_key,
        interface_keys.revoke_own_key,
    )
    draw_keys_of(ctx, desk)
