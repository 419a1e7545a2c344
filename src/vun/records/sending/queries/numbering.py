"""The registers papers are numbered in: each of one body, by its sign and in its layout, begun on purpose."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import Max

from vun.common.errors import Problem
from vun.common.text import fold
from vun.records.sending.domain import PaperDetails, PaperLayout, same_body
from vun.records.sending.models import SendingPaper

_ALIKE = 0.6
_MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class KnownRegister:
    """A register papers were numbered in; ``last`` is the number of the last of them."""

    layout: PaperLayout
    organ: str
    sign: str
    last: str


def known_registers() -> list[KnownRegister]:
    """The registers that were begun, by the name of the body; each body as its last paper writes it."""
    written = SendingPaper.objects.order_by().values("layout", "organ", "sign").annotate(last=Max("pk"))
    papers = SendingPaper.objects.filter(pk__in=[each["last"] for each in written]).select_related("decision")
    found = {
        (paper.layout, paper.sign, same_body(paper.organ)): KnownRegister(
            PaperLayout(paper.layout), paper.organ, paper.sign, paper.decision.number
        )
        for paper in papers.order_by("pk")
    }
    return sorted(found.values(), key=lambda each: (fold(each.organ), each.sign, each.layout))


def check_register(details: PaperDetails) -> None:
    """Raises Problem when the body has no register of that sign in that layout and is not to begin one.

    Whoever mistypes a name would else begin a second register from 01; those it may be a slip for are named.
    """
    if details.is_new_register:
        return
    papers = SendingPaper.objects.order_by().filter(layout=details.layout.value, sign=details.sign)
    body = same_body(details.organ)
    if any(same_body(organ) == body for organ in papers.values_list("organ", flat=True).distinct()):
        return
    near = _near(details, [each for each in known_registers() if each.layout == details.layout])
    raise Problem(
        "sending.register_like_another" if near else "sending.register_unknown",
        field="is_new_register",
        organ=details.organ,
        sign=details.sign,
        near=", ".join(f"{each.organ} ({each.sign})" for each in near),
    )


def _near(details: PaperDetails, known: list[KnownRegister]) -> list[KnownRegister]:
    written = fold(details.organ)
    alike = [(SequenceMatcher(None, written, fold(each.organ)).ratio(), each) for each in known]
    near = sorted(((ratio, each) for ratio, each in alike if ratio >= _ALIKE), key=lambda pair: -pair[0])
    return [each for _ratio, each in near[:_MOST_TOLD]]
