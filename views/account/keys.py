"""The keys of the interface that programs of the city have."""

import streamlit as st

from services import interface_keys, interface_uses
from views.interface.routes import DESCRIPTION
from views.key_list import KeyDesk, draw_keys_of
from views.session import context, t


def show() -> None:
    """Draw the page of the administrator."""
    ctx = context()
    st.title(t("interface.keys_title"), anchor=False)
    st.markdown(t("interface.keys_about", address=DESCRIPTION))
    desk = KeyDesk(
        interface_keys.city_keys(ctx),
        interface_uses.city_uses(ctx),
        interface_keys.issue_city_key,
        interface_keys.revoke_city_key,
    )
    draw_keys_of(ctx, desk)


show()
