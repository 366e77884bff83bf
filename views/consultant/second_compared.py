"""Two verifications of one case side by side, once both are done."""

import streamlit as st

from questionnaires.model import Questionnaire
from services.sheets import Records
from views import answering
from views.markdown import escaped
from views.session import language, t


def draw_compared(
    questionnaire: Questionnaire, claims: Records, firsts: Records, seconds: Records
) -> None:
    """A table of the questions on which the two differ; how many there are in all."""
    asked = [item for item in questionnaire.items if item.id in seconds]
    looked = [item for item in asked if _given(firsts, item.id) is not None]
    apart = [each for each in looked if _given(firsts, each.id) != _given(seconds, each.id)]
    counts = {"asked": len(asked), "looked": len(looked), "apart": len(apart)}
    st.markdown(t("second.compared", **counts))
    if not apart:
        return
    heads = ("question", "claimed", "first", "second")
    lines = [[t(f"second.column_{name}") for name in heads], [":---"] * len(heads)]
    for item in apart:
        found = (_given(side, item.id) for side in (claims, firsts, seconds))
        words = (answering.in_words(item, value) for value in found)
        lines.append([escaped(item.ask.to(language())), *words])
    with st.container(key="second_compared"):
        st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))


def _given(records: Records, item: str) -> object:
    record = records.get(item)
    return None if record is None else record.value
