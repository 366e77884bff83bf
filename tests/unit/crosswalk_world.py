"""Two small questionnaires, the crosswalk between them, and answer sheets to read under it."""

from pathlib import Path

from hypothesis import strategies as st

from questionnaires.answers import Answer, NotApplicable
from questionnaires.crosswalks import Crosswalk, Remaining, crosswalks_from
from questionnaires.library import load
from questionnaires.model import Item, Kind, Questionnaire
from questionnaires.sheet import Sheet
from scoring.library import rubric

FOLDER = Path(__file__).parents[1] / "data" / "crosswalks"
SHOP = load(FOLDER / "shop", "1")
NATION = load(FOLDER / "nation", "1")
COUNTED = rubric(FOLDER / "nation" / "rubric.yaml", NATION)  # counts scenes, missing is zero
EQUAL = rubric("equal", NATION)
NUMBERS = st.integers(0, 12).map(float)


def walk() -> Crosswalk:
    """From the shop to the nation."""
    (found,) = crosswalks_from(SHOP, FOLDER / "crosswalks")
    return found


def answers(item: Item) -> st.SearchStrategy[Answer]:
    """Whatever can be answered to an item."""
    given: st.SearchStrategy[Answer]
    if item.kind is Kind.NUMBER:
        given = st.integers(int(item.minimum or 0), int(item.maximum or 12)).map(float) | NUMBERS
    elif item.kind is Kind.MULTI:
        alone = [(option.id,) for option in item.options if option.exclusive]
        some = st.sets(st.sampled_from([o for o in item.options if not o.exclusive]), min_size=1)
        together = some.map(lambda ticks: tuple(o.id for o in item.options if o in ticks))
        given = st.one_of(together, *(st.just(each) for each in alone))
    elif item.kind is Kind.TEXT:
        given = st.just("")
    else:
        given = st.sampled_from([option.id for option in item.options])
    return given | st.just(NotApplicable("没有")) if item.not_applicable else given


@st.composite
def sheets(draw: st.DrawFn, questionnaire: Questionnaire, facts: dict[str, str | float]) -> Sheet:
    """A sheet with any of the answers."""
    asked = [item for item in questionnaire.items if item.asked and item.kind is not Kind.TEXT]
    given = {item.id: draw(st.none() | answers(item)) for item in asked}
    return Sheet({id: each for id, each in given.items() if each is not None}, facts)


@st.composite
def agreeing(
    draw: st.DrawFn,
    questionnaire: Questionnaire,
    left: dict[str, Remaining],
    facts: dict[str, str | float],
) -> Sheet:
    """A whole sheet that agrees with what is left; a part is no larger than its whole."""
    found: dict[str, Answer] = {}
    for item in questionnaire.items:
        if item.asked and item.kind is not Kind.TEXT:
            found[item.id] = draw(_fitting(item, left.get(item.id)))
    for item in questionnaire.items:
        part, whole = found.get(item.part or ""), found.get(item.whole or "")
        if isinstance(part, float) and isinstance(whole, float) and part > whole:
            if str(item.whole) not in left:
                found[str(item.whole)] = part
            elif str(item.part) not in left:
                found[str(item.part)] = whole  # where both are carried over they stay as they are
    return Sheet(found, facts)


def _fitting(item: Item, left: Remaining | None) -> st.SearchStrategy[Answer]:
    if left is None or left.contradicted:
        return answers(item)
    if left.answer is not None:
        return st.just(left.answer)
    if item.kind is not Kind.MULTI:
        return st.sampled_from(left.options)
    alone = [id for id in left.options if id in _alone(item)]
    free = [id for id in left.options if id not in alone]
    together = st.sets(st.sampled_from(free)) if free else st.just(set[str]())
    ticked = together.map(lambda some: _ticked(item, some | set(left.ticked)))
    some = ticked.filter(bool) if free else st.nothing()
    return st.one_of(some, *(st.just((id,)) for id in alone if not left.ticked))


def _alone(item: Item) -> set[str]:
    return {option.id for option in item.options if option.exclusive}


def _ticked(item: Item, some: set[str]) -> tuple[str, ...]:
    return tuple(option.id for option in item.options if option.id in some)
