"""What became of each claim of a sheet, as page and report both tell it."""

from collections.abc import Container, Mapping

from assessments.verdicts import ORDER, ClaimVerdict, verdict_of
from questionnaires.model import Item, Kind, Questionnaire
from questionnaires.sheet import Sheet
from scoring.scorecard import Scorecard


def verdicts_of(  # noqa: PLR0913  (both sides, and what is kept beside them)
    questionnaire: Questionnaire,
    shown: Mapping[str, bool | None],
    claimed: Sheet,
    found: Mapping[str, object],
    cards: tuple[Scorecard, Scorecard],
    *,
    not_shown: Container[str],
) -> Mapping[str, ClaimVerdict]:
    """The verdict on every item that is asked but free words, dimension by dimension.

    ``found`` are the verified answers by item. A number that only a ratio is computed from moves
    as the ratio does.
    """
    before, after = ({each.id: each.value for each in card.items} for card in cards)
    ratios = {id: each.id for each in questionnaire.items for id in (each.part, each.whole) if id}
    places = {each.id: place for place, each in enumerate(questionnaire.dimensions)}
    return {
        item.id: verdict_of(
            claimed.answers.get(item.id),
            found.get(item.id),
            (before.get(_judged(item, ratios)), after.get(_judged(item, ratios))),
            not_shown=item.id in not_shown,
        )
        for item in sorted(questionnaire.items, key=lambda each: places[each.dimension])
        if item.asked and shown[item.id] and item.kind is not Kind.TEXT
    }


def counted(verdicts: Mapping[str, ClaimVerdict]) -> Mapping[ClaimVerdict, int]:
    """How many there are of each; none is left out."""
    found = list(verdicts.values())
    return {each: found.count(each) for each in ORDER}


def _judged(item: Item, ratios: Mapping[str, str]) -> str:
    return ratios.get(item.id, item.id)
