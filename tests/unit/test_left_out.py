"""How many questions a figure rests on is said beside it, and what rests on few is not ranked."""

from io import BytesIO

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from assessments.model import Stage
from i18n import Lang, difference_of, one_decimal
from questionnaires.answers import Answer, NotApplicable
from questionnaires.library import load
from reports.build import build
from reports.counting import FEWEST, comparable, much_left_out, of_others, question_counts
from reports.diagnosis import Diagnosis
from reports.dimension_titles import with_one_title
from reports.figures import applicable, first_depth
from reports.formats.xlsx import write_xlsx
from reports.report import Paragraph, Picture, Report, Table
from scoring.library import rubric
from tests.gold.made import known as gold
from tests.unit.report_cases import LANGS, MADE_ON, MANUFACTURING, WUXI, claims_to, diagnosis

some = settings(  # whole reports: to make a failing one smaller takes longer than to read it
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
SERVICES = load("services")
ASKED = ((MANUFACTURING, WUXI), (SERVICES, rubric("wuxi", SERVICES)))


Case = tuple[int, dict[str, Answer]]  # which of ASKED, and its answers


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Any answers, with more of them not applicable than anybody would say."""
    which = draw(st.sampled_from(range(len(ASKED))))
    asked, _ = ASKED[which]
    claims = draw(claims_to(asked))
    for item in asked.items:
        if item.not_applicable is not None and draw(st.booleans()):
            claims[item.id] = NotApplicable("确实没有")
    return which, claims


def known_by(case: Case) -> Diagnosis:
    """What is known of an enterprise that answers so."""
    which, claims = case
    asked, judge = ASKED[which]
    return diagnosis(claims, questionnaire=asked, judge=judge, notes={})


def score_table(made: Report) -> Table:
    """The table of total and dimensions."""
    (section,) = (each for each in made.sections if each.id == "level-section")
    return [each for each in section.blocks if isinstance(each, Table)][-1]


@given(cases())
@some
def test_every_question_is_answered_open_or_left_out(case: Case) -> None:
    """At every node of the tree, and in the table of the report; other trades count nowhere."""
    known = known_by(case)
    others = of_others(known)
    foreign = {
        item.id for node, _ in known.rubric.nodes if node.id in others for item in node.items
    }
    counts, total = question_counts(known), len(known.rubric.judged.keys() - foreign)
    root = counts[known.rubric.tree.id]
    assert root.asked + root.left_out == total
    assert root.answered == sum(score.state == "answered" for score in known.card.items)
    assert all(0 <= each.answered <= each.asked for each in counts.values())
    assume(known.card.level is not None)
    first = score_table(build(known, "zh", MADE_ON)).rows[0]
    less = f"（不适用 {root.left_out}）" if root.left_out else ""
    assert f"{root.answered}／{root.asked}{less}" in [cell.text for cell in first]


@given(cases(), st.sampled_from(LANGS))
@some
def test_no_dimension_of_two_answers_is_called_highest_or_lowest(case: Case, lang: Lang) -> None:
    """Neither in the summary nor anywhere else that says so; charts say how many there are."""
    known = known_by(case)
    counts = question_counts(known)
    fit = {node.id for node in comparable(known)}
    assert fit == {
        node.id
        for node in first_depth(known.card)
        if node.score is not None and counts[node.id].answered >= FEWEST
    }
    assume(known.card.level is not None)
    made = build(known, lang, MADE_ON)
    few = [n for n in first_depth(known.card) if n.score is not None and n.id not in fit]
    for sentence in made.summary.replace(". ", "。").split("。"):
        if sentence.startswith(("得分最高", "Highest", "Strongest")):
            assert [n for n in few if n.title.to(lang) in sentence] == []
    pictures = [b for s in made.sections for b in s.blocks if isinstance(b, Picture)]
    scores = [getattr(picture.figure, "scores", None) for picture in pictures]
    labels = [label for each in scores if each is not None for label in each.labels]
    assert all("题）" in label or "(n = " in label for label in labels)


@given(cases())
@some
def test_other_trades_are_not_told_as_what_does_not_apply(case: Case) -> None:
    """Nothing of them is left out, and of a node that holds none of them the share stays."""
    plain, others = known_by(case), of_others(known_by(case))
    told = with_one_title(plain)
    assert len(told.card.nodes) == len(plain.card.nodes)
    for node, before in zip(told.card.nodes, plain.card.nodes, strict=True):
        assert 0 <= node.excluded <= 1 + 1e-9
        if not others:
            assert node.excluded == before.excluded
    root = told.card.nodes[0]
    assert root.excluded <= plain.card.nodes[0].excluded + 1e-9
    states = {item.id: plain.scores[item.id].state for item in plain.questionnaire.scored}
    asked = {
        item.id
        for node, _ in plain.rubric.nodes
        if node.id not in others
        for item in node.items
        if states[item.id] in ("answered", "unanswered")
    }
    assert asked == {id for id, state in states.items() if state in ("answered", "unanswered")}


@given(cases())
@some
def test_where_more_than_a_quarter_does_not_apply_it_is_said(case: Case) -> None:
    """Of the whole on its pages and among the limits, of a dimension beside it; else not."""
    known = with_one_title(known_by(case))
    assume(known.card.level is not None)
    made = build(known, "zh", MADE_ON)
    (section,) = (each for each in made.sections if each.id == "level-section")
    warned = [b.text for b in section.blocks if isinstance(b, Paragraph) and b.tone == "warning"]
    much = much_left_out(known.card.nodes[0])
    assert any("超过四分之一" in each for each in warned) is much
    noted = "".join(b.text for b in section.blocks if isinstance(b, Paragraph) and b.tone == "note")
    judged = [node for node in applicable(known.card) if node.score is not None]
    titles = [node.title.zh for node in judged if much_left_out(node)]
    assert all(title in noted for title in titles)
    assert ("不适用的权重超过四分之一" in noted) is bool(titles)


@given(st.floats(0, 100), st.floats(0, 100))
def test_a_difference_is_that_of_the_figures_beside_it(before: float, after: float) -> None:
    """8.1 and 0.4 differ by 7.7, whatever stands behind the first decimal."""
    told = difference_of(before, after).replace("−", "-")
    shown = float(one_decimal(after)) - float(one_decimal(before))
    assert abs(float(told) - shown) < 1e-9


def test_a_workbook_says_how_many_questions_a_dimension_has() -> None:
    """With the name of each row of its first sheet, from which its charts take their labels."""
    made = build(diagnosis(stage=Stage.VERIFIED), "zh", MADE_ON)
    sheet = load_workbook(BytesIO(write_xlsx(made))).worksheets[0]
    names = [str(row[0].value) for row in sheet.iter_rows(max_col=1)]
    answered = made.workings.answered
    assert {f"（{answered[branch.id]} 题）" for branch in made.workings.tree} <= {
        name[name.index("（") :] for name in names if name.endswith(" 题）")
    }


def test_a_haulier_is_not_told_of_the_questions_of_lawyers_and_clinics() -> None:
    """Its own trade is asked whole; what it runs no platform for is still left out."""
    told = with_one_title(gold("logistics"))
    shares = {node.id: node.excluded for node in told.card.nodes}
    assert (shares["trade"], shares["modes"]) == (0, 1)
    assert question_counts(told)["trade"].left_out == 0
    assert 0.25 < shares["total"] < 0.35
