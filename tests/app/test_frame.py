"""What stands around every page: errors, and the words that the front end brings along."""

import asyncio
import json
import logging
import re
import tomllib
from collections.abc import Callable
from importlib.resources import files

import pytest
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.testing.v1 import AppTest

from assessments.refusals import NotAllowed
from i18n import Lang
from i18n.catalogue import texts
from services.settings import ROOT, VERSION
from tests.app.world import World
from views import document, session


@pytest.fixture(autouse=True)
def connected(world: World) -> None:
    """The pages are connected to a store, in Chinese."""
    session.wire(session.Wiring(world.store, visit=session.Visit))


def shown(error: Exception) -> str:
    """What a visitor reads for ``error``."""

    def page(error: Exception) -> None:
        from views.errors import show_error  # noqa: PLC0415  (the page is a script of its own)

        show_error(error)

    return str(AppTest.from_function(page, args=(error,)).run().error[0].value)


def test_an_unexpected_error_shows_a_number_that_stands_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The visitor gets a sentence without the cause; the log has number and cause together."""
    with caplog.at_level(logging.ERROR, "shuzhen"):
        read = shown(ValueError("the password is swordfish"))
    number = re.search(r"编号 ([0-9a-f]{8})", read)
    assert number is not None
    assert "swordfish" not in read
    record = next(each for each in caplog.records if number[1] in str(each.__dict__["facts"]))
    assert "swordfish" in str(record.exc_info)


def test_the_foot_says_which_version_it_is(open_page: Callable[..., AppTest]) -> None:
    """On every page, as the command line says it."""
    assert any(f"数诊 {VERSION} " in each.value for each in open_page().caption)


def test_a_refusal_is_its_sentence() -> None:
    """What the product refuses is told in its own words, without a number."""
    assert "没有权限" in shown(NotAllowed("not_allowed", action="case.read"))


def test_the_words_of_the_front_end_are_still_in_it() -> None:
    """Each English word that is replaced is one that this version of Streamlit shows."""
    folder = files("streamlit") / "static" / "static" / "js"
    bundle = "".join(file.read_text("utf-8") for file in folder.iterdir() if "map" not in file.name)
    sentences = [each for text in texts("front_end").values() for each in text.en.split(". ")]
    assert not [each for each in sentences if each not in bundle]


def words_of(lang: Lang) -> dict[str, str]:
    """What the document in ``lang`` replaces."""
    found = re.search(r'id="words">(.*?)</script>', document.document(lang), re.DOTALL)
    assert found is not None
    words: dict[str, str] = json.loads(found[1])
    return words


def test_the_document_carries_the_words_in_chinese_only() -> None:
    """Each of them; the English document replaces none but that of a refused file."""
    built_in = {text.en: text.zh for text in texts("front_end").values()}
    assert len(built_in) == len(texts("front_end"))
    assert words_of("zh").items() >= built_in.items()
    assert words_of("en").keys() == {document.NO_FILE}


def test_a_visitor_who_asks_for_too_many_reports_reads_what_to_do() -> None:
    """Streamlit keeps the reason from the browser; its own sentence is replaced by the refusal."""
    held = MediaFileManager(MemoryMediaFileStorage("/media"))
    refusal = NotAllowed("too_many_reports")

    def refused() -> bytes:
        raise refusal

    asked = BackendOperationRequest(request_id="1")
    asked.deferred_file.file_id = held.add_deferred(refused, None, "")
    told = asyncio.run(DeferredFileHandler(lambda: held).handle(asked, "session"))
    assert words_of("zh")[told.error_msg] == refusal.to("zh")
    assert words_of("en")[told.error_msg] == refusal.to("en")


def test_every_setting_is_one_that_this_streamlit_knows() -> None:
    """No line of .streamlit/config.toml is silently ignored."""
    with (ROOT / ".streamlit" / "config.toml").open("rb") as file:
        settings = tomllib.load(file)
    known = config.get_config_options()
    named = {f"{section}.{name}" for section, lines in settings.items() for name in lines}
    assert named <= set(known)
    assert "runner.postScriptGC" in named
