"""A language, handed over once: says texts, days, levels, answers and citations in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from assessments.years import CHINA
from i18n import Lang, Text, number, one_decimal, say, share
from questionnaires.answers import Answer, NotApplicable
from questionnaires.model import AnyCitation, Band, Citation, Item, Kind, LawCitation, Option
from questionnaires.regulations import Regulation, addressee, regulation
from questionnaires.regulations.laws import Law, laws
from questionnaires.regulations.numerals import chinese
from questionnaires.sheet import Sheet
from scoring.scorecard import Level, NodeScore, Requirement, Scorecard
from scoring.steps import Step, present_steps

_INNER = str.maketrans("“”", "‘’")
_ONE = {"people": "person"}  # of English units; the others only lose their s


@dataclass(frozen=True)
class Voice:
    """How everything is said in ``lang``."""

    lang: Lang

    def say(self, key: str, /, **params: Any) -> str:
        """The interface text ``<area>.<name>`` with ``{name}`` filled from ``params``."""
        return say(key, self.lang, **params)

    def text(self, text: Text) -> str:
        """A text that is there in both languages."""
        return text.to(self.lang)

    def listed(self, parts: Iterable[str]) -> str:
        """Things side by side; where a name holds a comma itself, semicolons part them."""
        named, comma = list(parts), self.say("report.comma")
        apart = any(comma in each for each in named)
        return self.clauses(named) if apart else comma.join(named)

    def clauses(self, parts: Iterable[str]) -> str:
        """Longer things side by side, which may hold commas."""
        return self.say("report.semicolon").join(parts)

    def sentences(self, parts: Iterable[str]) -> str:
        """Whole sentences one after the other."""
        return ("" if self.lang == "zh" else " ").join(parts)

    def quoted(self, text: str) -> str:
        """A text in quotation marks; those that it holds become inner ones."""
        return self.say("report.quoted", text=text.translate(_INNER))

    def counted(self, things: str, n: int) -> str:
        """So many things: ``things`` is questions, articles or requirements."""
        return self.say(f"report.{things}_{'one' if n == 1 else 'many'}", n=n)

    def ordinal(self, place: int) -> str:
        """The number of a chapter: 一, 二 or 1, 2."""
        return chinese(place) if self.lang == "zh" else str(place)

    def day(self, at: date | datetime) -> str:
        """A day as it is in China."""
        if isinstance(at, datetime):
            at = at.astimezone(CHINA).date()
        month = self.say("report.months").split()[at.month - 1]
        return self.say("report.date", year=at.year, month=month, day=at.day)

    def figure(self, value: float | None) -> str:
        """A score to one decimal, or a dash where there is none."""
        return self.say("report.dash") if value is None else one_decimal(value)

    def required(self, value: float | None, need: Requirement) -> str:
        """A value of what a requirement is about: points to one decimal, a count without one."""
        if value is None or need.measure is None:
            return self.figure(value)
        return number(float(one_decimal(value)))

    def needed(self, need: Requirement) -> str:
        """What a requirement asks for; that it has to be passed where it has to be."""
        value = self.required(need.needed, need)
        return self.say("report.above", value=value) if need.above else value

    def short_of(self, need: Requirement, card: Scorecard) -> str:
        """What a requirement is about, where that stands and what is needed."""
        title = need.measure or next(node.title for node in card.nodes if node.id == need.node)
        return self.say(
            "report.gap",
            node=title,
            actual=self.required(need.actual, need),
            needed=self.needed(need),
        )

    def level(self, level: Level | None) -> str:
        """The level with its number and name."""
        if level is None:
            return self.say("report.level_none")
        if level.number == 0:
            return self.say("report.level_below")
        if only_numbered(level):
            return self.level_number(level.number)
        return self.say("report.level", number=level.number, name=level.name)

    def rung(self, level: Level | None) -> str:
        """The level as a label that stands alone."""
        if level is None or level.number == 0:
            return self.level(level)
        if only_numbered(level):
            return self.say("report.rung_bare", number=level.number)
        return self.say("report.rung", number=level.number, name=level.name)

    def node(self, node: NodeScore) -> str:
        """The title of a node, with the name of its own level where it has one."""
        title = self.text(node.title)
        if node.level is None:
            return title
        return self.say("report.with_level", title=title, level=self.text(node.level))

    def level_number(self, level: int | None) -> str:
        """The level by its number alone."""
        if level is None:
            return self.say("report.level_none")
        return self.say("report.level_bare" if level else "report.level_below", number=level)

    def unit(self, item: Item, value: float) -> str:
        """The unit of a number as it stands behind ``value``; "" where it has none."""
        unit = self.text(item.unit) if item.unit else ""
        if self.lang == "zh" or value != 1:
            return unit
        return _ONE.get(unit, unit.removesuffix("s"))

    def answer(self, item: Item, sheet: Sheet, answer: Answer) -> str:
        """``answer`` (of ``sheet``; of a ratio its share) in words, with unit and band."""
        if isinstance(answer, NotApplicable):
            return self.say("report.does_not_apply", reason=answer.reason)
        if item.kind is Kind.TEXT:
            return str(answer)
        steps = present_steps(item, answer)
        if not isinstance(answer, float):
            return self.clauses(self.step(item, step) for step in steps)
        value = self.amount(item, sheet, answer)
        band = next((step for step in steps if step.says is not None), None)
        if band is None:
            return value
        return self.say("report.with_band", value=value, band=self.step(item, band))

    def amount(self, item: Item, sheet: Sheet, value: float) -> str:
        """A number with its unit, or a ratio's share (of ``sheet``) behind its two numbers."""
        if item.kind is Kind.RATIO:
            return self._ratio(item, sheet, value)
        return self._amount(item, value)

    def step(self, item: Item, step: Step) -> str:
        """An option's or band's own words; of a band without any, its limits with the unit."""
        if isinstance(step, Option) or step.says is not None:
            return self.text(step.says) if step.says is not None else ""
        return self._limits(item, step)

    def cited(self, cites: Iterable[AnyCitation]) -> str:
        """Places in regulations and laws side by side; empty where nothing is cited."""
        return self.listed(map(self._place, cites))

    def provisions(self, cites: Iterable[AnyCitation]) -> dict[str, str]:
        """What is cited under headings that say whom it binds, each with how sure and fresh it is.

        First the laws that bind the enterprise itself, then the places of regulations.
        """
        found: dict[str, list[AnyCitation]] = {}
        for cite in sorted(cites, key=lambda cite: isinstance(cite, Citation)):
            found.setdefault(addressee(cite), []).append(cite)
        return {
            self.say(f"regulations.to_{whom}"): self.clauses(self._groups(places))
            for whom, places in found.items()
        }

    def standing(self, of: Law | Regulation) -> str:
        """Since when it is in force, when that was last checked, and of a law how sure it is."""
        seen = of.seen and self.say("regulations.seen", when=self.written(of.seen))
        if isinstance(of, Regulation):
            since = self.day(of.in_force) if of.in_force else None
            sure = None
        else:
            since = self.written(of.in_force)
            sure = self.say(f"regulations.sure_{of.confidence}")
        parts = (since and self.say("regulations.since", when=since), seen, sure)
        return self.say("regulations.between").join(part for part in parts if part)

    def written(self, when: str) -> str:
        """A year, a month or a day that a file has as 2026, 2026-11 or 2026-11-29."""
        year, *rest = map(int, when.split("-"))
        if not rest:
            return self.say("report.year", year=year)
        if rest[1:]:
            return self.day(date(year, *rest))
        month = self.say("report.months").split()[rest[0] - 1]
        return self.say("report.month", year=year, month=month)

    def _groups(self, cites: Iterable[AnyCitation]) -> Iterator[str]:
        """The places with where they stand: of one regulation together, each law by itself."""
        for source, places in groupby(cites, key=_source):
            if isinstance(source, Law):
                label = self.listed(map(self._place, places))
            else:
                label = self.say("report.cite", title=source.title, places=self.cited(places))
            yield self.say("regulations.standing", label=label, standing=self.standing(source))

    def _place(self, cite: AnyCitation) -> str:
        if isinstance(cite, LawCitation):
            return self.text(laws()[cite.law].label(cite))
        source = regulation(cite.regulation)
        place = source.label(cite, self.lang)
        return self.say("regulations.inferred", place=place) if source.inferred(cite) else place

    def _ratio(self, item: Item, sheet: Sheet, answer: float) -> str:
        """The two numbers beside the share: nobody has to trust a computation."""
        part, whole = sheet.answers.get(item.part or ""), sheet.answers.get(item.whole or "")
        if not isinstance(part, float) or not isinstance(whole, float):
            return share(answer)
        counts = {"part": number(part), "whole": number(whole)}
        return self.say("report.fraction", **counts, share=share(answer))

    def _amount(self, item: Item, value: float) -> str:
        if item.kind is Kind.RATIO:
            return f"{number(round(value * 100, 6))}%"
        unit = self.unit(item, value)
        if not unit or unit == "%":
            return number(value) + unit
        return self.say("report.quantity", value=number(value), unit=unit)

    def _limits(self, item: Item, band: Band) -> str:
        if band.from_ == band.to:  # a number for itself
            return self._amount(item, band.from_)
        first, last = band == item.bands[0], band == item.bands[-1]
        low, high = ("from", "below") if item.closed == "left" else ("above", "to")
        words = []
        if not first:
            words.append(self.say(f"report.band_{low}", low=self._amount(item, band.from_)))
        if not last and band.to is not None:
            words.append(self.say(f"report.band_{high}", high=self._amount(item, band.to)))
        return self.listed(words)


def _source(cite: AnyCitation) -> Law | Regulation:
    return laws()[cite.law] if isinstance(cite, LawCitation) else regulation(cite.regulation)


def only_numbered(level: Level) -> bool:
    """Whether its name is but its number again: not every scheme names its levels."""
    return level.name.zh == f"{chinese(level.number)}级"
