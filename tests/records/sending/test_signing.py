"""A paper signed by two at once, and twice by one: every signature stands in the last file, each key once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

import pytest

from tests.factories.certificates import NOW, PASSPHRASE, key_file
from tests.factories.papers import issue
from tests.factories.plans import SYSTEM, approved_plan_with_line
from tests.factories.problems import problem
from tests.factories.sending import make_nomination
from tests.records.delivery.test_concurrency import at_once
from vun.engines.documents import write_pdf
from vun.engines.signatures import Place, SigningKey, check_pdf, key_from_file
from vun.records.sending import operations, queries
from vun.records.sending.models import PaperSignature, SendingPaper

WAIT = 0.5  # seconds: long enough for whoever does not wait to come


def key_of(owner: str) -> SigningKey:
    return key_from_file(key_file(owner), PASSPHRASE, NOW)


def sign(
    paper: SendingPaper,
    key: SigningKey,
    known: int = 0,
    unsigned: Callable[[], tuple[bytes, Place | None]] | None = None,
) -> PaperSignature:
    return operations.sign_paper(
        paper=paper,
        unsigned=unsigned or (lambda: (write_pdf(queries.document_of(paper)), None)),
        key=key,
        known=known,
        at=NOW,
        by=SYSTEM,
    )


def signers(paper: SendingPaper) -> list[str]:
    """Whose signatures stand in the last file, all of it as it was signed."""
    last = paper.signatures.order_by("pk").last()
    assert last is not None
    with last.file.content.open("rb") as file:
        found = check_pdf(file.read(), ())
    assert all(each.is_intact and not each.is_changed_after for each in found)
    return [each.signer for each in found]


@pytest.mark.django_db
def test_a_key_signs_once_unless_asked_again_by_who_has_seen_its_signature() -> None:
    paper, an = issue(make_nomination(approved_plan_with_line())), key_of("An")
    first = sign(paper, an)
    with problem("sending.signed_already"):
        sign(paper, an)
    sign(paper, key_of("Bình"))
    assert signers(paper) == ["An", "Bình"]
    with problem("sending.signed_already"):
        sign(paper, an, known=first.pk - 1)
    again = sign(paper, an, known=first.pk)
    with problem("sending.signed_already"):
        sign(paper, an, known=first.pk)
    assert signers(paper) == ["An", "Bình", "An"]
    assert paper.signatures.order_by("pk").last() == again


@pytest.mark.parametrize(
    ("owners", "answers", "signed_by"),
    [
        (("An", "An"), ["done", "sending.signed_already"], ["An"]),
        (("An", "Bình"), ["done", "done"], ["An", "Bình"]),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_of_two_that_sign_at_once_the_second_waits_for_the_first(
    owners: tuple[str, str], answers: list[str], signed_by: list[str]
) -> None:
    paper = issue(make_nomination(approved_plan_with_line()))
    made = (write_pdf(queries.document_of(paper)), None)
    both = threading.Barrier(2)

    def once_both_are_here() -> tuple[bytes, Place | None]:
        # Nobody comes, for the other waits: so it should be.
        with suppress(threading.BrokenBarrierError):
            both.wait(WAIT)
        return made

    def signing(owner: str) -> Callable[[], object]:
        key = key_of(owner)
        return lambda: sign(paper, key, unsigned=once_both_are_here)

    assert at_once(*map(signing, owners)) == answers
    assert sorted(signers(paper)) == signed_by
