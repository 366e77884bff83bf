"""Files of evidence: what is taken, what is kept of it, who may add, see, withdraw and judge."""

import resource
import zlib
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from struct import pack
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from PIL import Image

from access.actor import Actor, Role, holder_of
from assessments.evidence import MOST_FILES, MOST_SHOWN, parse_link
from assessments.model import Assessment
from assessments.refusals import Invalid, NotAllowed, NotFound, Refusal, Stale, Unavailable
from services import evidence, filling, verifying
from services.dossier import dossier_of
from services.evidence import EvidenceDraft
from services.evidence_content import LARGEST, LONGEST_SIDE, fit_content
from services.settings import HOME, Settings
from storage import open_media
from tests.town import Town, new_town
from tests.unit.pictures_made import photo, turned_photo
from tests.visiting import visited

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
ITEM, ANOTHER = "plan", "downtime"


def workbook() -> bytes:
    """A small workbook."""
    file = BytesIO()
    Workbook().save(file)
    return file.getvalue()


def packed(**parts: str) -> bytes:
    """A zip with these parts."""
    file = BytesIO()
    with ZipFile(file, "w") as package:
        for name, text in parts.items():
            package.writestr(name.replace("__", "/"), text)
    return file.getvalue()


def bomb() -> bytes:
    """A PNG of a few bytes whose head says that it has 900 million dots."""
    head = pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    made = b"\x89PNG\r\n\x1a\n"
    for kind, body in ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")):
        made += pack(">I", len(body)) + kind + body + pack(">I", zlib.crc32(kind + body))
    return made


UNFIT = {
    "nothing.jpg": (b"", "evidence_empty"),
    "large.pdf": (PDF[:-6] + bytes(LARGEST) + b"%%EOF", "evidence_large"),
    "bomb.png": (bomb(), "evidence_dots"),
    "scans.jpg": (photo() + b"\xff\xda" * 50, "evidence_damaged"),
    "half.jpg": (photo()[:2000], "evidence_damaged"),
    "half.png": (photo(format="PNG")[:300], "evidence_damaged"),
    "stamp.png": (photo(20, 20, format="PNG"), "evidence_tiny"),
    "setup.jpg": (b"MZ\x90\x00" + bytes(600), "evidence_kind"),
    "phone.jpg": (b"\x00\x00\x00\x24ftypheic\x00\x00\x00\x00mif1heic", "evidence_heic"),
    "page.pdf": (b"<html><script>alert(1)</script></html>", "evidence_kind"),
    "cut.pdf": (PDF[:20], "evidence_damaged"),
    "two.pdf": (PDF + packed(a="b"), "evidence_two"),
    "two.xlsx": (b"\x00MZ" + workbook(), "evidence_two"),
    "all.zip": (packed(a="b"), "evidence_kind"),
    "old.doc": (b"\xd0\xcf\x11\xe0" + bytes(600), "evidence_old"),
    "old.jpg": (b"\xd0\xcf\x11\xe0" + bytes(600), "evidence_kind"),
    "runs.xlsx": (packed(xl__workbook="x", xl__vbaProject="x"), "evidence_runs"),
    "cut.xlsx": (workbook()[:-40], "evidence_kind"),
    "picture.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "evidence_kind"),
    "moving.gif": (photo(format="GIF", mode="P"), "evidence_kind"),
}


def test_what_is_no_evidence_is_refused_in_a_sentence() -> None:
    """By its content and not by its name; each sentence names the file, in both languages."""
    told = {}
    for name, (content, _) in UNFIT.items():
        with pytest.raises(Invalid) as caught:
            fit_content(name, content)
        told[name] = caught.value.key
        assert name in caught.value.to("zh")
        assert name in caught.value.to("en")
    assert told == {name: key for name, (_, key) in UNFIT.items()}


def test_a_photograph_is_turned_upright_made_smaller_and_says_nothing_besides() -> None:
    """No place, no camera, nothing behind the picture."""
    made = fit_content("a.jpg", turned_photo() + b"<script>")
    whole = Image.open(BytesIO(made.content))
    assert whole.size == (600, 800)
    assert not whole.getexif()
    assert made.size == Image.open(BytesIO(made.printed)).size
    for each in (made.content, made.small, made.printed):
        assert not [word for word in (b"Exif", b"PhoneMaker", b"<script>") if word in each]
    large = fit_content("b.jpg", photo(3000, 2000))
    assert max(Image.open(BytesIO(large.content)).size) == LONGEST_SIDE
    assert made == fit_content("a.jpg", turned_photo() + b"<script>")


def test_every_kind_of_picture_becomes_a_jpeg() -> None:
    """Also one that can be seen through, of few colours, of grey or for print."""
    kinds = [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "1"), ("PNG", "I;16"), ("WEBP", "RGB")]
    for format, mode in [*kinds, ("JPEG", "CMYK"), ("JPEG", "L")]:
        made = fit_content("a", photo(format=format, mode=mode))
        assert Image.open(BytesIO(made.content)).format == "JPEG"
        assert Image.open(BytesIO(made.content)).mode == "RGB"
    assert fit_content("a.xlsx", workbook()).kind == "xlsx"
    assert fit_content("a.pdf", PDF).kind == "pdf"


@pytest.fixture
def town() -> Iterator[Town]:
    """A town of its own."""
    with new_town() as made:
        yield made


def drawn(item: str = ITEM, name: str = "看板.jpg", width: int = 640) -> EvidenceDraft:
    """A photograph that somebody brings; another width is another file."""
    return EvidenceDraft(item, name, photo(width), "车间看板", date(2027, 1, 1))


def test_what_was_added_is_there_and_its_bytes_before_it(town: Town) -> None:
    """A name is a text without folders; whoever holds the assessment gets the file back."""
    own = town.filled()
    ctx = town.holder(own)
    made = evidence.add(ctx, own.id, drawn(name="..\\..\\etc/看板<b>.jpg"))
    assert (made.id, made.name, made.by, made.side) == (1, "看板<b>.jpg", "", "claimed")
    assert evidence.listed(ctx, own.id) == (made,)
    kept = evidence.content(ctx, own.id, made.id)
    assert Image.open(BytesIO(kept)).size == (640, 480)
    assert len(evidence.content(ctx, own.id, made.id, small=True)) < len(kept)


def test_what_is_refused_leaves_nothing_behind(town: Town) -> None:
    """Neither a document nor a byte: an unfit file, an unknown question, the same file again."""
    own = town.filled()
    ctx = town.holder(own)
    evidence.add(ctx, own.id, drawn())
    before = dict(town.media)
    for draft, key in (
        (EvidenceDraft(ITEM, "setup.jpg", b"MZ" + bytes(600)), "evidence_kind"),
        (drawn("nowhere"), "unknown_item"),
        (drawn(), "evidence_double"),
        (EvidenceDraft(ITEM, "a.jpg", photo(700), "长" * 121), "evidence_long"),
    ):
        with pytest.raises(Refusal) as caught:
            evidence.add(ctx, own.id, draft)
        assert caught.value.key == key
    assert len(evidence.listed(ctx, own.id)) == 1
    assert dict(town.media) == before


def test_there_is_an_end_to_files(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """In number and in bytes; what is withdrawn makes room, and takes its bytes along."""
    own = town.filled()
    ctx = town.holder(own)
    monkeypatch.setattr(evidence, "MOST_FILES", 2)
    for width in (300, 310):
        evidence.add(ctx, own.id, drawn(width=width))
    with pytest.raises(Invalid, match="evidence_many"):
        evidence.add(ctx, own.id, drawn(width=320))
    evidence.withdraw(ctx, own.id, 1, seen=1)
    assert evidence.add(ctx, own.id, drawn(width=320)).id == 3
    assert {digest for _, digest in town.media} == {
        digest for each in evidence.listed(ctx, own.id) for digest in each.digests
    }
    monkeypatch.setattr(evidence, "MOST_BYTES", 100)
    evidence.withdraw(ctx, own.id, 3, seen=1)
    with pytest.raises(Invalid, match="evidence_much"):
        evidence.add(ctx, own.id, drawn(width=330))
    assert MOST_FILES > MOST_SHOWN


def test_a_link_is_evidence_like_a_file(town: Town) -> None:
    """It is listed under its address, judged and withdrawn; its digest is that of the address."""
    own = town.filled()
    link = "https://shop.example.com/item?id=1&view=店"
    added = evidence.add(town.holder(own), own.id, EvidenceDraft(ITEM, link=f" {link} "))
    assert (added.name, added.kept.kind) == (link, "link")
    assert evidence.content(town.holder(own), own.id, added.id) == link.encode()
    with pytest.raises(Invalid, match="evidence_double"):
        evidence.add(town.holder(own), own.id, EvidenceDraft(ITEM, link=link))
    evidence.withdraw(town.holder(own), own.id, added.id, seen=added.revision)
    assert evidence.listed(town.holder(own), own.id) == ()


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("javascript:alert(1)", "evidence_link"),
        ("data:text/html,x", "evidence_link"),
        ("ftp://example.com/a", "evidence_link"),
        ("https://", "evidence_link"),
        ("example.com", "evidence_link"),
        ("https://exa mple.com", "evidence_link"),
        ('https://example.com/"onclick=', "evidence_link"),
        ("https://[::1", "evidence_link"),
        ("https://example.com:port/", "evidence_link"),
        ("https://me:secret@example.com/", "evidence_link_secret"),
        ("https://example.com/" + "a" * 300, "evidence_long"),
    ],
)
def test_an_address_that_no_browser_should_open_is_refused(
    town: Town, typed: str, key: str
) -> None:
    """Told why, and nothing is listed."""
    own = town.filled()
    with pytest.raises(Invalid, match=key):
        evidence.add(town.holder(own), own.id, EvidenceDraft(ITEM, link=typed))
    assert evidence.listed(town.holder(own), own.id) == ()


@given(st.text(max_size=80))
def test_nothing_but_pages_of_the_web_is_a_link(text: str) -> None:
    """Whatever is typed behind any beginning: refused, or an address with a host and no secret."""
    for typed in (text, f"http://{text}", f"https://a.cn/{text}"):
        try:
            link = parse_link(typed)
        except Invalid:
            continue
        parts = urlsplit(link)
        assert parts.scheme in ("http", "https")
        assert parts.hostname
        assert parts.username is None
        assert not set(link) & set(" <>\"'`")


def test_bytes_that_another_file_has_too_stay(town: Town) -> None:
    """One file for two questions lies once, until neither names it."""
    own = town.filled()
    ctx = town.holder(own)
    evidence.add(ctx, own.id, drawn())
    evidence.add(ctx, own.id, drawn(ANOTHER))
    evidence.withdraw(ctx, own.id, 1, seen=1)
    assert evidence.content(ctx, own.id, 2)
    evidence.withdraw(ctx, own.id, 2, seen=1)
    assert not town.media


def verdict(**said: object) -> dict[str, object]:
    """What the form of a consultant says of a file."""
    return {"verdict": "accepted", "remark": "", "shows": "车间看板", "in_report": True, **said}


def test_a_consultant_judges_and_the_enterprise_no_longer_withdraws(town: Town) -> None:
    """Nobody else judges; each side withdraws its own; whoever saw an old state is told so."""
    own = town.filled()
    holder = town.holder(own)
    mine = evidence.add(holder, own.id, drawn())
    own = submitted(town, own)
    consultant = town.consultant()
    theirs = evidence.add(consultant, own.id, drawn(ANOTHER))
    assert [each.id for each in evidence.listed(consultant, own.id)] == [1, 2]
    assert evidence.listed(holder, own.id) == (mine,)  # what was seen on site is told once signed
    judged = evidence.judge(consultant, own.id, mine.id, verdict(), seen=1)
    assert (judged.verdict, judged.judged_by, judged.revision) == ("accepted", "王芳", 2)
    attempts = (
        (lambda: evidence.judge(consultant, own.id, mine.id, verdict(), seen=1), Stale),
        (lambda: evidence.judge(holder, own.id, mine.id, verdict(), seen=2), NotAllowed),
        (lambda: evidence.withdraw(holder, own.id, mine.id, seen=2), NotAllowed),
        (lambda: evidence.withdraw(holder, own.id, theirs.id, seen=1), NotFound),
        (lambda: evidence.withdraw(consultant, own.id, mine.id, seen=2), NotAllowed),
        (lambda: evidence.content(holder, own.id, theirs.id), NotFound),
    )
    for attempt, kind in attempts:
        with pytest.raises(kind):
            attempt()
    for said in ({"verdict": "rejected"}, {"shows": ""}):
        with pytest.raises(Invalid):
            evidence.judge(consultant, own.id, mine.id, verdict(**said), seen=2)


def submitted(town: Town, own: Assessment) -> Assessment:
    """Handed in, and taken into verification by wangfang."""
    sent = filling.submit(town.holder(own), own.id, town.centre())
    return verifying.begin(town.consultant(), sent.id)


def test_only_so_many_photographs_stand_in_a_report(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing but photographs."""
    own = town.under_verification()
    ctx = town.consultant()
    monkeypatch.setattr(evidence, "MOST_SHOWN", 1)
    for draft in (drawn(width=300), drawn(width=310), EvidenceDraft(ITEM, "a.pdf", PDF)):
        evidence.add(ctx, own.id, draft)
    evidence.judge(ctx, own.id, 1, verdict(), seen=1)
    for id, key in ((2, "evidence_many_shown"), (3, "evidence_no_photo")):
        with pytest.raises(Invalid, match=key):
            evidence.judge(ctx, own.id, id, verdict(), seen=1)


def test_a_signature_fixes_it(town: Town) -> None:
    """Nothing is added, withdrawn or judged any more; the enterprise sees all of it."""
    own = town.under_verification()
    ctx = town.consultant()
    evidence.add(ctx, own.id, drawn())
    visited(ctx, own.id)
    verifying.sign(ctx, own.id, seen=verifying.case(ctx, own.id).seen)
    for attempt in (
        lambda: evidence.add(ctx, own.id, drawn(ANOTHER)),
        lambda: evidence.withdraw(ctx, own.id, 1, seen=1),
        lambda: evidence.judge(ctx, own.id, 1, verdict(), seen=1),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert [each.id for each in evidence.listed(town.holder(own), own.id)] == [1]


def test_a_foreign_file_cannot_be_told_from_one_that_is_not_there(town: Town) -> None:
    """Whatever number is asked for, of an assessment that exists or not."""
    own, another = town.submitted(), town.submitted(name="别家")
    evidence.add(town.holder(another), another.id, drawn())
    nobody = Actor(Role.CONSULTANT, "rival", "某", town.centre("滨湖促进中心"))
    for actor in (holder_of(own.id), nobody, Actor(Role.VISITOR), Actor(Role.OFFICIAL)):
        told = set()
        for id, file in ((another.id, 1), (another.id, 9), ("0" * 32, 1), ("../x", 1)):
            with pytest.raises(Refusal) as caught:
                evidence.content(town.ctx(actor), id, file)
            told.add((type(caught.value), caught.value.to("zh")))
        assert len(told) == 1
    assert dossier_of(town.holder(own), "report.read", own.id).assessment.id == own.id


@pytest.mark.parametrize("where", ["folder", "bucket"])
def test_files_lie_under_their_digest_and_nobody_changes_them(tmp_path: Path, where: str) -> None:
    """In a folder or in a bucket; one that was changed or lost is never handed out."""
    place = str(tmp_path / "a") if where == "folder" else f"memory://{tmp_path.name}"
    media = open_media(place)
    digest = media.keep("one", b"content")
    assert media.keep("one", b"content") == digest
    assert media.has("one", digest)
    assert not media.has("two", digest)
    assert open_media(place).content("one", digest) == b"content"
    with pytest.raises(NotFound):
        media.content("two", digest)
    for owner, name in (("../one", digest), ("one", "../" + digest), ("one", "x")):
        with pytest.raises(ValueError, match=r"no (id|digest)"):
            media.content(owner, name)
    media.drop("one", digest)
    media.drop("one", digest)
    assert not media.has("one", digest)


def test_a_file_that_was_changed_on_the_disk_is_not_handed_out(tmp_path: Path) -> None:
    """It is told, and whoever asked gets nothing; only the service can read what is kept."""
    media = open_media(str(tmp_path / "evidence"))
    digest = media.keep("one", b"content")
    path = tmp_path / "evidence" / "one" / digest
    assert path.parent.stat().st_mode & 0o077 == 0
    assert path.stat().st_mode & 0o077 == 0
    path.write_bytes(b"another")
    with pytest.raises(Unavailable, match="evidence_changed"):
        media.content("one", digest)


def test_where_nothing_can_be_written_nothing_is_half_there(tmp_path: Path) -> None:
    """A refusal, and no piece of a file."""
    (tmp_path / "evidence").write_text("a file where a folder should be")
    media = open_media(str(tmp_path / "evidence"))
    with pytest.raises(Unavailable):
        media.keep("one", b"content")
    assert [each.name for each in tmp_path.iterdir()] == ["evidence"]


def test_a_disk_that_fills_up_while_a_file_is_written_leaves_nothing(
    town: Town, tmp_path: Path
) -> None:
    """The system itself ends the write: it is refused, nothing is listed, no piece stays."""
    own = town.filled()
    town.media = open_media(str(tmp_path / "evidence"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    draft = evidence.EvidenceDraft("plan", "plan.pdf", b"%PDF-1.7\n" + bytes(90_000) + b"\n%%EOF\n")
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(Unavailable):
            evidence.add(town.holder(own), own.id, draft)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [each for each in (tmp_path / "evidence").rglob("*") if each.is_file()] == []
    assert list(evidence.listed(town.holder(own), own.id)) == []
    assert evidence.add(town.holder(own), own.id, draft).name == "plan.pdf"


def test_files_lie_beside_the_database_unless_a_place_is_set() -> None:
    """Backups ask the setting for it."""
    assert Settings(store="sqlite:////srv/city/shuzhen.db").evidence_place == "/srv/city/evidence"
    assert Settings(store="/srv/city/shuzhen.db").evidence_place == "/srv/city/evidence"
    assert Settings(store="postgresql://db/city").evidence_place == str(HOME / "var" / "evidence")
    assert Settings(evidence="s3://city/evidence").evidence_place == "s3://city/evidence"
