"""The linter of wording: what it stops, and above all what it lets pass."""

import pytest

from questionnaires.checks.wording import is_degree, joins, joins_in_english


@pytest.mark.parametrize(
    ("ask", "word"),
    [
        ("账和货多久核一次？", "和"),
        ("设备的维修以及保养记在哪里？", "以及"),
        ("图纸及配方放在哪里？", "及"),
        ("采购与销售用的是同一套软件吗？", "与"),
        ("有防火墙、杀毒软件吗？", "、"),
        ("有没有做过备份、演练过恢复？", "、"),
    ],
)
def test_a_question_that_joins_is_caught(ask: str, word: str) -> None:
    """Two things in one question, or a list to be answered by yes or no, is seen."""
    assert joins(ask) == word


@pytest.mark.parametrize(
    "ask",
    [
        "合格率和去年这时候比怎样？",
        "账上的数与货架上的对得上吗？",
        "货来不及交时，怎么告诉客户？",
        "谁参与定价？",
        "车间温度饱和了怎么办？",
        "出口的发票、装箱单、报关资料，是怎么做出来的？",
        "昨天哪台设备停过、停了多久，从哪里查？",
    ],
)
def test_a_question_that_joins_nothing_passes(ask: str) -> None:
    """A comparison, a word that holds the character, a list that is not asked yes or no."""
    assert joins(ask) is None


@pytest.mark.parametrize(
    ("ask", "word"),
    [
        ("Who checks stock and prices?", "and"),
        ("What is one and the same part called?", None),
        ("How long is it between the order and the delivery?", None),
        ("Which brand is on the sandy candy stand?", None),
    ],
)
def test_english_questions(ask: str, word: str | None) -> None:
    """An "and" joins; an idiom, a comparison or a word that holds the letters does not."""
    assert joins_in_english(ask) == word


@pytest.mark.parametrize(
    "option",
    ["完全同意", "非常符合", "比较符合", "一般", "基本符合", "不太了解", "经常", "偶尔。", "从不"],
)
def test_a_degree_is_no_option(option: str) -> None:
    """A degree of agreement or frequency tells nobody what there is to see."""
    assert is_degree(option, "zh")


@pytest.mark.parametrize("option", ["Strongly agree", "disagree", "Sometimes", "Neutral"])
def test_a_degree_is_no_option_in_english(option: str) -> None:
    """The same in English, whatever the case."""
    assert is_degree(option, "en")


@pytest.mark.parametrize(
    "option",
    [
        "有",
        "没有",
        "不知道",
        "差不多",
        "一般纳税人",
        "一年盘一次",
        "基本靠人记",
        "经常用的几样有清单",
        "部分自己做，部分发到外面",
        "从不让外人碰，只有老板知道密码",
    ],
)
def test_a_state_is_an_option(option: str) -> None:
    """A word of degree within a description of what is done is no reason to cry."""
    assert not is_degree(option, "zh")
