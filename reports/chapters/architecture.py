"""The five layers of the enterprise's systems: what is there today and what the plan brings."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from questionnaires.answers import NotApplicable
from questionnaires.model import Item
from reports.diagnosis import Diagnosis
from reports.figures import LayerPart, LayersFigure, PartState
from reports.layers.model import Component
from reports.layers.reader import layers_for
from reports.narratives.narrator import Narrator
from reports.report import Block, Paragraph, Picture
from scoring.steps import present_steps, steps_of
from wording.voice import Voice

LEFT_OUT = ("routed_out", "not_applicable")
FEWEST = 3  # parts from which on a layer can be called thin


def architecture(narrator: Narrator) -> tuple[Block, ...]:
    """The chapter; empty where no layers are written for the questionnaire, or nothing is known."""
    found = tuple(_layers(narrator))
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
    lead = (narrator.say(f"outlook.{key}", **said), *_thinnest(narrator, found))
    caption = "caption_layers" if counts["coming"] else "caption_layers_today"
    figure = LayersFigure(found, _alt(narrator, found))
    return (
        Paragraph(narrator.sentences(lead)),
        Picture(narrator.say(f"outlook.{caption}"), figure),
        Paragraph(narrator.say("outlook.architecture_note"), "note"),
    )


def _layers(narrator: Narrator) -> Iterator[tuple[str, tuple[LayerPart, ...]]]:
    """The layers that have anything to do with the enterprise."""
    diagnosis = narrator.diagnosis
    written = layers_for(diagnosis.questionnaire)
    coming = _coming(diagnosis)
    for layer in written.layers if written else ():
        stated = ((each, _state(diagnosis, each, coming)) for each in layer.components)
        parts = tuple(
            LayerPart(
                narrator.text(each.name),
                state,
                narrator.say(f"outlook.part_{state}", number=number),
            )
            for each, (state, number) in stated
            if state is not None
        )
        if parts:
            yield narrator.text(layer.title), parts


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
    signs = signs_of(diagnosis, component)
    if not signs:
        return None, 0
    if any(rungs_there(diagnosis, item) & set(rungs) for item, rungs in signs):
        return "there", 0
    ways = ((item.id, rung) for item, rungs in signs for rung in rungs)
    if phases := [coming[way] for way in ways if way in coming]:
        return "coming", min(phases)
    answered = any(diagnosis.answer(item) is not None for item, _ in signs)
    return "missing" if answered else "open", 0


def signs_of(diagnosis: Diagnosis, component: Component) -> Sequence[tuple[Item, tuple[str, ...]]]:
    """The items that can show a component of this enterprise, each with the rungs that do."""
    asked = diagnosis.questionnaire.by_id
    signs = ((asked[id], rungs) for id, rungs in component.shown_by.items() if id in asked)
    return [(item, rungs) for item, rungs in signs if diagnosis.state(item) not in LEFT_OUT]


def rungs_there(diagnosis: Diagnosis, item: Item) -> set[str]:
    """The rungs of an item that its answer says are there."""
    answer = diagnosis.answer(item)
    if answer is None or isinstance(answer, NotApplicable):
        return set()
    present = present_steps(item, answer)
    names = zip(steps_of(item), item.rungs, strict=True)
    return {name for step, name in names if step in present}


def _thinnest(voice: Voice, found: tuple[tuple[str, tuple[LayerPart, ...]], ...]) -> Iterator[str]:
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
        yield voice.say("outlook.architecture_thin", layer=title, there=there, of=of)


def _alt(voice: Voice, found: tuple[tuple[str, tuple[LayerPart, ...]], ...]) -> str:
    layers = [
        voice.say(
            "outlook.alt_layer",
            title=title,
            parts=voice.listed(
                voice.say("outlook.alt_part", name=part.name, said=part.said) for part in parts
            ),
        )
        for title, parts in found
    ]
    return voice.say("outlook.alt_layers", layers="".join(layers)).strip()
