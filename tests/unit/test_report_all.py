"""The reports of all assessments: every file whole, none twice, and what failed is named."""

import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.model import Assessment, Enterprise
from cli.main import run
from cli.writing import write_whole
from services import verifying
from services.report_folder import JOURNAL, Folder, file_name
from services.reporting_all import Order, chosen, write_all
from storage import open_store
from tests.cores import one_core
from tests.interruptible import interruptible
from tests.terminal import seen_at_a_terminal
from tests.town import Town, new_town

SHUZHEN = Path(sys.executable).with_name("shuzhen")
MANY = 12  # reports that take much longer than a signal on its way


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """A town whose store is the file store.db, which the command line finds by its settings."""
    store = open_store(tmp_path / "store.db", migrate=True)
    town = Town(store)
    monkeypatch.setenv("SHUZHEN_STORE", str(tmp_path / "store.db"))
    # Tests of pages leave a page's script as the main program; a process would run it again.
    monkeypatch.setattr(sys.modules["__main__"], "__file__", None, raising=False)
    monkeypatch.setenv("SHUZHEN_QUESTIONNAIRES", str(town.settings.questionnaires))
    yield town
    store.close()


def report_all(folder: Path, *options: str) -> int:
    """The exit code of the command."""
    return run(["report", "--all", "-o", str(folder), *options])


def written(folder: Path) -> dict[str, int]:
    """The time at which each report was last written."""
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir() if path.name != JOURNAL}


def named(name: str, id: str = "a" * 32) -> str:
    """The file of an assessment of an enterprise of that name."""
    at = datetime(2026, 3, 1, tzinfo=UTC)
    enterprise = Enterprise(
        id="e", name="e", credit_code=None, division="34", district="320206", employees=5
    ).model_copy(update={"name": name})  # longer than is accepted, too
    assessment = Assessment(
        id=id, enterprise="e", questionnaire="q", edition="1", digest="", started_at=at
    )
    return file_name(enterprise, assessment, "zh", "docx")


@given(st.text(max_size=300))
def test_any_name_makes_a_file_name_that_every_system_takes(name: str) -> None:
    """One part of a path, no sign that a system or a shell reads, room for what goes beside it."""
    made = named(name)
    assert re.fullmatch(r"\w[\w-]*\.docx", made)
    assert made.endswith(f"T0_{'a' * 32}_zh.docx")
    assert len(f".{made}.unfinished".encode()) <= 255


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("../../etc/passwd", "etc_passwd_T0_"),
        ("惠山/精工\\有限公司", "惠山_精工_有限公司_T0_"),
        ("🏭⚙️🏭", "T0_"),
        ("精工🏭（无锡）", "精工_无锡_T0_"),
        ("-rf *", "rf_T0_"),
        ("长" * 200, "长" * 40 + "_T0_"),
    ],
)
def test_a_file_name_keeps_what_can_be_read(name: str, start: str) -> None:
    """Letters and digits stay; a cut never goes through a character."""
    assert named(name).startswith(start)


def test_equal_names_make_two_files() -> None:
    """The id tells them apart, whoever came first."""
    assert named("精工", "b" * 32) != named("精工")


def test_all_that_is_submitted_is_written_once(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No draft; equal names side by side; a second run writes only what changed or is gone."""
    first, second = town.submitted(name="精工"), town.submitted(name="精工")
    town.submitted(name="惠/山 🏭")
    town.filled(name="没有提交")
    folder = tmp_path / "new" / "reports"
    assert report_all(folder) == 0
    assert "新写 3 份，没有变而保留 0 份，失败 0 份" in capsys.readouterr().err
    before = written(folder)
    assert len(before) == 3
    assert all((folder / name).read_text("utf-8").rstrip().endswith("</html>") for name in before)
    verifying.begin(town.consultant(), first.id)
    gone = next(name for name in before if second.id in name)
    (folder / gone).unlink()
    with one_core():
        assert report_all(folder) == 0
    assert "新写 2 份，没有变而保留 1 份，失败 0 份" in capsys.readouterr().err
    after = written(folder)
    assert after.keys() == before.keys()
    kept = [name for name in before if after[name] == before[name]]
    assert ["惠_山" in name for name in kept] == [True]


def test_stage_and_centre_choose(town: Town, tmp_path: Path) -> None:
    """Only the signed ones; only those of a centre, by its name."""
    signed = town.signed()
    other = town.submitted("锡山促进中心")
    assert report_all(tmp_path / "signed", "--stage", "signed") == 0
    assert report_all(tmp_path / "centre", "--centre", "锡山促进中心") == 0
    assert [signed.id in name for name in written(tmp_path / "signed")] == [True]
    assert [other.id in name for name in written(tmp_path / "centre")] == [True]


def test_one_that_fails_is_named_and_takes_no_other_with_it(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1, enterprise and reason; it is tried again the next time."""
    for number in range(3):
        town.submitted(name=f"精工{number}")
    folder = tmp_path / "reports"
    with one_core():
        assert report_all(folder) == 0
    taken = folder / next(name for name in written(folder) if "精工1" in name)
    taken.unlink()
    taken.mkdir()
    assert report_all(folder) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[-2].startswith("失败：精工1（")
    assert "没有变而保留 2 份，失败 1 份" in said[-1]
    taken.rmdir()
    with one_core():
        assert report_all(folder) == 0
    assert len(written(folder)) == 3


def test_a_report_that_is_refused_says_why(tmp_path: Path) -> None:
    """In this process and in both languages, the others are written."""
    with new_town() as town:
        good, bad = town.submitted(name="好"), town.submitted(name="坏")
        pinned = bad.model_copy(update={"digest": "0" * 64})
        town.store.move(pinned, seen=bad.version)
        order = Order(tmp_path, "html", "zh", write_whole)
        done = list(write_all(town.operator, chosen(town.operator), order, None))
        assert [each.task.assessment for each in done if each.why is None] == [good.id]
        (why,) = [each.why for each in done if each.why is not None]
        assert why.zh != why.en
        assert len(written(tmp_path)) == 1


def test_a_line_that_a_crash_cut_off_costs_one_report(tmp_path: Path) -> None:
    """What the journal says before and after it still counts."""
    with new_town() as town:
        for _ in range(3):
            town.submitted()
        order = Order(tmp_path, "html", "zh", write_whole)
        wanted = chosen(town.operator)
        assert not any(each.kept for each in write_all(town.operator, wanted, order, None))
        journal = tmp_path / JOURNAL
        journal.write_bytes(journal.read_bytes()[:-20])
        assert sum(each.kept for each in write_all(town.operator, wanted, order, None)) == 2
        assert all(each.kept for each in write_all(town.operator, wanted, order, None))
        english = replace(order, lang="en")
        assert not any(each.kept for each in write_all(town.operator, wanted, english, None))


def test_an_empty_file_is_not_taken_for_a_report(tmp_path: Path) -> None:
    """A machine that lost its power may leave one."""
    folder = Folder(tmp_path, write_whole)
    folder.note("r.html", "mark")
    (tmp_path / "r.html").write_bytes(b"")
    assert Folder(tmp_path, write_whole).mark("r.html") == ""
    (tmp_path / "r.html").write_bytes(b"<html>")
    assert Folder(tmp_path, write_whole).mark("r.html") == "mark"


@pytest.mark.parametrize(
    "wrong",
    [
        ["report", "-o", "r"],
        ["report", "some", "--all", "-o", "r"],
        ["report", "some", "--stage", "signed", "-o", "r"],
        ["report", "--all", "--stage", "draft", "-o", "r"],
        ["report", "--all", "--centre", "没有的中心", "-o", "r"],
    ],
)
def test_a_call_that_means_nothing_is_refused(
    town: Town, tmp_path: Path, wrong: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 2, and nothing is made."""
    town.submitted()
    monkeypatch.chdir(tmp_path)
    assert run(wrong) == 2
    assert not (tmp_path / "r").exists()


def test_nothing_to_write_is_no_failure(town: Town, tmp_path: Path) -> None:
    """Exit code 0 where only drafts are there."""
    town.filled()
    assert report_all(tmp_path / "reports") == 0
    assert written(tmp_path / "reports") == {}


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_run_goes_on(
    town: Town,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    number: signal.Signals,
    code: int,
) -> None:
    """Ctrl-C reaches every process: one sentence, whole files only, the rest by the next run."""
    for each in range(MANY):
        town.submitted(name=f"精工{each}")
    folder = tmp_path / "reports"
    command: list[str | Path] = [SHUZHEN, "report", "--all", "--format", "docx", "-o", folder]
    heard = interruptible(command)
    with subprocess.Popen(heard, stderr=subprocess.PIPE, start_new_session=True) as process:
        while process.poll() is None and not list(folder.glob("*.docx")):
            time.sleep(0.02)
        if number == signal.SIGINT:
            os.killpg(process.pid, number)
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)
        _, said = process.communicate()
    assert process.returncode == code
    assert re.fullmatch("已中止：写好的报告留在 .*，都是完整的；.*\n", said.decode())
    before = written(folder)
    assert 0 < len(before) < MANY
    assert all(zipfile.ZipFile(folder / name).testzip() is None for name in before)
    assert {path.suffix for path in folder.iterdir()} == {".docx", ".jsonl"}
    with one_core():
        assert report_all(folder, "--format", "docx") == 0
    rest = MANY - len(before)
    assert f"新写 {rest} 份，没有变而保留 {len(before)} 份" in capsys.readouterr().err
    assert before.items() <= written(folder).items()
    assert len(written(folder)) == MANY


def test_a_terminal_sees_a_bar_and_a_pipe_does_not(town: Town, tmp_path: Path) -> None:
    """On a terminal it is shown how many are done; what goes into a pipe is the result only."""
    for _ in range(3):
        town.submitted()
    command: list[str | Path] = [SHUZHEN, "report", "--all", "-o", tmp_path / "reports"]
    with one_core():
        shown = seen_at_a_terminal(command)
        piped = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "写报告" in shown
    assert "3/3" in shown
    assert len(piped.stderr.splitlines()) == 1
    assert "写报告" not in piped.stderr
    assert piped.stdout == ""
