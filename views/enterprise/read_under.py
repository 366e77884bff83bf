"""Where the enterprise would stand under the questionnaires of others, on the result page."""

import streamlit as st

from i18n import one_decimal, share
from questionnaires.model import Confidence, Item, Kind
from reports.chapters.readings import THIN, named_levels, sureness
from scoring.reading_under import ReadUnder, StillAsked
from services import continuing, reading_under
from services.context import Context
from services.results import Result
from views.blocks import draw_blocks
from views.entering import enter
from views.enterprise.asking import asked_first
from views.kept import kept
from views.markdown import escaped
from views.provisional import mark_provisional
from views.session import language, t, voice
from views.shown import figure

LONG = 3  # rungs from which on their two ends say enough


def draw_read_under(ctx: Context, result: Result) -> None:
    """The section; nothing where no crosswalk leads from this questionnaire."""
    found = kept("read_under", result.seen, lambda: reading_under.read_under(result.dossier))
    if not found:
        return
    st.header(t("reading_under.title"), anchor=False)
    mark_provisional(result.card)
    st.markdown(t("reading_under.about"))
    for under in found:
        with st.container(border=True, key=f"under_{under.questionnaire.id}"):
            _figures(under)
            _still_asked(result, under)
            _continue(ctx, result, under)
    judged = [each for each in found if each.level is not None]
    if judged:
        ours = (result.dossier.questionnaire, result.dossier.rubric)
        draw_blocks(named_levels(voice(), ours, judged), "level_names")


def _figures(under: ReadUnder) -> None:
    lang, theirs = language(), under.questionnaire
    st.subheader(escaped(theirs.title.to(lang)), anchor=False)
    if under.level is None:
        st.markdown(t("reading_under.nothing"))
        return
    low, high = (escaped(voice().level_number(end)) for end in (under.level_low, under.level_high))
    words = {
        "level": escaped(voice().level(under.level)),
        "low": low,
        "high": high,
        "total": figure(under.estimate.total),
        "score_low": figure(under.low),
        "score_high": figure(under.high),
        "scale": one_decimal(under.estimate.scale),
    }
    key = "exact" if low == high else "thin" if under.coverage < THIN else "estimate"
    st.markdown(t(f"reading_under.told_{key}", **words))
    known, coverage = share(under.known), share(under.coverage)
    st.markdown(t("reading_under.coverage", known=known, coverage=coverage))
    told, others = sureness(theirs)
    key = "sources" if others else "sources_alike"
    st.caption(escaped(t(f"reading_under.{key}", confidence=t(f"report.confidence_{told}"))))


def _still_asked(result: Result, under: ReadUnder) -> None:
    """What would still have to be asked; drawn when opened."""
    title = t("reading_under.still_asked", count=len(under.still_asked), asked=under.asked)
    with st.expander(title, key=f"still_{under.questionnaire.id}", on_change="rerun") as still:
        if still.open:
            _, others = sureness(under.questionnaire)
            lines = [
                _item_markdown(result, each, others.get(each.item.id)) for each in under.still_asked
            ]
            st.markdown("\n".join(f"- {line}" for line in lines))
            walk = under.crosswalk
            sure = t(f"report.confidence_{walk.confidence}")
            source = walk.source.to(language())
            st.caption(escaped(t("reading_under.walk_source", source=source, confidence=sure)))


def _item_markdown(result: Result, each: StillAsked, mark: Confidence | None) -> str:
    """One item: its words, how sure they are, and what our answers leave of it."""
    lang, left = language(), each.remaining
    ask = f"**{escaped(each.item.ask.to(lang))}**"
    if mark is not None:
        ask += escaped(t("reading_under.mark", confidence=t(f"report.confidence_{mark}")))
    if left is None:
        return ask
    if each.state == "contradicted":
        items = (result.dossier.questionnaire.by_id[relation.from_] for relation in left.because)
        asks = dict.fromkeys(item.ask.to(lang) for item in items)
        return ask + "  \n  " + escaped(t("reading_under.contradicted", items=" · ".join(asks)))
    words = {"left": _options_text(each.item, [id for id in left.options if id not in left.ticked])}
    if left.ticked:
        words["ticked"] = _options_text(each.item, left.ticked)
        return ask + "  \n  " + escaped(t("reading_under.ticked", **words))
    return ask + "  \n  " + escaped(t("reading_under.narrowed", **words))


def _options_text(item: Item, options: list[str] | tuple[str, ...]) -> str:
    """The options in words; of a ladder's stretch of rungs the two ends."""
    places = [place for place, option in enumerate(item.options) if option.id in options]
    says = [item.options[place].says.to(language()) for place in places]
    is_stretch = places[-1] - places[0] == len(places) - 1
    if item.kind is Kind.LADDER and is_stretch and len(places) >= LONG:
        return t("reading_under.stretch", low=says[0], high=says[-1])
    return t("reading_under.between").join(says)


def _continue(ctx: Context, result: Result, under: ReadUnder) -> None:
    """The button that opens an assessment under the other questionnaire."""
    lang, theirs = language(), under.questionnaire
    label = t("reading_under.continue", title=escaped(theirs.title.to(lang)))
    if asked_first(f"continue_{theirs.id}", label, t("enterprise.go_on_warning")):
        started = continuing.continue_with(ctx, result.dossier.assessment.id, theirs.id, lang)
        enter(ctx, started.assessment, "code", started.resume_code)
    carried = len(under.certain)
    key = "continue_about" if carried else "continue_anew"
    st.caption(t(f"reading_under.{key}", count=carried))
