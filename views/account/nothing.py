"""The landing page of a role whose pages are not there yet."""

import streamlit as st

from views.session import t

st.info(t("app.nothing_yet"))
