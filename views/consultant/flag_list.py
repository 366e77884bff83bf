"""Quality flags in words: what was noticed, where, and on what that rests."""

from collections.abc import Iterable

import streamlit as st

from i18n import exact, one_decimal
from questionnaires.model import Questionnaire
from scoring.flags import Flag, FlagKind, flag_rules
from views.markdown import escaped
from views.session import language, t, voice

MOST = 4  # questions that a flag names
COUNTS = ("pages", "run", "rare", "compared")  # among its figures


def draw_flags(questionnaire: Questionnaire, flags: Iterable[Flag]) -> None:
    """All of them; that there are none is said too."""
    told = list(flags)
    st.caption(t("flags.about"))
    if not told:
        st.markdown(t("flags.none"))
        return
    st.markdown("\n".join(_row(questionnaire, flag) for flag in told))
    with st.expander(t("flags.grounds")):
        kinds = dict.fromkeys(flag.kind for flag in told)
        st.markdown("\n".join(map(_grounds, kinds)))


def _row(questionnaire: Questionnaire, flag: Flag) -> str:
    lines = [f"- **{_words(flag)}**"]
    asks = [voice().quoted(questionnaire.by_id[id].ask.to(language())) for id in flag.items]
    listed = escaped(t("report.comma").join(asks[:MOST]))
    if len(asks) > MOST:
        lines.append(f"    - {t('flags.items_more', n=len(asks), items=listed)}")
    elif asks:
        lines.append(f"    - {t('flags.items', items=listed)}")
    if flag.contradiction is not None:
        look = escaped(flag.contradiction.look.to(language()))
        lines.append(f"    - {t('flags.look', look=look)}")
    return "\n".join(lines)


def _words(flag: Flag) -> str:
    """What was noticed, with what was found and what it was held to."""
    if flag.contradiction is not None:
        return t("flags.contradiction", says=escaped(flag.contradiction.says.to(language())))
    told = {
        name: exact(value) if name in COUNTS else one_decimal(value)
        for name, value in flag.figures.items()
    }
    if flag.kind in (FlagKind.FAST, FlagKind.STRAIGHT):
        told["limit"] = exact(flag.figures["limit"])
    return t(f"flags.{flag.kind}", **told)


def _grounds(kind: FlagKind) -> str:
    grounds, lang = flag_rules().grounds(kind), language()
    reason = t("flags.reason", reason=escaped(grounds.reason.to(lang)))
    source = t("flags.source", source=escaped(grounds.source.to(lang)))
    head = t("flags.kind", kind=t(f"flags.kind_{kind}"), basis=t(f"flags.basis_{grounds.basis}"))
    return f"- {head}  \n  {reason}  \n  {source}"
