"""What an office writes of the documents papers rest on; always dated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db.models import Q

from vun.common.actor import Actor
from vun.common.text import clean
from vun.records.sending.domain import PaperLayout
from vun.records.sending.models import PaperBasis
from vun.records.standards.models import ProgrammeGroup
from vun.records.standards.succession import confirm_row, end_row, own_stem, put_row, stem_of

_NOUN = "paper_basis"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperBasisTerms:
    """A document as papers quote it; ``layout`` None: of state and Party alike; ``group`` None: whatever is studied."""

    legal_basis: str
    layout: PaperLayout | None = None
    group: ProgrammeGroup | None = None
    order: int = 0
    note: str = ""


def put_paper_basis(
    *,
    terms: PaperBasisTerms,
    start_on: date,
    end_on: date | None = None,
    replaces: PaperBasis | None = None,
    by: Actor,
) -> PaperBasis:
    """Let papers of the days rest on a document. Papers issued keep what they rest on.

    One text may stand apart for several layouts and groups. Raises as `put_row`: no paper quotes one text twice.
    """
    return put_row(
        PaperBasis,
        noun=_NOUN,
        stem=stem_of(replaces.code) if replaces else _stem(terms),
        columns={
            "legal_basis": clean(terms.legal_basis),
            "layout": terms.layout.value if terms.layout else "",
            "group": terms.group,
            "order": terms.order,
            "note": clean(terms.note),
        },
        start_on=start_on,
        end_on=end_on,
        replaces=replaces,
        rivals=_same_text_on_one_paper(terms),
        by=by,
    )


def _stem(terms: PaperBasisTerms) -> str:
    """A text may be longer than a code, and stand for several layouts and groups: the end tells them apart."""
    whole = [clean(terms.legal_basis), terms.layout or "", terms.group.pk if terms.group else ""]
    return f"{own_stem(terms.legal_basis)[:60]}-{sha256(repr(whole).encode()).hexdigest()[:8]}"


def _same_text_on_one_paper(terms: PaperBasisTerms) -> Q:
    """Rows with the text that some paper would quote beside a row of these terms."""
    same = Q(legal_basis=clean(terms.legal_basis))
    if terms.layout:
        same &= Q(layout__in=["", terms.layout.value])
    if terms.group:
        same &= Q(group__isnull=True) | Q(group=terms.group)
    return same


def end_paper_basis(*, rule: PaperBasis, on: date, by: Actor) -> None:
    """Let ``on`` be the first day papers no longer rest on the document. Raises as `end_row`."""
    end_row(rule, noun=_NOUN, on=on, by=by)


def confirm_paper_basis(*, rule: PaperBasis, by: Actor) -> None:
    """Record that the row was compared with the document. Raises as `confirm_row`."""
    confirm_row(rule, noun=_NOUN, by=by)
