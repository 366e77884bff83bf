"""What a click on a plan does: kept first, told then; the page is drawn anew from the store.

Widgets have the revision that they were drawn from in their keys: a click on a plan that somebody
else has changed since reaches nothing, and the page says so.
"""

from collections.abc import Callable

import streamlit as st

from assessments.refusals import Refusal, Stale
from i18n import difference_of, one_decimal
from services.plans import Planned
from views.errors import refused
from views.markdown import escaped
from views.session import language, t, voice
from views.shown import clock, moment

SAID = "plan_said"
Act = Callable[[], Planned]


def act(deed: Act, before: Planned | None = None) -> None:
    """Do it, and run the page again, which tells what came of it (compared with ``before``).

    What is refused is told in its place, and the page goes on: run again at once, a choice that
    is still made would be tried again without end.
    """
    try:
        after = deed()
    except Stale as refusal:
        refused(refusal)
        st.session_state[SAID] = (False, _not_saved(refusal))
    except Refusal as refusal:
        refused(refusal)
        _tell(saved=False, words=_not_saved(refusal))
        return
    else:
        st.session_state[SAID] = (True, _difference_text(before, after))
        st.session_state[_seen(after)] = after.revision
    st.rerun()


def draw_outcome(found: Planned) -> None:
    """What came of the last click, once; and that somebody else changed what is shown."""
    drawn = st.session_state.get(_seen(found), found.revision)
    st.session_state[_seen(found)] = found.revision
    if drawn != found.revision and found.at is not None:
        st.warning(t("plan.changed_meanwhile", time=moment(found.at)))
    said: tuple[bool, str] | None = st.session_state.pop(SAID, None)
    if said is None:
        return
    saved, words = said
    _tell(saved=saved, words=words)


def _tell(*, saved: bool, words: str) -> None:
    (st.success if saved else st.error)(escaped(words))
    st.toast(escaped(words))


def _not_saved(refusal: Refusal) -> str:
    return f"{t('app.not_saved')} {refusal.to(language())}"


def _seen(found: Planned) -> str:
    return f"plan_seen:{found.id}"


def _difference_text(before: Planned | None, after: Planned) -> str:
    time = clock(after.at) if after.at else ""
    if before is None:
        return t("app.saved", time=time)
    then, now = before.plan.after, after.plan.after
    by = ""
    moved = difference_of(then.total or 0, now.total or 0)
    if moved != "0.0":
        by = t("plan.change", points=moved)
    return t(
        "plan.saved",
        time=time,
        level=voice().level_number(now.level),
        total=one_decimal(now.total or 0),
        change=by,
    )
