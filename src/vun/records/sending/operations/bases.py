"""What an office writes of the documents papers rest on; always dated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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
    """Let papers of the days rest on a document. Papers issued keep what they rest on. Raises as `put_row`."""
    return put_row(
        PaperBasis,
        noun=_NOUN,
        stem=stem_of(replaces.code) if replaces else own_stem(terms.legal_basis),
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
        by=by,
    )


def end_paper_basis(*, rule: PaperBasis, on: date, by: Actor) -> None:
    """Let ``on`` be the first day papers no longer rest on the document. Raises as `end_row`."""
    end_row(rule, noun=_NOUN, on=on, by=by)


def confirm_paper_basis(*, rule: PaperBasis, by: Actor) -> None:
    """Record that the row was compared with the document. Raises as `confirm_row`."""
    confirm_row(rule, noun=_NOUN, by=by)
