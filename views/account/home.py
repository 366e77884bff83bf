"""The bare address: leads everybody to the first of their pages, and tells who has none yet."""

import streamlit as st

from views.session import t

st.info(t("app.nothing_yet"))
