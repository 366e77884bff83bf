"""The file of advice: its shape, and everything that keeps it from being used."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from pydantic import Field

from files.families import load
from files.problems import Problem
from files.shape import CHINESE, Entry, Id, did_you_mean
from files.strict_yaml import Path_, YamlDocument
from files.texts import Bilingual
from i18n import Lang, Text
from reports.narratives.style import ENDS, SPEAKS, gap_problems
from services.bulletin.findings import FINDINGS

FILE = Path(__file__).with_name("advice.yaml")
LANGS: tuple[Lang, ...] = ("zh", "en")


class AdviceRule(Entry):
    """What is advised where there is as much of a finding as ``at_least``."""

    at_least: float = Field(default=0.0, ge=0)
    says: Bilingual


class AdviceEntry(Entry):
    """``advice.yaml``: by finding in the order of telling; by questionnaire and dimension."""

    findings: dict[Id, AdviceRule] = Field(min_length=1)
    dimension: Bilingual
    dimensions: dict[Id, dict[Id, Bilingual]] = Field(default={})

    def for_dimension(self, questionnaire: str, dimension: str) -> Text:
        """What an office can do where a dimension stands lowest."""
        return self.dimensions.get(questionnaire, {}).get(dimension, self.dimension)


@cache
def advice_rules() -> AdviceEntry:
    """The shipped file. Raises InvalidFiles."""
    return read_advice(FILE)


def read_advice(file: Path) -> AdviceEntry:
    """A file of advice. Raises InvalidFiles with all that is wrong with it, OSError."""
    return load(file, AdviceEntry, _problems)


def _problems(entry: AdviceEntry, document: YamlDocument) -> Iterable[Problem]:
    for id, rule in entry.findings.items():
        if id not in FINDINGS:
            near, known = did_you_mean(id, FINDINGS), ", ".join(FINDINGS)
            yield document.problem("Y023", "findings", id, key=id, got=id, near=near, known=known)
            continue
        yield from _sentence(document, rule.says, FINDINGS[id].gaps, "findings", id, "says")
    yield from _sentence(document, entry.dimension, (), "dimension")
    for questionnaire, sentences in entry.dimensions.items():
        for id, text in sentences.items():
            yield from _sentence(document, text, (), "dimensions", questionnaire, id)


def _sentence(
    document: YamlDocument, text: Text, gaps: Sequence[str], *path: str
) -> Iterator[Problem]:
    """Gaps that nothing fills, an end that is none, words to somebody, English that is Chinese."""
    for lang in LANGS:
        at: Path_ = (*path, lang)
        said = text.to(lang)
        for code, params in gap_problems(said, lang, gaps):
            yield document.problem(code, *at, **params)
        if not ENDS[lang].search(said) and not said.endswith("}"):
            yield document.problem("N008", *at, end=said[-1])
        if match := SPEAKS[lang].search(said):
            yield document.problem("N013", *at, word=match[0])
        if lang == "en" and CHINESE.search(said):
            yield document.problem("N012", *at)
