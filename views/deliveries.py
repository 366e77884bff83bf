"""What was handed over to an enterprise: the list for both sides, and the consultant's form."""

from collections.abc import Mapping

import streamlit as st

from assessments.deliveries import LONGEST_NOTE, LONGEST_TO, MOST_NAMED, THINGS, Delivery
from assessments.refusals import Refusal
from assessments.years import CHINA
from services import delivering, plans
from services.context import Context
from services.dossier import Dossier
from solutions.programmes.library import programmes
from views.errors import why_not
from views.markdown import escaped, escaped_lines
from views.session import language, t


def draw_delivered(dossier: Dossier) -> None:
    """The list; nothing where nothing was handed over."""
    found = delivering.delivered(dossier).deliveries
    if found:
        st.header(t("deliveries.title"), anchor=False)
        for each in found:
            st.markdown(_line(dossier, each))


def draw_delivering(ctx: Context, dossier: Dossier) -> None:
    """The list and the form, once it is signed."""
    st.header(t("deliveries.title"), anchor=False)
    if not dossier.assessment.signed:
        st.caption(t("deliveries.unsigned"))
        return
    record = delivering.delivered(dossier)
    for each in record.deliveries:
        st.markdown(_line(dossier, each))
    _form(ctx, dossier, record.revision)


def _form(ctx: Context, dossier: Dossier, seen: int) -> None:
    """Another revision begins anew; the fields keep what was typed where it is refused."""
    id, lang = dossier.assessment.id, language()
    solutions = dossier.catalogue.by_id
    in_plan = [task.solution.id for task in plans.plan_in(dossier).plan.tasks]
    rest = [each for each in solutions if each not in in_plan]
    public = _programmes()
    with st.form(f"delivery_{id}_{seen}", enter_to_submit=False):
        things = st.multiselect(
            t("deliveries.things"),
            THINGS[:2],
            format_func=lambda each: t(f"deliveries.thing_{each}"),
            placeholder=t("deliveries.choose"),
            key=f"things:{id}:{seen}",
        )
        chosen = st.multiselect(
            t("deliveries.solutions"),
            [*in_plan, *rest],
            format_func=lambda each: solutions[each].title.to(lang),
            placeholder=t("deliveries.choose"),
            max_selections=MOST_NAMED,
            key=f"delivered_solutions:{id}:{seen}",
        )
        named = st.multiselect(
            t("deliveries.programmes"),
            list(public),
            format_func=public.__getitem__,
            placeholder=t("deliveries.choose"),
            max_selections=MOST_NAMED,
            key=f"delivered_programmes:{id}:{seen}",
        )
        left, right = st.columns(2)
        day = left.date_input(
            t("deliveries.day"),
            value=ctx.now().astimezone(CHINA).date(),
            format="YYYY-MM-DD",
            key=f"delivered_on:{id}:{seen}",
        )
        to = right.text_input(
            t("deliveries.to"),
            max_chars=LONGEST_TO,
            placeholder=t("deliveries.to_example"),
            key=f"delivered_to:{id}:{seen}",
        )
        note = st.text_area(
            t("deliveries.note"),
            max_chars=LONGEST_NOTE,
            height=80,
            key=f"delivered_note:{id}:{seen}",
        )
        st.caption(t("app.no_personal_data_but_names"))
        sent = st.form_submit_button(t("deliveries.keep"), width="stretch")
    if sent:
        raw = {
            "things": things,
            "solutions": chosen,
            "programmes": named,
            "day": day,
            "to": to,
            "note": note,
        }
        try:
            delivering.deliver(ctx, id, raw, seen=seen)
        except Refusal as refusal:
            st.error(why_not(refusal))
            for name, fault in refusal.params.get("fields", {}).items():
                label = t(f"deliveries.{name}")
                st.markdown(f"- :red[{label}：{escaped(fault.to(language()))}]")
            return
        st.rerun()


def _line(dossier: Dossier, each: Delivery) -> str:
    """Day, person, and what; a solution that is gone from the catalogue by its id."""
    lang, by_id, public = language(), dossier.catalogue.by_id, _programmes()
    names = {
        "solutions": [by_id[id].title.to(lang) if id in by_id else id for id in each.solutions],
        "programmes": [public.get(id, id) for id in each.programmes],
    }
    told = []
    for thing in each.things:
        title = t(f"deliveries.thing_{thing}")
        listed = t("report.comma").join(names.get(thing, []))
        told.append(t("deliveries.named", thing=title, names=listed) if listed else title)
    head = "deliveries.line_to" if each.to else "deliveries.line"
    by = {"by": escaped(each.by), "to": escaped(each.to)}
    lines = [t(head, day=each.day, **by), *(f"- {escaped(text)}" for text in told)]
    if each.note:
        lines.append(f"- {escaped_lines(each.note)}")
    return "\n".join((lines[0], "", *lines[1:]))


def _programmes() -> Mapping[str, str]:
    return {each.id: each.title.to(language()) for each in programmes().programmes}
