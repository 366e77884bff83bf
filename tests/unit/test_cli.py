"""The command line explains itself and turns every failure into words and an exit code."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from assessments.refusals import NotFound
from cli.failures import answer
from cli.main import run
from cli.serve import TRIES, free_port
from files.problems import InvalidFiles, Problem
from services.settings import Settings


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """What went to the error stream."""
    return capsys.readouterr().err


def test_without_arguments_it_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    """A bare `shuzhen` shows all commands and succeeds."""
    assert run([]) == 0
    page = capsys.readouterr().out
    for command in ("lint", "score", "list", "report", "migrate", "demo"):
        assert f"  {command} " in page


def test_help_is_there_without_the_heavy_libraries() -> None:
    """The list of commands is shown without loading tables, numbers or the web server."""
    code = (
        "import sys; from cli.main import run; run(['--help']);"
        "heavy = {'pandas', 'numba', 'numpy', 'sqlalchemy', 'streamlit', 'plotly', 'docx'};"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (["lnt"], "没有命令 lnt；是不是想写 lint？"),
        (["--colour"], "没有选项 --colour"),
        (["score", "--rubrik", "x"], "是不是想写 --rubric？"),
        (["score", "answers.csv", "-o", "out.csv"], "缺少 --questionnaire"),
        (["demo", "--enterprises", "many"], "--enterprises 的值不对"),
    ],
)
def test_a_wrong_call_is_answered_with_what_is_wrong(
    call: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, the fault in words, how the command is called and where its help is."""
    assert run(call) == 2
    answered = said(capsys)
    assert words in answered.replace("'", "")
    assert "用法：shuzhen" in answered
    assert "--help" in answered


def test_the_language_is_a_setting(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """SHUZHEN_LANG=en speaks English."""
    monkeypatch.setenv("SHUZHEN_LANG", "en")
    assert run(["lnt"]) == 2
    assert "there is no command lnt; did you mean lint?" in said(capsys)


def test_all_problems_of_files_are_listed() -> None:
    """Invalid files are the input's fault: every problem, then how many there are."""
    byte = {"byte": "0xff"}
    problems = [Problem(Path("b.yaml"), 3, "Y001", byte), Problem(Path("a.yaml"), 1, "Y001", byte)]
    words, code = answer(InvalidFiles(problems))
    assert code == 1
    assert words.splitlines()[0].startswith("a.yaml:1: Y001 ")
    assert words.splitlines()[1].startswith("b.yaml:3: Y001 ")
    assert "2 个问题" in words.splitlines()[2]


def test_a_refusal_is_said_in_words() -> None:
    """What the product refuses is a sentence, not a key; what is not there is the call's fault."""
    words, code = answer(NotFound("unknown_assessment", id="x7"))
    assert code == 2
    assert "x7" in words
    assert "unknown_assessment" not in words


def test_a_wrong_setting_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A setting that cannot be is named with its value, exit code 2."""
    monkeypatch.setenv("SHUZHEN_PORT", "soon")
    assert run(["serve"]) == 2
    assert "SHUZHEN_PORT=soon" in said(capsys)


def test_a_path_that_cannot_be_is_named() -> None:
    """A file that is not there is the call's fault and named."""
    with pytest.raises(FileNotFoundError) as caught:
        Path("nowhere.csv").read_text("utf-8")
    words, code = answer(caught.value)
    assert code == 2
    assert "nowhere.csv" in words


def test_a_fault_of_the_program_shows_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unexpected error says so in two lines; SHUZHEN_DEBUG shows the rest."""
    with pytest.raises(ZeroDivisionError) as caught:
        1 / 0  # noqa: B018  (the error is the point)
    words, code = answer(caught.value)
    assert code == 1
    assert "Traceback" not in words
    assert "ZeroDivisionError" in words
    monkeypatch.setenv("SHUZHEN_DEBUG", "1")
    assert "Traceback" in answer(caught.value)[0]


def test_a_taken_port_is_passed_over() -> None:
    """The server takes the first free port; if all near ones are taken there is none."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        free = free_port("127.0.0.1", port)
        assert free is None or port < free < port + TRIES


def test_the_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every setting is a SHUZHEN_ variable."""
    monkeypatch.setenv("SHUZHEN_DISCLOSURE_THRESHOLD", "12")
    assert Settings().disclosure_threshold == 12
