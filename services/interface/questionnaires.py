"""Questionnaires, what their figures mean, and the regulations that they cite, for programs."""

from access.table import require
from assessments.refusals import NotFound
from i18n import Text
from questionnaires import regulations
from questionnaires.model import AnyCitation, Citation, Item, Questionnaire
from questionnaires.regulations.model import Article, Regulation
from scoring.card import level_of
from scoring.rubric import Rubric
from services.context import Context
from services.editions import default_rubric, offered
from services.editions import edition as edition_of
from services.interface.models import LevelAnswer
from services.interface.questionnaire_models import (
    ArticleAnswer,
    BandAnswer,
    CitationAnswer,
    DimensionAnswer,
    EditionAnswer,
    EditionLine,
    EditionList,
    ItemAnswer,
    NodeAnswer,
    OptionAnswer,
    ParagraphAnswer,
    RegulationAnswer,
    RegulationLine,
    RegulationList,
    RubricAnswer,
)


def edition_list(ctx: Context) -> EditionList:
    """Every published edition."""
    require(ctx.actor, "interface.read")
    every = (each for newest_first in offered(ctx.settings) for each in newest_first)
    return EditionList(editions=tuple(EditionLine(**_line(each)) for each in every))


def edition_alone(ctx: Context, questionnaire: str, edition: str) -> EditionAnswer:
    """One edition with its questions. Raises NotFound."""
    found = _published(ctx, questionnaire, edition)
    return EditionAnswer(
        **_line(found),
        dimensions=tuple(map(DimensionAnswer.model_validate, found.dimensions)),
        questions=tuple(map(_item, found.items)),
    )


def rubric_alone(ctx: Context, questionnaire: str, edition: str) -> RubricAnswer:
    """What judges the edition. Raises NotFound."""
    found = _published(ctx, questionnaire, edition)
    judge: Rubric = default_rubric(found)
    return RubricAnswer(
        id=judge.id,
        version=judge.version,
        digest=judge.digest,
        title=judge.title,
        questionnaire=found.id,
        edition=found.edition,
        start=judge.tree.start,
        scale=judge.tree.scale,
        nodes=tuple(map(NodeAnswer.model_validate, judge.tree.nodes)),
        levels=tuple(map(LevelAnswer.model_validate, (level_of(judge, 0), *judge.levels))),
    )


def regulation_list(ctx: Context) -> RegulationList:
    """Every regulation."""
    require(ctx.actor, "interface.read")
    found = map(regulations.regulation, regulations.available())
    return RegulationList(regulations=tuple(map(RegulationLine.model_validate, found)))


def regulation_alone(ctx: Context, regulation: str) -> RegulationAnswer:
    """One with its articles. Raises NotFound."""
    require(ctx.actor, "interface.read")
    found = regulations.regulation(regulation) if regulation in regulations.available() else None
    if found is None:
        raise NotFound("unknown_regulation")
    line = RegulationLine.model_validate(found)
    articles = tuple(_article(found, each) for each in found.articles)
    return RegulationAnswer(**dict(line), articles=articles)


def _published(ctx: Context, questionnaire: str, edition: str) -> Questionnaire:
    require(ctx.actor, "interface.read")
    found = edition_of(ctx.settings, questionnaire, edition)
    if found.status != "published" or found.form == "pool":
        raise NotFound("unknown_questionnaire", id=f"{questionnaire}@{edition}")
    return found


def _line(found: Questionnaire) -> dict[str, object]:
    return {
        "questionnaire": found.id,
        "edition": found.edition,
        "title": found.title,
        "about": found.about,
        "form": found.form,
        "minutes": found.minutes,
        "items": len(found.items),
        "digest": found.digest,
        "rubric": found.default_rubric,
    }


def _item(item: Item) -> ItemAnswer:
    asked = item.show_if
    plain = {
        name: getattr(item, name)
        for name in ItemAnswer.model_fields
        if name not in {"kind", "options", "bands", "show_if", "cites"}
    }
    return ItemAnswer(
        **plain,
        kind=item.kind.value,
        options=tuple(map(OptionAnswer.model_validate, item.options)),
        bands=tuple(
            BandAnswer(start=each.from_, to=each.to, says=each.says) for each in item.bands
        ),
        show_if=asked and asked.model_dump(mode="json", by_alias=True, exclude_none=True),
        cites=tuple(map(_citation, item.cites)),
    )


def _citation(cite: AnyCitation) -> CitationAnswer:
    ours = isinstance(cite, Citation)
    return CitationAnswer(
        regulation=cite.regulation if isinstance(cite, Citation) else None,
        law=None if isinstance(cite, Citation) else cite.law,
        article=cite.article,
        paragraph=cite.paragraph,
        clause=cite.clause if ours and isinstance(cite, Citation) else None,
    )


def _article(found: Regulation, article: Article) -> ArticleAnswer:
    place = Citation(regulation=found.id, article=article.number)
    return ArticleAnswer(
        number=article.number,
        label=Text(zh=found.label(place, "zh"), en=found.label(place, "en")),
        chapter=found.chapters[article.chapter],
        paragraphs=tuple(
            ParagraphAnswer(
                number=number,
                gist=each.gist,
                clauses={id: Text(zh=text.zh, en=text.en) for id, text in each.clauses.items()},
            )
            for number, each in enumerate(article.paragraphs, start=1)
        ),
    )
