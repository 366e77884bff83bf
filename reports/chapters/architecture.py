"""The five layers of the enterprise's systems: what is there today and what the plan brings."""

from collections import Counter
from collections.abc import Iterator, Mapping

from i18n import Lang, say
from questionnaires.answers import NotApplicable
from questionnaires.model import Item
from reports.diagnosis import Diagnosis
from reports.figures import LayersFigure, Part, PartState
from reports.layers.model import Component
from reports.layers.reader import layers_for
from reports.report import Block, Paragraph, Picture
from scoring.steps import present_steps, steps_of
from solutions.model import rungs_of

LEFT_OUT = ("routed_out", "not_applicable")
FEWEST = 3  # parts from which on a layer can be called thin


def architecture(diagnosis: Diagnosis, lang: Lang) -> tuple[Block, ...]:
    """The chapter; empty where no layers are written for the questionnaire, or nothing is known."""
    found = tuple(_layers(diagnosis, lang))
    counts = Counter(part.state for _, parts in found for part in parts)
    if counts.total() == counts["open"]:
        return ()
    key = "architecture_lead" if counts["coming"] else "architecture_lead_today"
    said = {
        "count": counts.total(),
        "there": counts["there"],
        "coming": counts["coming"],
        "rest": counts["missing"] + counts["open"],
    }
    between = "" if lang == "zh" else " "
    lead = between.join((say(f"outlook.{key}", lang, **said), *_thinnest(found, lang)))
    caption = "caption_layers" if counts["coming"] else "caption_layers_today"
    figure = LayersFigure(found, _alt(found, lang))
    return (
        Paragraph(lead),
        Picture(say(f"outlook.{caption}", lang), figure),
        Paragraph(say("outlook.architecture_note", lang), "note"),
    )


def _layers(diagnosis: Diagnosis, lang: Lang) -> Iterator[tuple[str, tuple[Part, ...]]]:
    """The layers that have anything to do with the enterprise."""
    written = layers_for(diagnosis.questionnaire)
    coming = _coming(diagnosis)
    for layer in written.layers if written else ():
        stated = ((each, _state(diagnosis, each, coming)) for each in layer.components)
        parts = tuple(
            Part(each.name.to(lang), state, say(f"outlook.part_{state}", lang, number=number))
            for each, (state, number) in stated
            if state is not None
        )
        if parts:
            yield layer.title.to(lang), parts


def _coming(diagnosis: Diagnosis) -> Mapping[tuple[str, str], int]:
    """Item and rung to the number of the phase in which a task first leads there."""
    found: dict[tuple[str, str], int] = {}
    for phase in diagnosis.plan.phases if diagnosis.plan else ():
        for task in phase.tasks:
            for lift in task.lifts:
                for rung in lift.to:
                    found.setdefault((lift.item, rung), phase.number)
    return found


def _state(
    diagnosis: Diagnosis, component: Component, coming: Mapping[tuple[str, str], int]
) -> tuple[PartState | None, int]:
    """How it stands, and the number of the phase that brings it; None where it cannot apply."""
    asked = diagnosis.questionnaire.by_id
    signs = [(asked[id], rungs) for id, rungs in component.shown_by.items() if id in asked]
    signs = [(item, rungs) for item, rungs in signs if diagnosis.state(item) not in LEFT_OUT]
    if not signs:
        return None, 0
    if any(_rungs_there(diagnosis, item) & set(rungs) for item, rungs in signs):
        return "there", 0
    ways = ((item.id, rung) for item, rungs in signs for rung in rungs)
    if phases := [coming[way] for way in ways if way in coming]:
        return "coming", min(phases)
    answered = any(diagnosis.answer(item) is not None for item, _ in signs)
    return "missing" if answered else "open", 0


def _rungs_there(diagnosis: Diagnosis, item: Item) -> set[str]:
    answer = diagnosis.answer(item)
    if answer is None or isinstance(answer, NotApplicable):
        return set()
    present = present_steps(item, answer)
    names = zip(steps_of(item), rungs_of(item), strict=True)
    return {name for step, name in names if step in present}


def _thinnest(found: tuple[tuple[str, tuple[Part, ...]], ...], lang: Lang) -> Iterator[str]:
    """The layer of which the smallest share is there, where one stands out."""
    shares = [
        (sum(part.state == "there" for part in parts), len(parts), title)
        for title, parts in found
        if len(parts) >= FEWEST
    ]
    least = min((there / of for there, of, _ in shares), default=1.0)
    thin = [each for each in shares if each[0] / each[1] == least]
    if len(thin) == 1 and least < 1:
        ((there, of, title),) = thin
        yield say("outlook.architecture_thin", lang, layer=title, there=there, of=of)


def _alt(found: tuple[tuple[str, tuple[Part, ...]], ...], lang: Lang) -> str:
    layers = [
        say(
            "outlook.alt_layer",
            lang,
            title=title,
            parts=say("report.comma", lang).join(
                say("outlook.alt_part", lang, name=part.name, said=part.said) for part in parts
            ),
        )
        for title, parts in found
    ]
    return say("outlook.alt_layers", lang, layers="".join(layers)).strip()
