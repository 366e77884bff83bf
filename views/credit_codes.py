"""Says which credit codes look mistyped; they are kept as they are."""

from collections.abc import Iterable

import streamlit as st

from assessments.credit_code import doubt_of, fault_of, tidy_code
from views.markdown import escaped
from views.session import t


def warn_of_codes(codes: Iterable[str]) -> None:
    """A warning for each code, typed in any way, that is unusual but possible."""
    for code in map(tidy_code, codes):
        if code and fault_of(code) is None and (doubt := doubt_of(code)):
            st.warning(escaped(t(f"refusals.code_doubt_{doubt}", code=code)))
