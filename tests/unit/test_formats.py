"""A report format is one file: whoever offers, hands out or writes reports finds it there."""

import json
from pathlib import Path

from reports.registry import FORMATS
from tests.copies import copy_of_project, run_in

PLAIN = '''
"""The report as plain text."""

from i18n import Text
from reports.format import Format
from reports.report import Report


def write_txt(report: Report) -> bytes:
    """The titles of the chapters, a line each."""
    return "\\n".join(section.title for section in report.sections).encode()


FORMAT = Format("txt", "text/plain", Text(zh="纯文本版", en="Plain text"), 6, write_txt)
'''

TRY = """
import json, os, sys
from datetime import UTC, datetime
from pathlib import Path
from streamlit.testing.v1 import AppTest
from access.tokens import new_token
from cli.main import run
from services import accounts
from storage import open_store
from tests.town import Town
from views import session

folder = Path(sys.argv[1])
store = open_store(folder / "store.db", migrate=True)
town = Town(store, now=datetime.now(UTC))
case = town.submitted()
token = new_token()
accounts.bind_assessment(town.holder(case), token, case.id)
visit = session.Visit({"shuzhen": token, "shuzhen_lang": "zh"}, "::1")
session.wire(session.Wiring(store, town.settings, lambda: visit))
page = AppTest.from_file("views/navigation.py", default_timeout=60).run()
page.switch_page("enterprise/result.py").run()
labels = [each.proto.label for each in page.get("download_button")]
run(["report", "--help"])
os.environ["SHUZHEN_STORE"] = str(folder / "store.db")
os.environ["SHUZHEN_QUESTIONNAIRES"] = str(town.settings.questionnaires)
code = run(["report", "--all", "--format", "txt", "-o", str(folder / "all")])
print(json.dumps([labels, code, [each.name for each in folder.glob("all/*.txt")]]))
"""


def test_a_new_format_is_one_file(tmp_path: Path) -> None:
    """In a copy with one file more, the command, the page and the batch offer plain text."""
    copy = copy_of_project(tmp_path / "copy", "reports")
    (copy / "reports" / "formats" / "txt.py").write_text(PLAIN, "utf-8")
    *help_page, said = run_in(copy, TRY, tmp_path, SHUZHEN_LANG="zh").splitlines()
    labels, code, files = json.loads(said)
    assert "html|docx|pdf|xlsx|pptx|txt" in "".join(help_page)
    assert labels == [*(each.label.zh for each in FORMATS.values()), "纯文本版"]
    assert code == 0
    assert len(files) == 1
