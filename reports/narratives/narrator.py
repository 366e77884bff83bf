"""What is said of an item: its own sentences, or its options' words in a frame of the product."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from i18n import Text, number, share
from questionnaires.answers import Answer
from questionnaires.model import Dimension, Item, Kind, Option, Questionnaire
from reports.diagnosis import Diagnosis
from reports.narratives.filling import filled
from reports.narratives.model import Narrative
from reports.narratives.reader import Narratives, narratives
from reports.narratives.style import CJK
from scoring.steps import Step, is_lowest, next_steps, present_steps, steps_of
from wording.voice import Voice

FRAMES = 3  # of each kind
LARGE = ("large", "medium")  # sizes of firms
MANY = 50  # people; some trades count a firm as medium by its revenue alone
MOST_LISTED = 4  # options that a sentence names
# Where a long option is cut that is one of several in a sentence.
_DETAIL = {"zh": re.compile("[，（].*$"), "en": re.compile(r"(?: \(|;| - ).*$")}
_JOINED = re.compile(f"(?<=[{CJK}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[{CJK}])")


def dimension_name(questionnaire: Questionnaire, dimension: Dimension) -> Text:
    """Its name in reports: its own title, unless that speaks too plainly for one."""
    told = narratives(questionnaire.id)
    return dimension.title if told is None else told.dimensions.get(dimension.id, dimension.title)


def item_names(questionnaire: Questionnaire) -> Mapping[str, Text]:
    """What each item is about in a few words, as far as there is a name for it, by its id.

    That of its sentences, or the short one of an item without any. A number that is asked for a
    ratio goes by the ratio's.
    """
    found: dict[str, Text] = {}
    for source, _ in reversed(_sources(questionnaire)):
        found |= source.titles
    found |= {id: each.title for id, each in _told_of(questionnaire).items()}
    for item in questionnaire.scored:
        for id in (item.part, item.whole):
            if id is not None and id not in found:
                found[id] = found.get(item.id, item.ask)
    return found


def _sources(questionnaire: Questionnaire) -> Sequence[tuple[Narratives, str]]:
    """What is told of the questionnaire's items, then of its pools', each with the edition."""
    places = {questionnaire.id: questionnaire.edition, **questionnaire.includes}
    return [(each, at) for id, at in places.items() if (each := narratives(id)) is not None]


def _told_of(questionnaire: Questionnaire) -> Mapping[str, Narrative]:
    """The narratives of its scored items: its own, then those of pools."""
    sources, found = _sources(questionnaire), {}
    for item in questionnaire.scored:
        narrative = next(filter(None, (source.of(item, at) for source, at in sources)), None)
        if narrative is not None:
            found[item.id] = narrative
    return found


@dataclass(frozen=True)
class Narrator(Voice):
    """A voice that knows ``diagnosis`` and has sentences about its answered items."""

    diagnosis: Diagnosis

    def title(self, item: Item) -> str:
        """What it is about, for headings and tables: its name, or the question itself."""
        return self.text(self._name(item) or item.ask)

    def named(self, item: Item) -> str:
        """The same inside a sentence."""
        name = self._name(item)
        return self._ask(item) if name is None else self.text(name)

    def dimension(self, dimension: Dimension) -> str:
        """What a report calls a dimension."""
        return self.text(dimension_name(self.diagnosis.questionnaire, dimension))

    def found(self, item: Item, answer: Answer) -> str:
        """What is there."""
        narrative = self._narrative(item)
        if narrative is None:
            text = self._framed_found(item, answer)
        else:
            told = self.text(narrative.found[self._rung(item, answer)])
            text = self._spaced(filled(told, self._values(item, answer)))
        ill = [self.text(option.says) for option in self._ill(item, answer)]
        if not ill:
            return text
        return self.say("telling.found_ill", text=text, options=self._listed(ill))

    def knows(self, item: Item) -> bool:
        """Whether the item has sentences of its own."""
        return self._narrative(item) is not None

    def pain(self, item: Item) -> str:
        """What it costs to stand low, under the item's name; or else why it matters."""
        narrative = self._narrative(item)
        return self.text(item.why) if narrative is None else self.text(narrative.pain)

    def cost(self, item: Item) -> str:
        """The same in running text, where nothing else says what it is about."""
        if self.knows(item):
            return self.pain(item)
        return self._framed("why", item, why=self.text(item.why))

    def goal(self, item: Item, answer: Answer) -> str:
        """What is there once it is done; empty where nothing is left to do."""
        points = self.diagnosis.rubric.judged[item.id].points
        coming = [self.step(item, step) for step in next_steps(item, points, answer)]
        ill = [self.text(option.says) for option in self._ill(item, answer)]
        if not coming and not ill:
            return ""
        narrative = self._narrative(item)
        if narrative is not None:
            return self.text(narrative.goal)
        if not coming:
            said = {"ask": self._ask(item), "next": self._listed(ill)}
            return self.say("telling.goal_stop", **said)
        if item.kind is Kind.MULTI:
            return self._framed("goal_more", item, next=self._listed(coming))
        return self._framed("goal", item, next=self.quoted(coming[0]))

    def begin(self, item: Item, answer: Answer) -> str:
        """What to do within a month, above what is there.

        The item's own first step is for who begins with little. Anybody else looks at the item as
        a visit would.
        """
        points = self.diagnosis.rubric.judged[item.id].points
        coming = next_steps(item, points, answer)
        if item.first_step and (self.begins_small(item, answer) or not coming):
            return self.text(item.first_step)
        new = is_lowest(item, points, answer)
        return self.onward(item, coming[0], new=new) if coming else ""

    def begins_small(self, item: Item, answer: Answer) -> bool:
        """Whether it has nothing of the item and is not large: one sheet or one disk helps."""
        points = self.diagnosis.rubric.judged[item.id].points
        return is_lowest(item, points, answer) and not self.is_large

    @property
    def is_large(self) -> bool:
        """Whether a first step of one sheet or one disk is nothing for it."""
        facts = self.diagnosis.sheet.facts
        people = facts.get("employees")
        few = isinstance(people, int | float) and people < MANY
        return facts.get("size") in LARGE and not few

    def onward(self, item: Item, step: Step, *, new: bool = False) -> str:
        """What to do within a month towards a step of the item.

        ``new``: nothing of it is there to be looked at yet; the look comes once it is.
        """
        said = self.quoted(self.step(item, step))
        if item.evidence is None:
            return self._spaced(self.say("telling.begin_trial", next=said))
        check = self.text(item.evidence)
        if item.kind in (Kind.NUMBER, Kind.RATIO):
            return self._spaced(self.say("telling.begin_amount", check=check, next=said))
        return self._framed("begin_new" if new else "begin", item, check=check, next=said)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        """The items in the questionnaire's order: which frame is whose turn."""
        scored = self.diagnosis.questionnaire.scored
        return {item.id: place for place, item in enumerate(scored)}

    @cached_property
    def _narratives(self) -> Mapping[str, Narrative]:
        """The narratives of the questionnaire's items: its own, then those of pools."""
        return _told_of(self.diagnosis.questionnaire)

    @cached_property
    def _names(self) -> Mapping[str, Text]:
        return item_names(self.diagnosis.questionnaire)

    def _name(self, item: Item) -> Text | None:
        """The item's name: that of its sentences, or the short one of an item without any."""
        return self._names.get(item.id)

    def _narrative(self, item: Item) -> Narrative | None:
        return self._narratives.get(item.id)

    def _framed(self, kind: str, item: Item, **said: object) -> str:
        """The item's words in the frame whose turn it is."""
        frame = self._places[item.id] % FRAMES + 1
        return self._spaced(self.say(f"telling.{kind}_{frame}", ask=self._ask(item), **said))

    def _framed_found(self, item: Item, answer: Answer) -> str:
        values = self._values(item, answer)
        if item.kind is Kind.MULTI:
            kind = f"found_{self._rung(item, answer)}"
            return self._framed(kind, item, **values)
        if item.kind is Kind.RATIO:
            return self._framed("found_ratio", item, **values)
        said = self.answer(item, self.diagnosis.sheet, answer)
        if item.kind is Kind.NUMBER:
            return self._framed("found_number", item, amount=said)
        return self._framed("found_option", item, step=self.quoted(said))

    def _rung(self, item: Item, answer: Answer) -> str:
        """The key of ``found`` that an answer belongs to."""
        present = present_steps(item, answer)
        if item.kind is Kind.MULTI:
            good = self._good(item)
            ticked = sum(option in present for option in good)
            return "none" if not ticked else "all" if ticked == len(good) else "some"
        place = steps_of(item).index(present[0])
        return item.options[place].id if item.options else str(place + 1)

    def _values(self, item: Item, answer: Answer) -> Mapping[str, str]:
        """What stands in the gaps."""
        if item.kind is Kind.RATIO and isinstance(answer, float):
            given = self.diagnosis.sheet.answers
            part, whole = given.get(item.part or ""), given.get(item.whole or "")
            counts = {"part": part, "whole": whole}
            said = {id: number(n) for id, n in counts.items() if isinstance(n, float)}
            return said | {"share": share(answer)}
        if item.kind is Kind.NUMBER and isinstance(answer, float):
            return {"value": number(answer), "unit": self.unit(item, answer)}
        if item.kind is not Kind.MULTI:
            return {}
        present, good = present_steps(item, answer), self._good(item)
        there = [option for option in good if option in present]
        lacking = [option for option in good if option not in present]
        return {
            "options": self._listed(self.text(option.says) for option in there),
            "missing": self._listed(self.text(option.says) for option in lacking),
            "n": str(len(there)),
            "of": str(len(good)),
        }

    def _good(self, item: Item) -> list[Option]:
        return [each for each in item.options if not each.exclusive and not each.negative]

    def _ill(self, item: Item, answer: Answer) -> list[Option]:
        ticked = answer if isinstance(answer, tuple) else ()
        return [each for each in item.options if each.negative and each.id in ticked]

    def _ask(self, item: Item) -> str:
        """The question in quotes; what a ratio is called stands without."""
        ask = self.text(item.ask)
        return ask if item.kind is Kind.RATIO else self.quoted(ask)

    def _listed(self, options: Iterable[str]) -> str:
        """Options side by side, without the details that follow in each; the last ones left out."""
        short = [self._inline(_DETAIL[self.lang].sub("", option)) for option in options]
        said = self.clauses(short[:MOST_LISTED])
        if len(short) <= MOST_LISTED:
            return said
        return self.say("telling.listed_more", options=said)

    def _inline(self, words: str) -> str:
        """An option inside a sentence: English ones begin small, unless the word is a name."""
        first = words.split(" ", 1)[0]
        if self.lang == "zh" or first != first.capitalize():
            return words
        return words[:1].lower() + words[1:]

    def _spaced(self, text: str) -> str:
        return _JOINED.sub(" ", text) if self.lang == "zh" else text
