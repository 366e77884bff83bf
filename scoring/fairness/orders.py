"""Gates keep the order: of two declared profiles the better one stands higher."""

from collections.abc import Iterator, Mapping
from typing import Any

from files.problems import Problem
from files.strict_yaml import YamlDocument
from questionnaires.answers import Answer, InvalidAnswer, parse_answer
from questionnaires.model import Item, Kind, Questionnaire
from questionnaires.sheet import Sheet, suits
from scoring import scorecard_of
from scoring.entries import OrderEntry, ProfileEntry
from scoring.fairness.evidence import WHOLE
from scoring.paths.reaching import reach
from scoring.points import default_points
from scoring.rubric import Rubric
from scoring.scorecard import Scorecard

NOT_APPLICABLE = {"not_applicable": "—"}


class UnusableProfile(Exception):
    """A profile that cannot be scored: the key at which, and why."""

    def __init__(self, key: str, why: str) -> None:
        self.key = key
        self.why = why
        super().__init__(f"{key}: {why}")


def check(
    entries: tuple[OrderEntry, ...],
    document: YamlDocument,
    questionnaire: Questionnaire,
    rubric: Rubric,
) -> Iterator[Problem]:
    """The pairs that stand the other way round, and the profiles that cannot be judged."""
    for place, entry in enumerate(entries):
        cards = {}
        for side in ("better", "worse"):
            profile: ProfileEntry = getattr(entry, side)
            try:
                cards[side] = card_of(profile, questionnaire, rubric)
            except UnusableProfile as wrong:
                path = ("order", place, side, "answers", wrong.key)
                yield document.problem("J008", *path, key=wrong.key, why=wrong.why)
        better, worse = cards.get("better"), cards.get("worse")
        if better and worse and not _in_order(better, worse):
            params = {f"{name}_{side}": value for side, card in cards.items()
                      for name, value in _figures(card).items()}  # fmt: skip
            yield document.problem("J009", "order", place, why=entry.reason, **params)


def card_of(profile: ProfileEntry, questionnaire: Questionnaire, rubric: Rubric) -> Scorecard:
    """What a profile comes to. Raises UnusableProfile."""
    answers = _answers(profile, questionnaire, rubric)
    if suits(questionnaire, profile.facts) is False:
        raise UnusableProfile("facts", "suits")
    card = scorecard_of(questionnaire, rubric, Sheet(answers, profile.facts))
    if card.total is None or card.provisional:
        raise UnusableProfile("all", f"coverage {card.coverage:.2f}")
    return card


def _answers(
    profile: ProfileEntry, questionnaire: Questionnaire, rubric: Rubric
) -> dict[str, Answer]:
    given: dict[str, Any] = dict(profile.answers)
    answers: dict[str, Answer] = {}
    best = given.pop("all", None)
    for id, raw in given.items():
        if id not in questionnaire.by_id:
            raise UnusableProfile(id, id)
        try:
            answers[id] = parse_answer(
                questionnaire.by_id[id], NOT_APPLICABLE if raw == "na" else _plain(raw)
            )
        except InvalidAnswer as wrong:
            raise UnusableProfile(id, str(wrong)) from None
    if best in ("best", "worst"):
        for item in questionnaire.scored:
            answers |= _extreme(item, questionnaire, rubric, answers, best=best == "best")
    return answers


def _plain(raw: Any) -> Any:
    return list(raw) if isinstance(raw, tuple) else raw


def _extreme(
    item: Item,
    questionnaire: Questionnaire,
    rubric: Rubric,
    answers: Mapping[str, Answer],
    *,
    best: bool,
) -> Mapping[str, Answer]:
    """The best or the worst answer to an item that is not answered yet."""
    points = rubric.judged[item.id].points
    wanted = (max if best else min)(range(len(points)), key=lambda step: points[step])
    if item.kind is Kind.MULTI and item.id not in answers:
        return {item.id: _ticks(item, points, best=best)}
    if item.id in answers or item.part in answers:
        return {}
    parts: dict[str, Answer] = {}
    if item.kind is Kind.RATIO:
        parts = {item.whole or "": answers.get(item.whole or "", WHOLE), item.part or "": 0.0}
    found = reach(questionnaire, Sheet({**answers, **parts}, {}), item, wanted) or {}
    return parts | {id: answer for id, answer in found.items() if answer is not None}


def _ticks(item: Item, points: tuple[float, ...], *, best: bool) -> Answer:
    alone = [option.id for option in item.options if option.exclusive]
    if not best and alone:
        return (alone[0],)
    plain = default_points(item)
    good = [
        option.id
        for option, point, default in zip(item.options, points, plain, strict=True)
        if not option.exclusive and not option.negative and (point > 0 or default > 0)
    ]
    return tuple(good) if best else tuple(good[:1])


def _in_order(better: Scorecard, worse: Scorecard) -> bool:
    assert better.total is not None  # noqa: S101 - card_of has made sure
    assert worse.total is not None  # noqa: S101 - the same
    return better.total > worse.total and _number(better) >= _number(worse)


def _number(card: Scorecard) -> int:
    return card.level.number if card.level else 0


def _figures(card: Scorecard) -> dict[str, object]:
    return {"total": f"{card.total or 0:.2f}", "level": _number(card)}
