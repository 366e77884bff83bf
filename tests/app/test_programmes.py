"""What an enterprise sees of public programmes on its result page."""

from collections.abc import Callable

from services import programmes
from tests.app.conftest import Open
from tests.app.world import World

Bound = Callable[[str], str]


def test_the_result_names_each_programme_with_source_date_and_what_is_not_known(
    world: World, open_page: Open, bound: Bound
) -> None:
    """What is reached or near stands open, the rest is drawn when asked for."""
    assessment = world.started().assessment.id
    world.fill(assessment)
    found = programmes.programmes(world.holder(assessment), assessment)
    page = open_page("enterprise/result.py", token=bound(assessment))
    page.session_state["programmes_others"] = True
    page.run()
    assert not page.exception
    words = "\n".join(each.value for each in page.markdown)
    captions = [each.value for each in page.caption]
    assert {"near", "reached", "unknown", "not"} & {each.outcome for each in found}
    for each in found:
        assert each.programme.title.zh[:4] in words
    based = [each for each in captions if each.startswith("依据：")]
    assert len(based) == len(found)
    assert all("版本日期：" in each and "还不知道的：" in each for each in based)
