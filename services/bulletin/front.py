"""The cover, the summary, and on what the bulletin rests."""

from collections.abc import Iterator
from datetime import date

from i18n import exact, one_decimal
from questionnaires.model import Citation
from questionnaires.regulations import regulation
from reports.report import Block, Cover, Fact, Facts, Paragraph
from services.bulletin.rows import ends_of_rows
from services.bulletin.speaking import BulletinVoice, mean_of, seen_rows
from services.bulletin.trend import since_last_year

LAW = Citation(regulation="wuxi-2023", article=52, paragraph=1)
TABLES = ("sectors", "districts", "sizes")


def cover(voice: BulletinVoice, made_on: date) -> Cover:
    """Who publishes what about which year, as of when."""
    city = voice.city
    day = voice.day(city.as_of)
    office = city.office or voice.say("bulletin.office_missing")
    published = voice.say("bulletin.not_published")
    if city.published_on is not None:
        published = voice.day(city.published_on)
    asked = {"title": city.questionnaire.title, "edition": city.questionnaire.edition}
    judged = {"title": city.rubric.title, "version": city.rubric.version}
    facts = {
        "office": office,
        "year": voice.say("city.year", year=city.year),
        "counted": voice.say("bulletin.counted", n=voice.n),
        "as_of": day,
        "published": published,
        "questionnaire": voice.say("report.edition", **asked),
        "rubric": voice.say("report.version", **judged),
        "law": voice.say("bulletin.law", **_law(voice)),
        "made": voice.day(made_on),
    }
    return Cover(
        title=voice.say("bulletin.title", year=city.year),
        enterprise=office,
        statement=voice.say(f"bulletin.statement_{voice.figures.stages}", day=day),
        standing=voice.say("bulletin.standing", day=day),
        facts=tuple((voice.say(f"bulletin.fact_{name}"), said) for name, said in facts.items()),
        named={},
    )


def marks(voice: BulletinVoice) -> tuple[str, ...]:
    """What a reader of any single page must not miss."""
    figures = voice.figures
    found = ["synthetic"] if any(each.synthetic for each in voice.city.history) else []
    found += ["claimed"] if figures.stages == "submitted" else []
    found += ["draft"] if voice.city.published_on is None else []
    return tuple(voice.say(f"bulletin.mark_{name}") for name in found)


def summary_text(voice: BulletinVoice) -> str:
    """How many, how they stand, and where most of them are."""
    row, year = voice.figures.city, voice.figures.year
    mean, most = mean_of(row, voice.total), voice.most_common(row)
    if mean is None:
        return voice.say("bulletin.sum_total_hidden", year=year)
    levels = ""
    if most is not None:
        levels = voice.say("bulletin.sum_levels", level=voice.all_quoted(most[0]), share=most[1])
    return voice.say(
        "bulletin.sum_total",
        year=year,
        n=voice.n,
        by=voice.say(f"bulletin.sum_by_{voice.figures.stages}"),
        mean=one_decimal(mean),
        scale=voice.scale,
        levels=levels,
    )


def summary(voice: BulletinVoice, first_advice: Paragraph | None) -> tuple[Block, ...]:
    """What is read in a minute: sentences, then the figures that stand for the whole."""
    return (
        Paragraph(summary_text(voice)),
        *(Paragraph(text) for text in _sentences(voice)),
        *([first_advice] if first_advice else []),
        Facts(tuple(_key_figures(voice))),
    )


def basis(voice: BulletinVoice) -> tuple[Block, ...]:
    """Who counted what by which rules, and what the figures are not."""
    city, figures = voice.city, voice.figures
    asked, judged = city.questionnaire, city.rubric
    method = voice.say(
        "bulletin.basis_method",
        questionnaire=asked.title,
        edition=asked.edition,
        rubric=judged.title,
        version=judged.version,
    )
    return (
        Paragraph(voice.say("bulletin.basis_law", **_law(voice))),
        Paragraph(voice.say(f"bulletin.basis_who_{figures.stages}", year=figures.year)),
        Paragraph(method),
        Paragraph(voice.say("bulletin.basis_hidden", threshold=figures.threshold)),
        *([Paragraph(voice.say("bulletin.basis_counts"))] if city.beside else []),
        Paragraph(voice.say("bulletin.basis_other")),
        Paragraph(voice.say("bulletin.basis_sample")),
    )


def _law(voice: BulletinVoice) -> dict[str, object]:
    return {"regulation": regulation(LAW.regulation).title, "place": voice.cited([LAW])}


def _sentences(voice: BulletinVoice) -> Iterator[str]:
    if ends := voice.ends_of(voice.figures.city):
        yield voice.say("bulletin.sum_dimensions", **ends.params)
    if ends := ends_of_rows(voice, "sectors"):
        yield voice.say("bulletin.sum_sectors", **ends.params)
    if ends := ends_of_rows(voice, "districts"):
        yield voice.say("bulletin.sum_districts", **ends.params)
    if moved := since_last_year(voice):
        yield moved


def _key_figures(voice: BulletinVoice) -> Iterator[Fact]:
    row, hidden = voice.figures.city, voice.say("city.hidden")
    mean, ends = mean_of(row, voice.total), voice.ends_of(row)
    told = hidden
    if mean is not None:
        told = voice.say("bulletin.mean_of", mean=one_decimal(mean), scale=voice.scale)
    yield voice.say("bulletin.fact_n"), voice.n
    yield voice.say("bulletin.fact_mean"), told
    yield voice.say("bulletin.fact_level"), voice.level_of(row)
    if ends is not None:
        for name, of, at in (
            ("best", ends.best, ends.best_mean),
            ("worst", ends.worst, ends.worst_mean),
        ):
            value = voice.say("bulletin.with_mean", name=of, mean=one_decimal(at))
            yield voice.say(f"bulletin.fact_{name}"), value
    yield voice.say("bulletin.fact_hidden"), _hidden(voice)


def _hidden(voice: BulletinVoice) -> str:
    """How many rows of which table are hidden."""
    found = []
    for table in TABLES:
        rows = len(getattr(voice.figures, table))
        hidden = rows - len(seen_rows(voice.figures, table))
        if hidden:
            name = voice.say(f"bulletin.{table}_rows")
            found.append(
                voice.say("bulletin.hidden_in", table=name, hidden=exact(hidden), rows=exact(rows))
            )
    return voice.clauses(found) if found else voice.say("bulletin.hidden_none")
