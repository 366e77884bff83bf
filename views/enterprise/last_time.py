"""What was answered in the round before, beside each question; one click says that it is still so.

Nothing is copied by itself: an answer of this round is one that somebody has given in it.
"""

import streamlit as st

from assessments.model import Assessment
from assessments.refusals import Refusal
from questionnaires.model import Item, Questionnaire
from services.context import Context
from services.last_round import LastAnswer, LastRound, last_round
from views import answering
from views.kept import kept
from views.markdown import escaped
from views.saving import AnswerForm, Drawn
from views.session import language, t
from views.shown import day


def last_time(ctx: Context, assessment: Assessment) -> LastRound | None:
    """The round before, read once a session; where its edition is gone, that is said."""
    if assessment.round == 0:
        return None
    found = kept("last_time", assessment.id, lambda: _read(ctx, assessment.id))
    if isinstance(found, Refusal):
        st.caption(escaped(found.to(language())))
        return None
    return found


def _read(ctx: Context, id: str) -> LastRound | Refusal | None:
    try:
        return last_round(ctx, id)
    except Refusal as refusal:
        return refusal


def draw_last_round(last: LastRound, now: Questionnaire, *, whole: bool) -> None:
    """That the answers of then stand beside the questions; with ``whole`` what does not fit."""
    if not whole:
        return
    st.info(t("rounds.fill_about", day=_day(last)))
    if last.edition.digest == now.digest:
        return
    counts = {"closed": len(last.closed), "added": len(last.added), "gone": len(last.gone)}
    fits = len(last.answers) - counts["closed"]
    editions = {"then": last.edition.edition, "now": now.edition}
    st.markdown(t("rounds.fill_bridged", fits=fits, **editions, **counts))
    if last.gone:
        with st.expander(t("rounds.gone", count=len(last.gone))):
            st.markdown("\n".join(f"- {escaped(each.ask.to(language()))}" for each in last.gone))


def draw_last_answer(desk: AnswerForm, last: LastRound, item: Item, now: Drawn) -> bool:
    """The answer of then, and the button that gives it again; True where that was pressed."""
    found = last.answers.get(item.id)
    if found is None:
        key = "rounds.new_question" if item in last.added else "rounds.not_answered"
        st.caption(t(key))
        return False
    st.markdown(_line(last, found))
    if found.raw is None:
        st.caption(t("rounds.choose_again"))
        return False
    if found.reworded:
        st.caption(t("rounds.reworded"))
    # The button stays where it is once it was pressed, so that nothing moves under the finger.
    same = now.value == answering.plain_value(item, found.raw)
    label = t("rounds.same" if same else "rounds.unchanged")
    if st.button(label, key=f"{desk.key(item)}:same", disabled=same, width="stretch"):
        desk.answer(item, found.raw)
        return True
    return False


def _line(last: LastRound, found: LastAnswer) -> str:
    words = answering.in_words(found.item, found.said)
    side = t(f"comparison.side_{last.assessment.side}")
    return t("rounds.last_answer", day=_day(last), side=side, answer=words)


def _day(last: LastRound) -> str:
    return day(last.assessment.submitted_at or last.assessment.started_at)
