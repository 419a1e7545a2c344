"""Signing papers digitally."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.engines.signatures import Place, SigningKey, sign_pdf
from vun.records.audit import operations as audit
from vun.records.registers import operations as registers
from vun.records.sending.models import PaperSignature, SendingPaper


@transaction.atomic
def sign_paper(
    *, paper: SendingPaper, content: bytes, key: SigningKey, place: Place | None, at: datetime, by: Actor
) -> PaperSignature:
    """Keep the paper as a PDF signed with the key: ``content`` as it is without, or with the signatures before.

    Raises Refused without DECISION_EDIT.
    """
    by.require_anywhere(Permission.DECISION_EDIT)
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
