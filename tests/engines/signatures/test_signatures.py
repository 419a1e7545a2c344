"""Signing a PDF and finding out what became of it since."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pyhanko.pdf_utils.generic import ArrayObject, StreamObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.factories.certificates import NOW, PASSPHRASE, authority, key_file
from vun.engines.documents import (
    Document,
    DocumentKind,
    Layout,
    Paragraph,
    Signer,
    Templates,
    find_signature,
    write_pdf,
)
from vun.engines.signatures import (
    Found,
    KeyProblem,
    Place,
    Trust,
    check_pdf,
    key_from_file,
    key_on_token,
    read_trust,
    sign_pdf,
)

DOCUMENT = Document(
    kind=DocumentKind.DECISION,
    organ="Sở Nội vụ",
    title="Về việc cử đi học",
    number="05/QĐ-SNV",
    date=date(2026, 3, 2),
    body=(Paragraph("Cử ông Nguyễn Văn An đi học.", lead="Điều 1."),),
    signer=Signer(("GIÁM ĐỐC",), "Nguyễn Văn An"),
)
# Whose it is nobody can tell, so nobody it could be trusted for.
DAMAGED = Found("", "", None, is_intact=False, is_changed_after=True, is_trusted=False)
GOOD = {"is_intact": True, "is_changed_after": False, "is_trusted": True}


@pytest.fixture(scope="module")
def plain() -> bytes:
    return write_pdf(DOCUMENT)


@pytest.fixture(scope="module")
def signed(plain: bytes) -> bytes:
    spot = find_signature(DOCUMENT)
    assert spot is not None
    place = Place(spot.page, spot.x, spot.y)
    return sign_pdf(plain, key_from_file(key_file(), PASSPHRASE, NOW), at=NOW, place=place)


@pytest.fixture
def trust(tmp_path: Path) -> Trust:
    (tmp_path / "ca.pem").write_bytes(authority())
    return read_trust(tmp_path)


def told(found: Found) -> dict[str, bool]:
    return {name: getattr(found, name) for name in GOOD}


def test_what_is_signed_stays_and_the_signature_tells_who_and_when(
    plain: bytes, signed: bytes, trust: Trust
) -> None:
    assert signed.startswith(plain)
    (found,) = check_pdf(signed, trust)
    assert (found.signer, found.issuer) == ("Nguyễn Văn An", "CA thử")
    assert found.signed_at is not None
    # Signatures know whole seconds; the fixtures were made on the way here.
    assert NOW.replace(microsecond=0) <= found.signed_at <= datetime.now(UTC)
    assert told(found) == GOOD
    assert found.is_good


def test_a_certificate_that_leads_to_none_that_is_trusted_is_said_to(signed: bytes, tmp_path: Path) -> None:
    (found,) = check_pdf(signed, read_trust(tmp_path / "none"))
    assert told(found) == GOOD | {"is_trusted": False}


def test_a_byte_that_was_changed_is_found(signed: bytes, trust: Trust) -> None:
    at = signed.index(b"/Producer")
    (found,) = check_pdf(signed[:at] + b"/Prodocer" + signed[at + 9 :], trust)
    assert not found.is_intact


def room_of(signed: bytes) -> tuple[int, int]:
    """Where the room of the signature begins and ends: ``<``, its hexadecimal digits, ``>``."""
    (found,) = re.finditer(rb"/ByteRange \[0 (\d+) (\d+) (\d+)", signed)
    opens, closes, rest = map(int, found.groups())
    assert closes + rest == len(signed)
    return opens, closes


def test_no_byte_of_what_is_signed_nor_of_the_signature_can_be_changed_unnoticed(
    signed: bytes, trust: Trust
) -> None:
    """What is signed is all of the file but the room for the signature. The noughts that fill up the room are read by
    nobody: another digit among them changes neither what is seen nor who signed.
    """
    opens, closes = room_of(signed)
    ends = opens + 1 + len(signed[opens + 1 : closes - 1].rstrip(b"0"))
    # The last 512 digits are what the key made.
    own = range(ends - 500, ends, 51)
    for at in (*range(0, opens, 1501), *own, *range(closes - 1, len(signed), 101)):
        assert not is_read_as_good(altered(signed, at), trust), at
    # A signature may end in noughts of its own, but not in so many.
    assert closes - ends > 100
    assert is_read_as_good(altered(signed, ends + 50), trust)


def test_whatever_stands_in_the_frame_of_a_signature_is_read_or_told_as_damaged(
    signed: bytes, trust: Trust
) -> None:
    start = room_of(signed)[0] + 1
    for at in range(start, start + 2 * 50, 2):
        made = bytes.fromhex(signed[at : at + 2].decode())[0]
        for other in (made ^ 0x10, made ^ 0x01):
            found = check_pdf(signed[:at] + b"%02x" % other + signed[at + 2 :], trust)
            assert [each.signer for each in found] in (["Nguyễn Văn An"], [""])
            assert all(each.is_good if each.signer else each == DAMAGED for each in found)


def test_a_signature_of_a_kind_nobody_knows_is_not_left_out(signed: bytes, trust: Trust) -> None:
    both = sign_pdf(signed, key_from_file(key_file("Trần Văn Bình"), PASSPHRASE, NOW), at=NOW)
    at = both.rindex(b"CAdES.detached")
    found = check_pdf(both[:at] + b"CAdES.attached" + both[at + 14 :], trust)
    assert [(each.signer, each.is_good) for each in found] == [("Nguyễn Văn An", True), ("", False)]
    assert found[1] == DAMAGED


def altered(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def is_read_as_good(content: bytes, trust: Trust) -> bool:
    try:
        found = check_pdf(content, trust)
    except ValueError:
        return False
    return bool(found) and all(each.is_good for each in found)


def test_what_was_added_after_signing_is_found(signed: bytes, trust: Trust) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    added = writer.add_object(StreamObject(stream_data=b"0 0 100 100 re f"))
    page = writer.root["/Pages"]["/Kids"][0]
    page[pdf_name("/Contents")] = ArrayObject([page.raw_get("/Contents"), added])
    writer.update_container(page)
    stream = io.BytesIO()
    writer.write(stream)
    (found,) = check_pdf(stream.getvalue(), trust)
    assert (found.is_intact, found.is_changed_after, found.is_good) == (True, True, False)


def test_a_second_signature_leaves_the_first_good(signed: bytes, trust: Trust) -> None:
    other = key_from_file(key_file("Trần Thị Bình"), PASSPHRASE, NOW)
    found = check_pdf(sign_pdf(signed, other, at=NOW), trust)
    assert [(each.signer, each.is_good) for each in found] == [
        ("Nguyễn Văn An", True),
        ("Trần Thị Bình", True),
    ]


def test_a_key_that_cannot_be_used_says_why_and_never_its_passphrase() -> None:
    for content, passphrase, reason in [
        (key_file(), "sai mật khẩu", "passphrase"),
        (b"no key at all", PASSPHRASE, "passphrase"),
        (key_file(days_left=-1), PASSPHRASE, "expired"),
    ]:
        with pytest.raises(KeyProblem) as raised:
            key_from_file(content, passphrase, NOW)
        assert raised.value.reason == reason
        assert passphrase not in str(raised.value)
        assert raised.value.__cause__ is None


def test_a_token_that_is_not_there_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(KeyProblem, match="token"),
        key_on_token(tmp_path / "no-such-module.so", "token", "1234", "key", NOW),
    ):
        raise AssertionError("no token has no key")


def test_files_that_are_no_pdf_and_no_certificate_are_refused(plain: bytes, tmp_path: Path) -> None:
    assert check_pdf(plain, ()) == ()
    with pytest.raises(ValueError, match="pdf"):
        check_pdf(b"no pdf", ())
    (tmp_path / "bad.pem").write_bytes(b"-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n")
    with pytest.raises(ValueError, match=r"bad\.pem"):
        read_trust(tmp_path)


@pytest.mark.parametrize("layout", [Layout.STATE, Layout.PARTY])
def test_a_signature_stands_between_capacity_and_name(layout: Layout) -> None:
    spot = find_signature(replace(DOCUMENT, layout=layout))
    assert spot is not None
    # On the right half of the first page of A4, above its lower edge.
    assert (spot.page, 298 < spot.x < 538, 60 < spot.y < 780) == (0, True, True)


def test_a_layout_that_does_not_tell_has_no_place() -> None:
    assert find_signature(DOCUMENT, Templates({"state.typ": b"#data.organ"})) is None


def test_a_signature_damaged_itself_is_told_as_damaged_and_another_beside_it_is_still_read(
    signed: bytes,
) -> None:
    key = key_from_file(key_file("Trần Văn Bình"), PASSPHRASE, NOW)
    both = sign_pdf(signed, key, at=NOW)
    first = both.index(b"/Contents <") + 11
    damaged = both[:first] + b"0" * 60 + both[first + 60 :]
    found = check_pdf(damaged, ())
    assert [each.signer for each in found] == ["", "Trần Văn Bình"]
    assert [each.is_good for each in found] == [False, False]
    torn = both.replace(b"/ByteRange", b"/ByteRanch", 1)
    assert [each.signer for each in check_pdf(torn, ())] == ["", "Trần Văn Bình"]
