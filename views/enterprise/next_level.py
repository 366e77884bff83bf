"""The cheapest steps to the next level, as a section of the result page."""

from collections import Counter
from itertools import groupby

import streamlit as st

from i18n import one_decimal
from questionnaires.model import Item
from scoring.paths.ordering import PathStep
from scoring.scorecard import Requirement
from scoring.steps import steps_of
from services import planning
from services.planning import PathPlan
from services.results import Result
from views.kept import kept
from views.markdown import escaped
from views.provisional import mark_provisional
from views.session import language, t, voice
from wording.provisional import plan_held_back

AT_ONCE = 6  # items that are shown at once; the others when asked for


def draw_next_level(result: Result) -> None:
    """The section; nothing where there is no total yet."""
    plan = kept("way", result.seen, lambda: planning.path(result.dossier))
    if plan.way.before.total is None:
        return
    st.header(t("path.title"), anchor=False)
    if result.card.provisional:
        mark_provisional(result.card)
        why = plan_held_back(voice(), plan.questionnaire, plan.rubric, result.card)
        st.warning(escaped(why))
        return
    if not plan.way.reached:
        _out_of_reach(plan)
    elif not plan.way.steps:
        st.success(t("path.top"))
    else:
        _steps(plan)
    open_items = sum(why == "unanswered" for why in plan.way.fixed.values())
    if open_items:
        st.caption(t("path.open_items", count=open_items))


def _steps(plan: PathPlan) -> None:
    way = plan.way
    items = _by_item(plan)
    lead = t(
        "path.lead",
        now=voice().level_number(way.before.level),
        total=one_decimal(way.before.total or 0),
        count=len(items),
        steps=len(way.steps),
        target=voice().level_number(way.target),
        after=one_decimal(way.after.total or 0),
    )
    st.markdown(escaped(lead))
    told = [_step_markdown(plan, number, steps) for number, steps in enumerate(items, start=1)]
    for words in told[:AT_ONCE]:
        st.markdown(words)
    if told[AT_ONCE:]:
        with st.expander(t("path.more", count=len(told) - AT_ONCE)):
            for words in told[AT_ONCE:]:
                st.markdown(words)
    st.caption(t("path.proven" if way.proven else "path.near") + " " + t("path.assumption"))


def _by_item(plan: PathPlan) -> list[list[PathStep]]:
    """Steps of one item that follow each other, together."""
    return [list(steps) for _, steps in groupby(plan.way.steps, lambda step: step.item)]


def _is_first(plan: PathPlan, step: PathStep) -> bool:
    """Whether it begins at the bottom of an item; of a multi item always."""
    item = plan.questionnaire.by_id[step.item]
    worth = dict(zip(steps_of(item), plan.rubric.judged[item.id].points, strict=True))
    return step.now is None or worth[step.now] <= min(worth.values())


def _step_markdown(plan: PathPlan, number: int, steps: list[PathStep]) -> str:
    """One item: what changes, what it takes, what it brings, how to begin."""
    item, lang, last = plan.questionnaire.by_id[steps[0].item], language(), steps[-1]
    lines = [_change(item, step) for step in steps]
    lines.append(t("path.effort", efforts=escaped(_efforts(steps))))
    gain = one_decimal(sum(step.gain for step in steps))
    is_up = last.after.level is not None and last.after.level >= plan.way.target
    key = "path.gain_level" if is_up and last is plan.way.steps[-1] else "path.gain"
    level = voice().level_number(plan.way.target)
    total = one_decimal(last.after.total or 0)
    lines.append(
        t(key, gain=gain, total=total, level=level)
        if key == "path.gain_level"
        else t(key, gain=gain, total=total)
    )
    gates = _gates(plan, steps)
    if gates:
        lines.append(t("path.gate", nodes=escaped(gates)))
    opened = [plan.questionnaire.by_id[id].ask.to(lang) for step in steps for id in step.opens]
    if opened:
        lines.append(t("path.opens", items=escaped(voice().listed(opened))))
    if item.first_step is not None and _is_first(plan, steps[0]):
        lines.append(t("enterprise.first_step", says=escaped(item.first_step.to(lang))))
    title = f"**{number}. {escaped(item.ask.to(lang))}**\n"
    return "\n".join((title, *(f"- {line}" for line in lines)))


def _change(item: Item, step: PathStep) -> str:
    to = escaped(voice().step(item, step.to))
    if step.now is not None:
        return t("path.climb", now=escaped(voice().step(item, step.now)), to=to)
    return t("path.give_up" if step.gives_up else "path.take_up", to=to)


def _efforts(steps: list[PathStep]) -> str:
    """The classes that the rungs take, each once with how often."""
    lang = language()
    counted = Counter(effort.name.to(lang) for step in steps for effort in step.efforts)
    return voice().listed(
        (t("path.effort_times", name=name, n=n) if n > 1 else name for name, n in counted.items())
    )


def _gates(plan: PathPlan, steps: list[PathStep]) -> str:
    """The minimums of single figures that the steps help to meet; the total's is in the lead."""
    needs = dict.fromkeys(need for step in steps for need in step.serves)
    return voice().listed(
        t(_unit("gate_of", need), node=_figure(plan, need), needed=_needed(need))
        for need in needs
        if need.node != plan.rubric.tree.id or need.measure is not None
    )


def _figure(plan: PathPlan, need: Requirement) -> str:
    """What a requirement is about: a node's score, or what a level rule measures in it."""
    lang, title = language(), plan.rubric.figures[need.node].title
    return title.to(lang) if need.measure is None else need.measure.to(lang)


def _needed(need: Requirement) -> str:
    return voice().needed(need)


def _unit(key: str, need: Requirement) -> str:
    """The sentence in points, or that for what is counted."""
    return f"path.{key}" if need.measure is None else f"path.{key}_counted"


def _out_of_reach(plan: PathPlan) -> None:
    st.info(t("path.out_of_reach", target=voice().level_number(plan.way.target)))
    st.markdown("\n".join(f"- {escaped(_short(plan, need))}" for need in plan.way.short))


def _short(plan: PathPlan, need: Requirement) -> str:
    node, needed = _figure(plan, need), _needed(need)
    if need.actual is None:
        return t(_unit("short_open", need), node=node, needed=needed)
    actual = voice().required(need.actual, need)
    return t(_unit("short_of", need), node=node, actual=actual, needed=needed)
