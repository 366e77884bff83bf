"""What a solution says of itself, in words for pages: the same for everybody."""

from collections.abc import Iterable, Iterator

from assessments.divisions import sections
from i18n import Text
from questionnaires.library import load
from questionnaires.model import Item, Kind
from scoring.steps import steps_of
from solutions.lifting import Lift
from solutions.model import LOWEST, Catalogue, Change, Solution
from views.markdown import escaped
from views.session import language, t, voice


def cost_name(catalogue: Catalogue, solution: Solution) -> str:
    """What its class of cost is called."""
    return next(each.name for each in catalogue.costs if each.id == solution.cost).to(language())


def effort_name(catalogue: Catalogue, solution: Solution) -> str:
    """What its class of effort is called."""
    return catalogue.effort_names[solution.effort].to(language())


def weeks_of(solution: Solution) -> str:
    """From how many weeks to how many."""
    low, high = solution.weeks
    return t("solutions.weeks_same", low=low) if low == high else _range("weeks_line", low, high)


def titles_of(catalogue: Catalogue, ids: Iterable[str]) -> str:
    """The titles of other solutions, one after the other."""
    lang = language()
    return t("solutions.between").join(catalogue.by_id[id].title.to(lang) for id in ids)


def line(name: str, value: str) -> str:
    """One line of Markdown: a label of ``i18n/texts/solutions.yaml`` and what is said."""
    return t("solutions.line", label=t(f"solutions.{name}"), value=escaped(value))


def lift_line(item: Item, lift: Lift) -> str:
    """What changes for one enterprise: from where it stands to where it could."""
    join = "and" if item.kind is Kind.MULTI else "or"
    return _change_text(item, lift.from_, rungs_text(item, lift.to, join))


def rungs_text(item: Item, rungs: Iterable[str], join: str) -> str:
    """The rungs in the item's own words; ``join`` is ``or`` or ``and``."""
    steps = dict(zip(item.rungs, steps_of(item), strict=True))
    told = (t("solutions.rung", rung=voice().step(item, steps[rung])) for rung in rungs)
    return t(f"solutions.{join}").join(told)


def solution_markdown(catalogue: Catalogue, solution: Solution) -> str:
    """Everything that the catalogue says of it, as Markdown."""
    lang = language()
    lines = [
        line("first_step", solution.first_step.to(lang)),
        *([line("next_step", solution.next_step.to(lang))] if solution.next_step else []),
        line("light", solution.light.to(lang)),
        *([line("serves", _benefits(solution))] if solution.serves else []),
        *([line("when", t("solutions.urgent"))] if solution.urgent else []),
        line("first", _needed(catalogue, solution)),
        line("owner", solution.owner.to(lang)),
        line("effort", effort_name(catalogue, solution)),
        line("cost", cost_name(catalogue, solution)),
        line("weeks", weeks_of(solution)),
    ]
    if solution.hours_saved is not None:
        lines.append(line("hours", _range("hours_line", *solution.hours_saved)))
    named = sections()
    trades = [f"{letter} {named[letter].to(lang)}" for letter in solution.sections]
    lines += [
        line("indicators", _joined(solution.indicators)),
        line("risks", _joined(solution.risks)),
        line("sizes", t("solutions.and").join(t(f"app.size_{size}") for size in solution.sizes)),
        line("sections", t("solutions.between").join(trades) or t("solutions.any_section")),
    ]
    return "\n".join(f"- {each}" for each in lines)


def changes_markdown(solution: Solution) -> Iterator[tuple[str, str]]:
    """The questionnaires that it changes something of, each with its changes as Markdown."""
    lang = language()
    told: dict[str, list[str]] = {}
    for change in solution.changes:
        found = load(change.source, change.editions[-1])
        lines = told.setdefault(found.title.to(lang), [])
        lines.append(f"- {escaped(_change(found.by_id[change.item], change))}")
    for title, lines in told.items():
        yield t("solutions.change_in", questionnaire=escaped(title)), "\n".join(lines)


def _change(item: Item, change: Change) -> str:
    multi = item.kind is Kind.MULTI
    to = rungs_text(item, change.to, "and" if multi else "or")
    return _change_text(item, () if change.from_ == LOWEST else (change.from_,), to)


def _change_text(item: Item, from_: tuple[str, ...], to: str) -> str:
    ask = item.ask.to(language())
    if item.kind is Kind.MULTI or not from_:  # what is ticked stays; it is not left behind
        return t("solutions.change_any", item=ask, to=to)
    return t("solutions.change", item=ask, from_=rungs_text(item, from_, "and"), to=to)


def _needed(catalogue: Catalogue, solution: Solution) -> str:
    return titles_of(catalogue, solution.prerequisites) or t("solutions.nothing_first")


def _benefits(solution: Solution) -> str:
    return t("solutions.and").join(t(f"solutions.serves_{each}") for each in solution.serves)


def _range(name: str, low: int, high: int) -> str:
    return t(f"solutions.{name}", low=low, high=high)


def _joined(texts: Iterable[Text]) -> str:
    return t("solutions.between").join(text.to(language()) for text in texts)
