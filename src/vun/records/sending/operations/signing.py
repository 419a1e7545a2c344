"""Signing papers digitally."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.engines.signatures import Place, SigningKey, sign_pdf
from vun.records.audit import operations as audit
from vun.records.registers import operations as registers
from vun.records.sending.models import PaperSignature, SendingPaper


@transaction.atomic
def sign_paper(
    *,
    paper: SendingPaper,
    unsigned: Callable[[], tuple[bytes, Place | None]],
    key: SigningKey,
    known: int = 0,
    at: datetime,
    by: Actor,
) -> PaperSignature:
    """Keep the paper as a PDF signed with the key, on top of the signatures it bears.

    ``unsigned`` makes the PDF of a paper nobody has signed, and says where the signature is seen; later ones are not.
    ``known`` is the last signature of the paper whoever signs has seen, by its id: so one asked for again, because no
    answer came, is not given twice. Raises Refused without DECISION_EDIT, and Problem: the key has signed since.
    """
    by.require_anywhere(Permission.DECISION_EDIT)
    _one_signature_at_a_time(paper)
    if paper.signatures.filter(pk__gt=known, signer=key.name[:200], issuer=key.issuer[:200]).exists():
        raise Problem("sending.signed_already")
    content, place = _signed_so_far(paper) or unsigned()
    signed = sign_pdf(content, key, at=at, place=place, reason=paper.decision.number)
    name = f"{paper.decision.number.replace('/', '-')}.signed.pdf"
    signature = PaperSignature.objects.create(
        paper=paper,
        file=registers.store_file(name=name, content=signed, by=by),
        signer=key.name[:200],
        issuer=key.issuer[:200],
        signed_at=at,
        signed_by=by.name,
    )
    told = {"number": paper.decision.number, "signer": key.name, "issuer": key.issuer}
    audit.record(by, "sending_paper.signed", paper, after=told)
    return signature


def _one_signature_at_a_time(paper: SendingPaper) -> None:
    """Let nobody else sign the paper until this transaction ends: each signature stands in the file of the one before.

    SQLite has one writer anyway, on PostgreSQL the paper's row is the lock.
    """
    SendingPaper.objects.filter(pk=paper.pk).update(kind=F("kind"))


def _signed_so_far(paper: SendingPaper) -> tuple[bytes, None] | None:
    """The PDF with all signatures so far; None when there is none."""
    # By id: whoever waited for another's signature came before it by the clock.
    last = paper.signatures.select_related("file").order_by("pk").last()
    if last is None:
        return None
    with last.file.content.open("rb") as file:
        return file.read(), None
