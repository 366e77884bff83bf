"""What is to be published is held against all that ever was public: none of it tells of a few."""

from collections.abc import Mapping

from aggregates.between import gives_few_away
from aggregates.figures import CityFigures
from aggregates.releases import released
from aggregates.strands import strand
from aggregates.subjects import SUBJECTS
from assessments.refusals import Invalid
from services.city_subjects import basis_of
from services.context import Context
from services.counted import judged_apart
from services.public_releases import WAS_PUBLIC, PublicRelease, all_releases, figures_of
from services.releasing import Judged, counted_lines


def require_apart(
    ctx: Context, made: PublicRelease, figures: Mapping[str, Mapping[int, CityFigures]]
) -> None:
    """Raise Invalid where ``made`` and one that was public give a few enterprises away together.

    Refused as well is what cannot be compared: what counted under other settings, and what this
    program judges by other questions or another rubric than it did when it was proposed.
    """
    judge = _judge(made)
    of = judged_apart(ctx).get(judge)
    if of is None:
        raise Invalid("publish_not_compared")
    earlier = [
        each
        for each in all_releases(ctx).values()
        if each.state in WAS_PUBLIC and _judge(each) == judge and each.id != made.id
    ]
    if not earlier:
        return
    if any(each.stages != made.stages for each in earlier):
        raise Invalid("publish_other_stages")
    left = {subject for each in earlier for subject in each.subjects if subject in figures}
    if not left <= SUBJECTS.keys():
        raise Invalid("publish_not_compared")
    basis, subjects = basis_of(ctx.settings, of), [SUBJECTS[each] for each in sorted(left)]
    for (_, subject), lines in counted_lines(ctx, made.stages, {judge: of}, subjects):
        if lines is None:
            raise Invalid("publish_not_compared")
        strands = SUBJECTS[subject].strands(basis, lines.all.legend)
        for each in earlier:
            shown = figures_of(ctx, each, subject) if subject in each.subjects else {}
            threshold = max(made.threshold, each.threshold)
            for part in (strand(lines, measures) for measures in strands) if shown else ():
                mine = released(part, made.until, made.threshold)
                theirs = released(part, each.until, each.threshold)
                if gives_few_away(mine, figures[subject], theirs, shown, threshold):
                    raise Invalid("publish_too_close", day=each.as_of.isoformat())


def _judge(release: PublicRelease) -> Judged:
    return release.questionnaire, release.rubric, release.rubric_version
