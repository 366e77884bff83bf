"""What a visitor reads when something went wrong."""

import logging
import secrets

import streamlit as st

from assessments.refusals import Refusal
from files.problems import InvalidFiles
from services.process_log import log_event
from views.markdown import escaped
from views.session import language, t

_log = logging.getLogger("shuzhen")


def _is_news(record: logging.LogRecord) -> bool:
    """False for what Streamlit logs of a page's exception: ``show_error`` does, if it is worth it.

    Also for a file that was refused to a visitor.
    """
    error = record.exc_info[1] if record.exc_info else None
    refused = error is not None and isinstance(error.__cause__, Refusal)
    return record.msg != "Uncaught app execution" and not refused


for name in ("error_util", "runtime.backend_operation_handler"):
    logging.getLogger(f"streamlit.{name}").addFilter(_is_news)


def refused(refusal: Refusal) -> None:
    """Note in the process log that a page refused what it was asked for: the key of the reason."""
    log_event("refused", logging.WARNING, why=refusal.key)


def why_not(refusal: Refusal) -> str:
    """Note the same, and give the sentence for the page."""
    refused(refusal)
    return escaped(refusal.to(language()))


def show_error(error: Exception) -> bool:
    """Show a refusal as its sentence, anything else as a number that stands in the log too.

    True: Streamlit's own message is not wanted.
    """
    if isinstance(error, Refusal):
        st.error(why_not(error))
        return True
    number = secrets.token_hex(4)
    _log.error("fault", exc_info=error, extra={"facts": {"number": number}})
    st.error(
        t(
            "app.files_faulty" if isinstance(error, InvalidFiles) else "app.unexpected",
            number=number,
        )
    )
    return True
