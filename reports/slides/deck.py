"""Which slides there are, in which order, and from which chapter each takes its figures."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reports.gaps import CountedItem
from reports.narratives.narrator import Narrator
from reports.report import Block, Cover, Section, Slide
from reports.slides.ahead import next_slide, programmes_slide
from reports.slides.standing import change_slide, cover_slide, dimensions_slide, level_slide
from reports.slides.work import (
    costs_slide,
    gaps_slide,
    plan_slide,
    strengths_slide,
    texts_of,
    weeks_slide,
)

MOST = 10  # slides
# The chapter that a slide's figures come from.
CHAPTERS = {
    "level": "level-section",
    "change": "change",
    "dimensions": "level-section",
    "strengths": "summary",
    "pains": "priorities",
    "plan": "plan",
    "weeks": "projects",
    "costs": "projects",
    "programmes": "programmes",
    "next": "limits",
}


def slides(
    narrator: Narrator,
    cover: Cover,
    summary: str,
    pains: Sequence[CountedItem],
    sections: Sequence[Section],
) -> tuple[Slide, ...]:
    """Eight to ten slides; where there would be more, the report alone has the classes of cost."""
    chapters = {section.id: section for section in sections}
    plan: tuple[Block, ...] = chapters["plan"].blocks if "plan" in chapters else ()
    instead = texts_of(plan) or (narrator.say("outlook.plan_nothing"),)
    made = [
        cover_slide(narrator, cover),
        level_slide(narrator, summary),
        *change_slide(narrator),
        dimensions_slide(narrator),
        strengths_slide(narrator),
        gaps_slide(narrator, pains),
        plan_slide(narrator, instead),
        weeks_slide(narrator, pains),
        *costs_slide(narrator),
        programmes_slide(narrator),
        next_slide(narrator),
    ]
    if len(made) > MOST:
        made = [slide for slide in made if slide.id != "costs"]
    return tuple(_sourced(narrator, slide, chapters) for slide in made)


def _sourced(narrator: Narrator, slide: Slide, chapters: Mapping[str, Section]) -> Slide:
    """The slide with the chapter it comes from in its notes."""
    chapter = chapters.get(CHAPTERS.get(slide.id, ""))
    if chapter is None and slide.id == "weeks":  # without projects the pains have the first steps
        chapter = chapters.get("priorities")
    if chapter is None:
        return slide
    source = narrator.say("deck.source", chapter=chapter.title)
    return replace(slide, notes=(*slide.notes, source))
