"""The classes of a person with the papers they brought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from vun.records.delivery import queries as delivery
from vun.records.delivery.domain import CertificateKind, certificate_number


@dataclass(frozen=True, slots=True)
class Study:
    """A participation, and the number of its certificate as written on the paper (empty: none yet)."""

    enrolment: Any
    certificate_number: str


def studies_of(person_id: int) -> list[Study]:
    """Everything the person has studied or studies, the latest first. One query."""
    return [Study(enrolment, _number(enrolment)) for enrolment in delivery.classes_of_person(person_id)]


def _number(enrolment: Any) -> str:
    paper = getattr(enrolment, "certificate", None)
    if paper is None:
        return ""
    host = enrolment.training_class.host
    return certificate_number(CertificateKind(paper.kind), paper.number, paper.year, host.code)
