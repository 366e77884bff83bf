"""Malformed, hostile and huge files: a list of problems, never a crash, a hang or half a load."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.main import run
from files.problems import InvalidFiles
from questionnaires.library import load
from questionnaires.lint import lint

BASE = Path(__file__).parents[1] / "data" / "invalid" / "Q084-translation-chinese"
LARGE = 20 << 30  # bytes of a file that has holes only
CASES: dict[str, tuple[Callable[[Path], object], str]] = {}

pytestmark = pytest.mark.timeout(30)  # a guard against hanging, no measure of speed


def hostile(code: str) -> Callable[[Callable[[Path], object]], Callable[[Path], object]]:
    """Enter a case: what it does to a sound edition's folder, and the code that answers it."""

    def enter(case: Callable[[Path], object]) -> Callable[[Path], object]:
        CASES[case.__name__.removeprefix("_")] = (case, code)
        return case

    return enter


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """A sound edition in a folder of its own."""
    folder = tmp_path / "tiny" / "1"
    shutil.copytree(BASE, folder)
    change(folder / "translations" / "en.yaml", 'none: "没有"', 'none: "No"')
    return folder


def change(file: Path, old: str, new: str) -> None:
    """Replace the first ``old``, which must be there."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def routing(folder: Path, lines: list[str], used: str) -> None:
    """Add routing entries, and use one of them."""
    added = "".join(f"  {line}\n" for line in lines)
    change(folder / "questionnaire.yaml", "routing:\n", f"routing:\n{added}")
    change(folder / "work.yaml", "show_if: has_shop", f"show_if: {{all: [has_shop, {used}]}}")


def more_items(folder: Path, items: list[str]) -> None:
    """Add items at the end, on the one page."""
    file = folder / "work.yaml"
    file.write_text(
        file.read_text("utf-8") + "".join(f"  - {{{each}}}\n" for each in items), "utf-8"
    )
    ids = "".join(", " + each.split(",")[0].removeprefix("id: ") for each in items)
    change(folder / "questionnaire.yaml", "stops, tools]", f"stops, tools{ids}]")


def instead(folder: Path, make: Callable[[Path], object]) -> None:
    """Something else in place of a dimension's file."""
    (folder / "work.yaml").unlink()
    make(folder / "work.yaml")


@hostile("Y005")
def _a_billion_laughs(folder: Path) -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    (folder / "work.yaml").write_text("\n".join(rows), "utf-8")


@hostile("Y005")
def _sixty_thousand_aliases(folder: Path) -> None:
    (folder / "work.yaml").write_text("a: [" + "*a, " * 60_000 + "]", "utf-8")


@hostile("Q054")
def _names_that_double(folder: Path) -> None:
    rows = [f"r{n}: {{all: [r{n + 1}, r{n + 1}]}}" for n in range(60)]
    routing(folder, [*rows, "r60: {item: shop, is: [own]}"], "r0")


@hostile("Q054")
def _names_that_double_in_suits(folder: Path) -> None:
    rows = [f"  r{n}: {{all: [r{n + 1}, r{n + 1}]}}\n" for n in range(60)]
    rows.append("  r60: {fact: employees, at_least: 2}\n")
    change(folder / "questionnaire.yaml", "routing:\n", f"suits: r0\nrouting:\n{''.join(rows)}")


@hostile("Q047")
def _names_that_all_know_each_other(folder: Path) -> None:
    names = [f"r{n}" for n in range(60)]
    rows = [f"{name}: {{any: [{', '.join(set(names) - {name})}]}}" for name in names]
    routing(folder, rows, "r0")


@hostile("Q054")
def _a_tower_of_names(folder: Path) -> None:
    rows = [f"r{n}: {{not: {{not: {{not: r{n + 1}}}}}}}" for n in range(90)]
    routing(folder, [*rows, "r90: {item: shop, is: [own]}"], "r0")


@hostile("Q009")
def _large_conditions_everywhere(folder: Path) -> None:
    rows = [f"r{n}: {{any: [r{n + 1}, r{n + 1}]}}" for n in range(8)]
    routing(folder, [*rows, "r8: {item: shop, is: [own]}"], "r0")
    more_items(folder, [f"{plain(n)}, show_if: r0" for n in range(100)])


@hostile("Q009")
def _more_items_than_anybody_answers(folder: Path) -> None:
    more_items(folder, [f"{plain(n)}, show_if: {{item: itme_{n}, is: [a]}}" for n in range(1200)])


@hostile("Q009")
def _more_values_than_anybody_reads(folder: Path) -> None:
    names = [f"d{n}" for n in range(20)]
    tests = ", ".join(["{item: shop, is: [own]}"] * 100)
    change(folder / "questionnaire.yaml", "[work]", f"[work, {', '.join(names)}]")
    for name in names:
        rows = [f"  - {{{plain(n)}, show_if: {{any: [{tests}]}}}}\n" for n in range(20)]
        text = f"id: {name}\ntitle: t\nabout: a\nitems:\n{''.join(rows)}"
        (folder / f"{name}.yaml").write_text(text, "utf-8")


@hostile("Y025")
def _a_multi_of_seventy_options(folder: Path) -> None:
    added = "".join(f"      - {{id: o{n}, says: 选项{n}}}\n" for n in range(70))
    row = "      - {id: sheet, says: 表格}\n"
    change(folder / "work.yaml", row, row + added)


@hostile("Q064")
def _a_chain_of_multis(folder: Path) -> None:
    options = ", ".join(f"{{id: o{n}, says: 选{n}}}" for n in range(40))
    ticks = [", ".join(f"{{item: m{n}, is: [o{k}]}}" for k in range(40)) for n in range(20)]
    start = "kind: multi, scored: false, ask: 问, why: 为"
    more_items(
        folder,
        [
            f"id: m{n}, {start}, options: [{options}]"
            + (f", show_if: {{all: [{ticks[n - 1]}]}}" if n else "")
            for n in range(20)
        ],
    )


@hostile("Y002")
def _ten_megabytes_of_text(folder: Path) -> None:
    (folder / "work.yaml").write_text("id: work\ntitle: " + "长" * 3_500_000, "utf-8")


@hostile("Y025")
def _a_text_as_long_as_a_file(folder: Path) -> None:
    change(folder / "work.yaml", "about: 车间里的事。", "about: " + "x" * 240_000)


@hostile("Y025")
def _names_as_long_as_a_file(folder: Path) -> None:
    name = "ab" * 60_000
    change(
        folder / "questionnaire.yaml",
        "routing:\n",
        f"routing:\n  ? {name}\n  : {{item: shop, is: [own]}}\n",
    )
    change(folder / "work.yaml", "show_if: has_shop", f"show_if: {name[:-3]}xyz")


@hostile("Q103")
def _a_question_of_commas(folder: Path) -> None:
    change(folder / "work.yaml", "ask: 停机时谁先知道？", "ask: " + "、" * 3990 + "？")


@hostile("Y014")
def _a_thousand_faults_and_more(folder: Path) -> None:
    (folder / "work.yaml").write_text("id: work\n" * 29_000, "utf-8")


@hostile("Y014")
def _sixteen_hundred_keys_in_every_file(folder: Path) -> None:
    names = [f"d{n}" for n in range(50)]
    change(folder / "questionnaire.yaml", "[work]", f"[work, {', '.join(names)}]")
    keys = "".join(f"k{n}: 1\n" for n in range(1600))
    for name in names:
        text = f"id: {name}\ntitle: t\nabout: a\nitems: [{{}}]\n{keys}"
        (folder / f"{name}.yaml").write_text(text, "utf-8")


@hostile("Y009")
def _five_thousand_brackets(folder: Path) -> None:
    (folder / "work.yaml").write_text("id: work\nitems: " + "[" * 5000, "utf-8")


@hostile("Y009")
def _a_staircase(folder: Path) -> None:
    (folder / "work.yaml").write_text("\n".join(" " * n + "a:" for n in range(690)), "utf-8")


@hostile("Y003")
def _zero_bytes(folder: Path) -> None:
    file = folder / "work.yaml"
    file.write_bytes(file.read_bytes().replace("车间里的事".encode(), b"\0\0"))


@hostile("Y013")
def _a_written_zero_byte(folder: Path) -> None:
    change(folder / "work.yaml", "about: 车间里的事。", 'about: "a\\0b"')


@hostile("Y013")
def _a_zero_byte_in_a_pool_s_name(folder: Path) -> None:
    head = folder / "questionnaire.yaml"
    change(head, "dimensions:", 'includes: {"a\\0b": "1"}\ndimensions:')


@hostile("Y013")
def _words_that_run_backwards(folder: Path) -> None:
    change(folder / "work.yaml", "about: 车间里的事。", "about: 车间\u202e里的事")


@hostile("Y003")
def _half_a_character(folder: Path) -> None:
    change(folder / "work.yaml", "title: 车间", 'title: "\\ud800"')


@hostile("Y013")
def _a_word_to_the_terminal(folder: Path) -> None:
    change(folder / "work.yaml", "kind: ladder", 'kind: "\\e[2Jladder"')


@hostile("Y001")
def _utf_16(folder: Path) -> None:
    file = folder / "work.yaml"
    file.write_bytes(file.read_text("utf-8").encode("utf-16"))


@hostile("Y001")
def _gb_18030(folder: Path) -> None:
    file = folder / "work.yaml"
    file.write_bytes(file.read_text("utf-8").encode("gb18030"))


@hostile("Q002")
def _a_folder_called_yaml(folder: Path) -> None:
    (folder / "x.yaml").mkdir()


@hostile("Y012")
def _a_folder_for_a_dimension(folder: Path) -> None:
    instead(folder, Path.mkdir)


@hostile("Y012")
def _a_folder_for_the_head(folder: Path) -> None:
    (folder / "questionnaire.yaml").unlink()
    (folder / "questionnaire.yaml").mkdir()


@hostile("Y012")
def _a_folder_for_the_translation(folder: Path) -> None:
    (folder / "translations" / "en.yaml").unlink()
    (folder / "translations" / "en.yaml").mkdir()


@hostile("Y012")
def _a_pipe_for_a_dimension(folder: Path) -> None:
    instead(folder, os.mkfifo)


@hostile("Y012")
def _a_device_for_a_dimension(folder: Path) -> None:
    instead(folder, lambda file: file.symlink_to("/dev/zero"))


@hostile("Q001")
def _a_link_to_itself_for_a_dimension(folder: Path) -> None:
    instead(folder, lambda file: file.symlink_to(file.name))


@hostile("Y002")
def _twenty_gigabytes_of_nothing(folder: Path) -> None:
    os.truncate(folder / "work.yaml", LARGE)


@hostile("Q005")
def _pools_that_include_each_other(folder: Path) -> None:
    head = folder / "questionnaire.yaml"
    change(head, "dimensions:", 'form: pool\nincludes: {other: "1"}\ndimensions:')
    other = folder.parent.parent / "other" / "1"
    shutil.copytree(folder, other)
    change(other / "questionnaire.yaml", "id: tiny", "id: other")
    change(other / "questionnaire.yaml", "{other:", "{tiny:")


@hostile("Y026")
def _a_pool_outside_the_house(folder: Path) -> None:
    head = folder / "questionnaire.yaml"
    change(head, "dimensions:", 'includes: {"../../../../etc": "1"}\ndimensions:')


@hostile("Y025")
def _ten_thousand_dimensions(folder: Path) -> None:
    names = ", ".join(f"dimension_{n}" for n in range(10_000))
    change(folder / "questionnaire.yaml", "[work]", f"[work, {names}]")


@hostile("Y014")
def _ten_thousand_files(folder: Path) -> None:
    for n in range(10_000):
        (folder / f"f{n}.yaml").write_text("id: a\n", "utf-8")


@hostile("Q002")
def _a_name_that_is_no_text(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe\n\x1b[31m.yaml")).write_text("id: a\n")


def plain(number: int) -> str:
    """The beginning of an unscored item."""
    options = "options: [{id: a, says: 甲}, {id: b, says: 乙}]"
    return f"id: i{number}, kind: choice, scored: false, ask: 问{number}？, why: 为, {options}"


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_edition_ends_in_problems(
    name: str, edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The code that names the fault is among the problems, and the list can be printed."""
    case, code = CASES[name]
    case(edition)
    problems = lint(edition.parent)
    assert code in {problem.code for problem in problems}
    assert run(["lint", str(edition.parent)]) == 1
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    printed.encode("utf-8")


UNFINISHED = {"a_chain_of_multis", "a_question_of_commas"}  # a fault of taste, not of form


@pytest.mark.parametrize("name", sorted(CASES.keys() - UNFINISHED))
def test_a_hostile_edition_is_never_half_loaded(name: str, edition: Path) -> None:
    """What cannot be read whole is not there at all, and loading says so with the problems."""
    CASES[name][0](edition)
    with pytest.raises(InvalidFiles) as refused:
        load(edition)
    assert refused.value.problems


def test_links_that_go_round_are_followed_once(edition: Path) -> None:
    """Folders that contain themselves by links are checked once and end."""
    for number in range(3):
        (edition.parent / f"again{number}").symlink_to("..")
    change(edition / "work.yaml", "{article: 23}", "{article: 230}")
    assert [problem.code for problem in lint(edition.parent)] == ["Q074"]


@pytest.mark.parametrize("make", [os.mkfifo, lambda file: file.symlink_to(file.name)])
def test_what_is_no_file_beside_an_edition(make: Callable[[Path], object], edition: Path) -> None:
    """A pipe or a link to itself that is called like one of our files is told, not waited for."""
    make(edition.parent / "x.yaml")
    assert [problem.code for problem in lint(edition.parent)] == ["Y012"]


def test_ten_thousand_files_of_another_kind(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beyond what anybody reads the list ends, and says so."""
    for n in range(10_000):
        (edition.parent / f"f{n}.yaml").write_text("rubric: x\n", "utf-8")
    assert run(["lint", str(edition.parent)]) == 1
    assert "其余没有列出" in capsys.readouterr().out.splitlines()[-1]


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda file: os.truncate(file, LARGE)])
def test_a_digest_that_is_none(make: Callable[[Path], object], edition: Path) -> None:
    """A folder, a pipe or endless bytes for the digest: a published edition without one."""
    change(edition / "questionnaire.yaml", "status: draft", "status: published")
    file = edition / "digest"
    if make not in (Path.mkdir, os.mkfifo):
        file.touch()
    make(file)
    assert {problem.code for problem in lint(edition)} <= {"Q091", "Q092"}
    assert lint(edition)
