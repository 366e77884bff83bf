"""The file of advice: its shape, and everything that keeps it from being used."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

from pydantic import Field

from files.families import load, problems_of
from files.problems import Problem
from files.shape import Entry, Id, did_you_mean
from files.strict_yaml import Path_, YamlDocument
from files.texts import Bilingual
from i18n import Lang, Text
from questionnaires.library import Known
from questionnaires.model import Questionnaire
from reports.narratives.style import sentence_problems
from services.bulletin.findings import FINDINGS

FILE = Path(__file__).with_name("advice.yaml")
LONGEST: Mapping[Lang, int] = {"zh": 120, "en": 60}  # characters; words: a paragraph is read aloud
# What stands for the sentence on a dimension, which is looked at where it is written.
ADVICE: Mapping[Lang, str] = {"zh": "建议如下。", "en": "Do this."}


class AdviceRule(Entry):
    """What is advised where there is as much of a finding as ``at_least``, of a hundred."""

    at_least: float = Field(default=0.0, ge=0, le=100)
    says: Bilingual


class AdviceEntry(Entry):
    """``advice.yaml``: by finding in the order of telling; by questionnaire and dimension."""

    findings: dict[Id, AdviceRule] = Field(min_length=1)
    dimension: Bilingual
    dimensions: dict[Id, dict[Id, Bilingual]] = Field(default={}, max_length=100)

    def for_dimension(self, questionnaire: str, dimension: str) -> Text:
        """What an office can do where a dimension stands lowest."""
        return self.dimensions.get(questionnaire, {}).get(dimension, self.dimension)


@cache
def advice_rules() -> AdviceEntry:
    """The shipped file."""
    return load(FILE, AdviceEntry, lambda _entry, _document: ())


def check(files: Iterable[Path], beside: Mapping[str, Questionnaire]) -> tuple[Problem, ...]:
    """Every problem of these files.

    Questionnaires are looked up in ``beside`` (by id), then among those that are shipped.
    """
    return problems_of(files, AdviceEntry, partial(_problems, known=Known(beside)))


def _problems(entry: AdviceEntry, document: YamlDocument, known: Known) -> Iterator[Problem]:
    for id, rule in entry.findings.items():
        if id in FINDINGS:
            yield from _sentence(document, rule.says, FINDINGS[id].gaps, "findings", id, "says")
        else:
            yield _unknown(document, id, FINDINGS, "findings", id)
    yield from _sentence(document, entry.dimension, (), "dimension")
    for questionnaire, sentences in entry.dimensions.items():
        editions = known.of(questionnaire)
        if not editions:
            yield document.problem("A003", "dimensions", questionnaire, name=questionnaire)
        parts = dict.fromkeys(part.id for each in editions for part in each.dimensions)
        for id, text in sentences.items():
            at = ("dimensions", questionnaire, id)
            if editions and id not in parts:
                yield _unknown(document, id, parts, *at)
            yield from _sentence(document, text, (), *at)


def _unknown(document: YamlDocument, id: str, among: Iterable[str], *at: str) -> Problem:
    """A name that is none of those there are."""
    near, known = did_you_mean(id, among), ", ".join(among)
    return document.problem("Y023", *at, key=at[0], got=id, near=near, known=known)


def _sentence(
    document: YamlDocument, text: Text, gaps: Sequence[str], *path: str
) -> Iterator[Problem]:
    """What is wrong with what is said, in either language."""
    for lang, longest in LONGEST.items():
        at: Path_ = (*path, lang)
        said = text.to(lang)
        if "advice" in gaps:
            said = said.replace("{advice}", ADVICE[lang])
        for code, params in sentence_problems(said, lang, gaps, longest):
            yield document.problem(code, *at, **params)
