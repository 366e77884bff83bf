"""Before anything else: the second step, which the role of the account needs."""

import streamlit as st

from views.account.second_step import draw_switch_on
from views.session import context, t

st.title(t("people.settle_title"), anchor=False)
st.markdown(t("people.settle_about"))
draw_switch_on(context())
