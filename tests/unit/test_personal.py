"""Personal information: consent first, all of it handed out, erased for good, kept for a time."""

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.actor import Role
from access.key_ring import KeyRing, is_sealed, new_key
from access.passwords import hash_password
from assessments.confirmation import Confirmation
from assessments.model import HANDED_IN, Assessment, Stage
from assessments.personal import personal_mark
from assessments.refusals import Invalid, NotAllowed, NotFound, Unavailable
from assessments.size import coarse, size_of, trades
from i18n import Lang, say
from services import (
    accounts,
    city,
    continuing,
    correcting,
    filling,
    handing_out,
    key_ring,
    kinds,
    links,
    own_account,
    verifying,
)
from services import evidence as files
from services.city import CityChoice
from services.context import at_once
from services.evidence import EvidenceDraft
from services.groups import ties
from services.held import Held
from services.kinds import CONSENT
from services.personal import erasing, expiring, exporting, notice
from services.personal.notice import VERSION
from services.personal.page import COLUMNS
from services.personal.traces import record_of
from storage import open_store
from tests.town import PASSWORD, Town, new_town
from tests.unit.pictures_made import photo
from wording.voice import Voice

NAME, CODE, NOTE = "惠山蓝鲸精工有限公司", "91320206MA1X9ABC3K", "找老周要台账"
PHOTO = EvidenceDraft("plan", "蓝鲸车间.jpg", photo(100, 100))


@pytest.fixture
def town() -> Iterator[Town]:
    """An empty town."""
    with new_town() as made:
        yield made


def firm(town: Town) -> tuple[Assessment, str]:
    """A signed assessment with a note, a file and a report, whose firm has an account."""
    draft = town.filled(name=NAME, credit_code=CODE)
    holder = town.holder(draft)
    seen = filling.sheet(holder, draft.id).answers["plan"].revision
    filling.record_answer(holder, draft.id, "plan", "page", note=NOTE, seen=seen)
    files.add(holder, draft.id, PHOTO)
    links.use(
        town.visitor,
        links.owner_link(holder, draft.id, "周大海"),
        "zhou",
        PASSWORD,
        consent=VERSION,
    )
    filling.submit(holder, draft.id, town.centre())
    return draft, accounts.sign_in(town.visitor, "zhou", PASSWORD, "192.0.2.9")


def test_nothing_begins_without_consent(town: Town) -> None:
    """The service refuses, whatever a page may have shown, and nothing is kept."""
    for version in ("", "0", "1 "):
        with pytest.raises(Invalid) as refused:
            filling.start(town.visitor, town.profile(), "workshop", consent=version)
        assert refused.value.key == "consent_missing"
    assert town.store.assessments() == []


def test_consent_is_on_record_with_its_version_and_time(town: Town) -> None:
    """For the assessment, for a further one of the same firm, and for an account."""
    draft = town.started()
    kept = notice.consent(town.holder(draft), draft.id)
    assert (kept.version, kept.at, kept.holds) == (VERSION, town.now, True)
    further = continuing.continue_with(town.holder(draft), draft.id, "quick_scan").assessment
    assert notice.consent(town.holder(further), further.id).holds
    _, token = firm(town)
    owner = town.ctx(accounts.actor_of(town.visitor, token))
    assert notice.own_consent(owner).holds


def test_a_new_version_is_asked_for_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was agreed to before stays on record and holds no longer; agreeing adds a revision."""
    draft = town.started()
    monkeypatch.setattr(notice, "VERSION", "next")
    assert not notice.consent(town.holder(draft), draft.id).holds
    with pytest.raises(Invalid):
        notice.agree(town.holder(draft), draft.id, VERSION)
    notice.agree(town.holder(draft), draft.id, "next")
    assert notice.consent(town.holder(draft), draft.id).holds
    history = town.store.document_history(CONSENT, draft.id)
    assert [each.value["version"] for each in history] == [VERSION, "next"]


def test_no_account_is_made_without_consent(town: Town) -> None:
    """The link stays as it was; a reset asks for none."""
    draft = town.started()
    link = links.owner_link(town.holder(draft), draft.id, "周大海")
    with pytest.raises(Invalid) as refused:
        links.use(town.visitor, link, "zhou", PASSWORD)
    assert refused.value.key == "consent_missing"
    assert town.store.account("zhou") is None
    assert links.use(town.visitor, link, "zhou", PASSWORD, consent=VERSION) == "zhou"
    again = links.reset(town.operator, "zhou")
    assert links.use(town.visitor, again, "zhou", "another long password") == "zhou"


def packed(content: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The tables and all files of an export."""
    with ZipFile(BytesIO(content)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    return json.loads(found["data.json"]), found


def test_an_export_has_all_of_a_firm_and_nothing_of_another(town: Town) -> None:
    """Words, figures and files; no digest of a password, no secret, no other firm."""
    town.filled(name="别家")
    mine, token = firm(town)
    owner = town.ctx(accounts.actor_of(town.visitor, token))
    handing_out.hand_out(owner, mine.id, "zh", "html")
    tables, found = packed(exporting.export_firm(owner, mine.id, Voice("zh")))
    everything = b"".join(found.values()).decode("utf-8", "replace")
    assert all(word in everything for word in (NAME, CODE, NOTE, "周大海", "蓝鲸车间.jpg"))
    assert "别家" not in everything
    account = town.store.account("zhou")
    assert account is not None
    assert account.password_hash not in everything
    assert {"enterprises", "assessments", "answers", "documents", "accounts"} <= {
        name for name, rows in tables.items() if rows
    }
    kept = town.store.document("evidence", mine.id)
    assert kept is not None
    digest = kept.value["files"][0]["kept"]["digest"]
    assert found[f"evidence/{mine.id}/1.jpg"] == town.media.content(mine.id, digest)
    kinds = {each["kind"] for each in tables["documents"]}
    assert {"consent", "evidence", "handed_out"} <= kinds


def test_an_export_tells_nothing_that_a_consultant_has_not_signed(town: Town) -> None:
    """As long as it is in the works; afterwards it is there."""
    mine, token = firm(town)
    verifying.begin(town.consultant(), mine.id)
    verifying.set_verified(town.consultant(), mine.id, "plan", "nowhere", remark="说法不一", seen=0)
    owner = town.ctx(accounts.actor_of(town.visitor, token))
    _, found = packed(exporting.export_firm(owner, mine.id, Voice("zh")))
    assert "说法不一".encode() not in b"".join(found.values())


def test_what_is_held_is_handed_out_also_where_the_questionnaire_is_lost(town: Town) -> None:
    """The answers with their ids in place of the words of questions."""
    mine = town.submitted()
    holder = town.holder(mine)
    with_words, _ = packed(exporting.export_firm(holder, mine.id, Voice("zh")))
    lost = replace(holder, settings=holder.settings.model_copy(update={"questionnaires": None}))
    without, _ = packed(exporting.export_firm(lost, mine.id, Voice("zh")))
    told = {each["item"]: each for each in with_words["answers"]}
    assert told
    for each in without["answers"]:
        assert each["question"] == each["item"] != told[each["item"]]["question"]
        assert each["value"] == told[each["item"]]["value"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_export_is_a_page_in_words(town: Town, lang: Lang) -> None:
    """No name of a column, no key and no time of a machine; documents hold what they hold."""
    mine, token = firm(town)
    owner = town.ctx(accounts.actor_of(town.visitor, token))
    handing_out.hand_out(owner, mine.id, "zh", "html")
    tables, found = packed(exporting.export_firm(owner, mine.id, Voice(lang)))
    page = found["index.html"].decode()
    assert set(tables) == set(COLUMNS)
    columns = {column for names in COLUMNS.values() for column in names}
    keys = ("enterprise_owner", "assessment.submit", "submitted", "handed_out", "start")
    assert [each for each in columns if f"<th>{each}</th>" in page] == []
    assert [each for each in keys if f"<td>{each}</td>" in page] == []
    assert "+00:00</td>" not in page
    ask, level = {"zh": ("问题", "等级"), "en": ("Question", "Level")}[lang]
    assert f"<th>{ask}</th>" in page
    assert f"<th>{level}</th>" in page


# Kinds that belong to a centre, an import, a solution, an erasure, a release: to nobody's firm.
OF_NOBODY = {
    kinds.REVIEW_RULE, kinds.CAMPAIGN, kinds.VENDORS, kinds.ASSUMPTIONS, kinds.TEMPLATE, kinds.LOGO,
    kinds.SOLUTION, kinds.ERASED, kinds.IMPORT, kinds.IMPORT_DRAFTS, kinds.IMPORT_COLUMNS,
    kinds.IMPORT_UNDONE, kinds.RELEASE, kinds.SIMULATION, kinds.BULLETIN, kinds.PUBLIC_RELEASE,
    kinds.PUBLIC_FIGURES, kinds.PUBLIC_BULLETIN, kinds.CITY_KEYS, kinds.CITY_KEYS_USED,
}  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kind_of_document_has_a_name_in_the_page(lang: Lang) -> None:
    """A new kind is told of by a name of its own, or is said to be of nobody."""
    every = {value for name, value in vars(kinds).items() if name.isupper()}
    assert every > OF_NOBODY
    named = [say(f"personal.kind_{kind}", lang) for kind in every - OF_NOBODY]
    assert len(set(named)) == len(named)


def test_who_came_by_a_code_has_one_record_only(town: Town) -> None:
    """Not the other records of the account, nor its people; and it cannot erase what is held."""
    mine, token = firm(town)
    owner = town.ctx(accounts.actor_of(town.visitor, token))
    filling.start(owner, town.profile(name="新厂区"), "workshop", consent=VERSION)
    _, found = packed(exporting.export_firm(town.holder(mine), mine.id, Voice("zh")))
    everything = b"".join(found.values())
    assert "新厂区".encode() not in everything
    with pytest.raises(Invalid) as refused:
        erasing.erase_firm(town.holder(mine), mine.id)
    assert refused.value.key == "erase_held"


def figures_of(town: Town) -> object:
    """All that the city publishes, worked out anew."""
    return city.overview(
        replace(town.operator, held=Held()), CityChoice(questionnaire="workshop")
    ).history


def confirmed(town: Town, assessment: Assessment, code: str) -> None:
    """Let its firm be confirmed with that credit code, so that what it said of itself counts."""
    record = town.store.enterprise(assessment.enterprise)
    town.store.update_enterprise(record.model_copy(update={"credit_code": code}))
    town.store.add_confirmation(
        Confirmation(
            enterprise=record.id,
            credit_code=code,
            decision="confirmed",
            reason=NOTE if code == CODE else "",
            author="admin",
            by="某",
            at=town.now,
        )
    )


def test_a_firm_is_gone_and_the_city_s_figures_are_the_same(town: Town) -> None:
    """Every word, file, code, session and account; the published figures stay to the last digit."""
    lower = town.settings.model_copy(update={"disclosure_threshold": 5, "city_counts": "submitted"})
    town.settings = lower
    for number in range(11):
        confirmed(town, town.submitted(name=f"别家 {number}"), f"{number:018}")
    mine, token = firm(town)
    confirmed(town, mine, CODE)
    owner = town.ctx(accounts.actor_of(town.visitor, token))
    handing_out.hand_out(owner, mine.id, "zh", "html")
    (code,) = town.store.documents("handed_out")
    frame = town.store.figures(HANDED_IN)
    town.wait(days=70)
    before = figures_of(town)
    assert before
    owner = town.ctx(owner.actor)
    lost = erasing.erase_firm(owner, mine.id, PASSWORD)
    assert (lost.records, lost.assessments, lost.accounts, lost.kept) == (1, 1, 1, 1)
    assert figures_of(town) == before
    after = town.store.figures(HANDED_IN)
    same = ["division", "district", "total", "level", "submitted_at", "year", "centre", "side"]
    assert frame[same].equals(after[same])
    assert not (set(after["assessment"]) & {mine.id})
    raw = town.store.engine.raw_connection()
    dump = "\n".join(raw.driver_connection.iterdump())  # type: ignore[union-attr]
    raw.close()
    assert [w for w in (NAME, CODE, NOTE, "周大海", "蓝鲸") if w in dump] == []
    assert not any(key[0] == mine.id for key in town.media)  # type: ignore[attr-defined]
    with pytest.raises(NotAllowed):
        accounts.sign_in(town.visitor, "zhou", PASSWORD, "192.0.2.9")
    assert accounts.actor_of(town.visitor, token).role is Role.VISITOR
    with pytest.raises(NotFound) as told:
        handing_out.check(town.visitor, code)
    assert told.value.key == "report_erased"


def test_what_stays_of_two_firms_of_one_account_stays_one_unit(town: Town) -> None:
    """Else whoever holds ten firms would erase them to let the city count them as ten."""
    mine, token = firm(town)
    other = town.submitted(name="二厂")
    town.store.hold(other.enterprise, mine.enterprise, "zhou", town.visitor.now())
    before = ties(town.visitor)
    erasing.erase_firm(town.ctx(accounts.actor_of(town.visitor, token)), mine.id, PASSWORD)
    after = ties(town.visitor)
    assert {each.enterprise for each in after} == set(town.store.figures(HANDED_IN)["enterprise"])
    assert sorted(each.since for each in after) == sorted(each.since for each in before)
    (mark,) = {each.group for each in after}
    assert mark.startswith("*")


def test_what_stays_of_a_firm_is_in_no_list(town: Town) -> None:
    """It is counted and shown to nobody: no centre, no listing, no export."""
    mine, token = firm(town)
    erasing.erase_firm(town.ctx(accounts.actor_of(town.visitor, token)), mine.id, PASSWORD)
    assert len(town.store.figures(HANDED_IN)) == 1
    assert verifying.assigned(town.consultant()) == []
    assert town.store.assessments() == []


def test_what_stays_of_a_correction_is_no_second_claim(town: Town) -> None:
    """The figures of an erased firm are those that it had: one claim, two signatures."""
    first, ctx = town.signed(), town.consultant()
    made = correcting.correct(ctx, first.id, "补看一处")
    verifying.sign(ctx, made.id, seen=verifying.case(ctx, made.id).seen)
    before = town.store.figures([Stage.VERIFIED], ["claimed", "verified"])
    with at_once(town.operator) as one:
        erasing.erased(one, record_of(one, first.enterprise))
    after = town.store.figures([Stage.VERIFIED], ["claimed", "verified"])
    assert sorted(before["side"]) == sorted(after["side"]) == ["claimed", "verified", "verified"]
    assert not {first.id, made.id} & set(after["assessment"])


def test_a_draft_goes_alone_and_what_was_handed_in_does_not(town: Town) -> None:
    """The rest of the series stays."""
    mine = town.submitted()
    holder = town.holder(mine)
    further = continuing.continue_with(holder, mine.id, "workshop").assessment
    erasing.erase_draft(town.holder(further), further.id)
    assert [each.id for each, _ in town.store.assessments()] == [mine.id]
    with pytest.raises(Invalid) as refused:
        erasing.erase_draft(holder, mine.id)
    assert refused.value.key == "erase_handed_in"


def test_an_account_goes_and_what_it_wrote_stays_nobody_s(town: Town) -> None:
    """A consultant leaves no user name in what is not signed; cases are nobody's again."""
    case = town.under_verification()
    verifying.set_verified(town.consultant(), case.id, "plan", "nowhere", remark="x", seen=0)
    erasing.erase_account(town.operator, "wangfang")
    assert town.store.account("wangfang") is None
    history = town.store.answer_history(case.id)
    assert {each.author for each in history} == {"enterprise", "erased"}
    assert town.store.assessment(case.id).consultant is None


def test_the_last_owner_of_a_firm_erases_the_firm(town: Town) -> None:
    """The account alone would leave records that nobody reaches."""
    _, token = firm(town)
    with pytest.raises(Invalid) as refused:
        erasing.erase_own_account(town.ctx(accounts.actor_of(town.visitor, token)), PASSWORD)
    assert refused.value.key == "erase_last_owner"


def test_who_finds_an_open_page_erases_nothing(town: Town) -> None:
    """Neither the account nor its firm goes without the password."""
    mine, token = firm(town)
    owner = town.ctx(accounts.actor_of(town.visitor, token))
    for present in ("", "geheim wort 4711"):
        for act in (
            lambda given=present: erasing.erase_own_account(owner, given),
            lambda given=present: erasing.erase_firm(owner, mine.id, given),
        ):
            with pytest.raises(NotAllowed) as refused:
                act()
            assert refused.value.key == "wrong_password"
    assert town.store.assessment(mine.id).enterprise == mine.enterprise


def test_what_was_kept_for_its_time_goes(town: Town) -> None:
    """Drafts first, what was handed in later; what an account holds stays, and so does the new."""
    town.filled(name="老草稿")
    town.submitted(name="老诊断")
    firm(town)
    town.wait(days=25 * 31)
    town.started(name="新草稿")
    assert expiring.overdue(town.operator) == expiring.Expired(1, 0)
    assert expiring.expire(town.operator) == expiring.Expired(1, 0)
    town.wait(days=36 * 31)
    assert expiring.expire(town.operator) == expiring.Expired(1, 1)
    left = [enterprise.name for _, enterprise in town.store.assessments()]
    assert left == [NAME]
    assert expiring.overdue(town.operator) == expiring.Expired(0, 0)


def test_without_a_limit_nothing_goes(town: Town) -> None:
    """0 keeps for ever, which the page says."""
    town.settings = town.settings.model_copy(update={"draft_months": 0, "record_months": 0})
    town.filled()
    town.wait(days=5000)
    assert expiring.expire(town.operator) == expiring.Expired(0, 0)


def stepped(town: Town) -> str:
    """The secret of wangfang's second step, which is on."""
    ctx = town.consultant()
    secret = own_account.offer_second_step(ctx).secret
    own_account.switch_on(ctx, secret, PASSWORD, pyotp.TOTP(secret).at(town.now))
    return secret


def with_keys(town: Town, file: Path, *keys: str) -> None:
    """Let the town use these keys; a new file each time, for processes are started anew."""
    file.write_text("\n".join(keys), "ascii")
    town.settings = town.settings.model_copy(update={"key_file": file})


def signed_in(town: Town, secret: str) -> str:
    """A session by password and code, a minute later."""
    town.wait(minutes=1)
    code = pyotp.TOTP(secret).at(town.now)
    return accounts.sign_in(town.visitor, "wangfang", PASSWORD, "192.0.2.2", code=code)


def test_the_secret_of_a_second_step_lies_sealed(town: Town, tmp_path: Path) -> None:
    """With a key it is; a new key renews it, and without a key nobody gets past the second step."""
    secret = stepped(town)
    kept = town.store.account("wangfang")
    assert kept is not None
    assert kept.totp == secret
    first, second = new_key(), new_key()
    with_keys(town, tmp_path / "1", first)
    assert key_ring.unsealed_count(town.operator) == 1
    assert key_ring.seal_all(town.operator) == 1
    sealed = town.store.account("wangfang")
    assert sealed is not None
    assert is_sealed(sealed.totp or "")
    assert secret not in (sealed.totp or "")
    assert signed_in(town, secret)
    with_keys(town, tmp_path / "2", second, first)
    assert signed_in(town, secret)
    key_ring.seal_all(town.operator)
    with_keys(town, tmp_path / "3", second)
    assert signed_in(town, secret)
    with_keys(town, tmp_path / "4", first)
    with pytest.raises(Unavailable) as refused:
        signed_in(town, secret)
    assert refused.value.key == "key_missing"
    with_keys(town, tmp_path / "5", "no key")
    with pytest.raises(Unavailable) as refused:
        signed_in(town, secret)
    assert refused.value.key == "key_file_unfit"


def test_a_wrong_password_learns_nothing_of_missing_keys(town: Town, tmp_path: Path) -> None:
    """The refusal is the usual one."""
    with_keys(town, tmp_path / "1", new_key())
    town.store.change_account("wangfang", password_hash=hash_password(PASSWORD))
    stepped(town)
    with_keys(town, tmp_path / "2", new_key())
    with pytest.raises(NotAllowed) as refused:
        accounts.sign_in(town.visitor, "wangfang", "wrong", "192.0.2.2", code="123456")
    assert refused.value.key == "sign_in_failed"


@given(st.text())
def test_what_is_sealed_opens_with_its_keys_only(text: str) -> None:
    """Whatever the text is."""
    ring = KeyRing([new_key()])
    sealed = ring.sealed(text)
    assert ring.opened(sealed) == text
    assert KeyRing([new_key()]).opened(sealed) is None
    assert KeyRing().opened(sealed) is None


@given(
    st.sampled_from([*(each.codes[0] for each in trades()), "53"]),
    st.integers(0, 10_000),
    st.none() | st.floats(0, 1e6),
    st.none() | st.floats(0, 1e6),
)
def test_coarse_figures_have_the_same_size_and_few_values(
    code: str, employees: int, revenue: float | None, assets: float | None
) -> None:
    """Of the limits only, so that no firm is known again by its figures."""
    found = coarse(code, employees, revenue, assets)
    if code != "53":
        assert size_of(code, **found) == size_of(code, employees, revenue, assets)
    limits = {
        0.0,
        *(limit for each in trades() for three in each.limits.values() for limit in three),
    }
    assert {value for value in found.values() if value is not None} <= limits


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("联系 13812345678", "mobile"),
        ("138-1234-5678", "mobile"),
        ("１３８１２３４５６７８", "mobile"),
        ("身份证 11010519491231002X", "id_number"),
        ("11010519491231002x", "id_number"),
        ("110105194912310021", None),  # its check digit is wrong
        ("91320206MA1X9ABC3K", None),
        ("订单 20261130138123456789", None),
        ("0510-12345678", None),
        ("", None),
    ],
)
def test_a_note_that_looks_personal_is_marked(text: str, mark: str | None) -> None:
    """Numbers of mobile phones and identity cards, and not every long number."""
    assert personal_mark(text) == mark


def test_nothing_personal_is_in_the_log(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    """A whole journey with refusals and a broken store leaves no name, code, note or password."""
    caplog.set_level(logging.DEBUG)
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}", migrate=True)
    town = Town(store)
    mine, token = firm(town)
    owner = town.ctx(accounts.actor_of(town.visitor, token), "198.51.100.77")
    for password in ("geheim wort 4711", PASSWORD):
        with pytest.raises(NotAllowed):
            accounts.sign_in(owner, "nobody.here", password, "198.51.100.77")
    with pytest.raises(NotAllowed):
        filling.record_answer(town.holder(town.started(name=NAME)), mine.id, "x", 1, seen=0)
    exporting.export_firm(owner, mine.id, Voice("zh"))
    erasing.erase_firm(owner, mine.id, PASSWORD)
    with store.writer.begin() as connection:
        connection.exec_driver_sql("DROP TABLE documents")
    with pytest.raises(Exception, match="documents"):
        town.started(name=NAME)
    store.close()
    logging.getLogger("shuzhen").warning("the log is read")
    text = caplog.text
    assert "the log is read" in text
    words = (NAME, CODE, NOTE, "周大海", "蓝鲸", PASSWORD, "geheim", "198.51.100.77", "nobody.here")
    assert [word for word in words if word in text] == []


def test_accounts_owe_consent_where_no_work_is_the_reason(town: Town) -> None:
    """Of a firm, and of staff that a provider knows; a consultant with a password owes none."""
    _, token = firm(town)
    owner, consultant = town.ctx(accounts.actor_of(town.visitor, token)), town.consultant()
    assert not notice.owes_consent(owner)
    assert not notice.owes_consent(consultant)
    town.store.change_account("wangfang", identity="https://login.example.cn 4711")
    assert notice.owes_consent(consultant)
    notice.agree_for_account(consultant, VERSION)
    assert not notice.owes_consent(consultant)
    accounts.add_account(
        town.operator, "before", PASSWORD, "李宁", Role.OWNER, enterprise=owner.actor.enterprise
    )
    earlier = accounts.sign_in(town.visitor, "before", PASSWORD, "192.0.2.9")
    assert notice.owes_consent(town.ctx(accounts.actor_of(town.visitor, earlier)))
