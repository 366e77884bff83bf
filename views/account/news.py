"""What is new for whoever is signed in: which act, on which case, when."""

import streamlit as st

from access.actor import Role
from services import holding, news
from services.context import Context
from services.news import NewsLine
from views.doing import do
from views.markdown import escaped
from views.paging import page_of
from views.session import context, t, token
from views.shown import moment

SHOWN = "news_shown"  # in the session: the newest act that the page showed
PLACES = {  # where an act is looked at; the case itself otherwise
    "appointment.ask": "consultant/appointments.py",
    "appointment.accept": "consultant/appointments.py",
    "appointment.withdraw": "consultant/appointments.py",
    "second.ask": "consultant/second.py",
    "second.finish": "consultant/agreement.py",
}


def show() -> None:
    """Draw the list, with a button that ends what is new."""
    ctx = context()
    st.title(t("news.title"), anchor=False)
    st.markdown(t("news.about"))
    found = news.news(ctx)
    if not found:
        st.info(t("news.none"))
        return
    new = sum(line.new for line in found)
    st.caption(t("news.count", new=new, all=len(found)))
    # A click is about what the page showed when it was clicked, not what was read just now.
    shown = st.session_state.get(SHOWN, found[0].number)
    st.session_state[SHOWN] = found[0].number
    if new and st.button(t("news.seen"), type="primary"):
        do(lambda: news.see(ctx, shown))
    for line in page_of(found, "news"):
        with st.container(border=True, key=f"news_{line.number}", gap="xsmall"):
            _line(ctx, line)


def _line(ctx: Context, line: NewsLine) -> None:
    mark = f" :blue-badge[{t('news.new')}]" if line.new else ""
    words = t(f"audit.act_{line.action.replace('.', '_')}")
    st.markdown(f"**{escaped(words)}** {escaped(line.name)}{mark}")
    st.caption(moment(line.at))
    if ctx.actor.role in (Role.CONSULTANT, Role.LEAD):
        place = PLACES.get(line.action, "consultant/verify.py")
        st.page_link(place, label=t("news.to_case"), query_params={"case": line.assessment})
    elif st.button(t("news.to_result"), key=f"to_result_{line.number}"):
        holding.choose(ctx, token(), line.assessment)
        st.switch_page("enterprise/result.py")


show()
