"""What a visitor reads when something went wrong."""

import logging
import secrets

import streamlit as st

from assessments.refusals import Refusal
from questionnaires.problems import InvalidFiles
from views.markdown import escaped
from views.session import language, t

_log = logging.getLogger("shuzhen")


def show_error(error: Exception) -> bool:
    """Show a refusal as its sentence, anything else as a number that stands in the log too.

    True: Streamlit's own message is not wanted.
    """
    if isinstance(error, Refusal):
        st.error(escaped(error.to(language())))
        return True
    number = secrets.token_hex(4)
    _log.error("Error %s on a page", number, exc_info=error)
    st.error(
        t(
            "app.files_faulty" if isinstance(error, InvalidFiles) else "app.unexpected",
            number=number,
        )
    )
    return True
