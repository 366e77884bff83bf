"""What stands in a YAML file is what is read, and every value knows its line."""

import string
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from files.strict_yaml import YamlDocument, read


def read_text(text: str) -> tuple[YamlDocument, list[str]]:
    """The document and the codes of its problems."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "x.yaml"
        file.write_text(text, "utf-8")
        document, problems = read(file)
    return document, [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("No", "No"),
        ("否", "否"),
        ("on", "on"),
        ("yes", "yes"),
        ("True", "True"),
        ("true", True),
        ("false", False),
        ("2023-07-01", "2023-07-01"),
        ("12:30:45", "12:30:45"),
        ("0x10", "0x10"),
        ("010", "010"),
        ("1_000", "1_000"),
        (".5", ".5"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("34", 34),
        ("-2", -2),
        ("0.25", 0.25),
        ('"34"', "34"),
        ("'true'", "true"),
        ("null", None),
        ("~", None),
        ("", None),
        ("9" * 40, "9" * 40),
    ],
)
def test_a_value_is_what_it_looks_like(written: str, value: object) -> None:
    """Only true/false are booleans and only plain decimals numbers; the rest stays text."""
    document, problems = read_text(f"a: {written}\n")
    assert problems == []
    assert document.data == {"a": value}
    assert type(document.data["a"]) is type(value)


def test_keys_are_texts() -> None:
    """A key that looks like a number or a boolean is the text it is written as."""
    document, problems = read_text("1: a\non: b\ntrue: c\n~: d\n")
    assert (document.data, problems) == ({"1": "a", "on": "b", "true": "c", "~": "d"}, [])


def test_every_node_knows_its_line() -> None:
    """A path leads to its line, what is missing to its nearest ancestor's, a stray step nowhere."""
    document, _ = read_text("# head\na:\n  - b: 1\n    c: 2\n  - d: 3\n")
    assert [document.line(), document.line("a"), document.line("a", 0, "c")] == [1, 2, 4]
    assert document.line("a", 1, "missing") == 5
    assert document.line("a", "tag", 1, "d") == 5


def test_a_byte_order_mark_is_no_problem() -> None:
    """A file saved by Windows Notepad reads like any other."""
    assert read_text("\ufeffid: a\n")[0].data == {"id": "a"}


def test_problems_inside_a_duplicate_are_found_too() -> None:
    """Reading goes on behind a problem, so that all are reported at once."""
    assert read_text("a: 1\na: {b: 1, b: 2}\n<<: {c: *x}\nd: !t 1\n")[1] == [
        "Y004",
        "Y004",
        "Y006",
        "Y005",
        "Y007",
    ]


def test_a_bomb_of_aliases_is_refused_unexpanded() -> None:
    """Aliases that would grow to a billion texts cost nothing and are refused one by one."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for level in range(1, 10):
        row = ", ".join([f"*a{level - 1}"] * 10)
        lines.append(f"a{level}: &a{level} [{row}]")
    document, problems = read_text("\n".join(lines))
    assert set(problems) == {"Y005"}
    assert document.data["a9"] == (None,) * 10


def test_endless_nesting_is_refused() -> None:
    """A hundred thousand open brackets are a problem, not a crash, and cost no time."""
    assert read_text("a: " + "[" * 100_000)[1] == ["Y009"]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(st.one_of(TEXTS, st.text(string.printable + "：“”- \n\t", max_size=120)))
def test_any_text_at_all_is_read_or_refused(text: str) -> None:
    """Whatever a file holds, reading ends with data or with problems, never with a crash."""
    document, problems = read_text(text)
    assert problems or isinstance(document.data, dict)


TREES = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(-(10**15), 10**15),
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(st.text(string.ascii_letters, min_size=1, max_size=5), inner, max_size=4),
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text(string.ascii_letters, min_size=1, max_size=5), TREES, max_size=5))
def test_data_that_is_quoted_comes_back(data: dict[str, object]) -> None:
    """What another program writes with every text in quotes is read as what it was."""
    written = yaml.dump(
        plain(data), Dumper=Plain, default_style=None, allow_unicode=True, width=10_000
    )
    document, problems = read_text(written)
    assert (document.data, problems) == (data, [])


class Plain(yaml.SafeDumper):
    """Writes texts in double quotes and repeats what occurs twice."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  (PyYAML hands it over)
        """No anchors."""
        return True


Plain.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
)


def plain(node: object) -> object:
    """Tuples as lists, which is what YAML has."""
    if isinstance(node, dict):
        return {key: plain(value) for key, value in node.items()}
    return [plain(each) for each in node] if isinstance(node, tuple) else node
