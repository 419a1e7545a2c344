"""Reports: drafted, figures that open, on their way, signed."""

from __future__ import annotations

import re

from django.urls import reverse

from tests.faces.addresses.asking import TODAY, signed_in
from tests.faces.addresses.things.thing import Thing
from vun.common.actor import Actor
from vun.common.period import Period
from vun.faces.web.guide.chapters import NAMES
from vun.records.orgs.models import Unit
from vun.records.publishing import operations as publishing
from vun.records.publishing.models import SubmittedReport
from vun.reports.model import Scope
from vun.reports.registry import definitions, freeze, get_data


def _report_names() -> list[str]:
    return [definition.name for definition in definitions()]


def _figure() -> dict[str, str]:
    """A figure of the first report that opens into names."""
    client = signed_in("kehoach")
    for name in _report_names():
        page = client.get(reverse("reports:detail", args=[name])).content.decode()
        found = re.search(rf'href="{reverse("reports:list")}{name}/([^/"]+)/([^/"]+)/([^/"?]+)/', page)
        if found:
            return {"name": name, "asked": found[1], "row": found[2], "column": found[3]}
    raise AssertionError("no report has a figure that opens")


def _submitted_report() -> SubmittedReport:
    """A report on its way to being signed."""
    by = Actor.system("tests")
    root = Unit.objects.filter(states__parent=None)[0]
    frozen = freeze("plan-programme", Scope(by, Period.year(TODAY.year), root.pk))
    explanations = {one.name: "Đã rà soát" for one in frozen.relations}
    return publishing.submit_report(frozen=frozen, explanations=explanations, by=by)


def of_reports() -> list[Thing]:
    """Every report, a figure that opens, one on its way, one signed, one drafted."""
    return [
        ("name", [{"name": name} for name in _report_names()]),
        ("guide: name", [{"name": name} for name in NAMES]),
        ("name asked row column", [_figure()]),
        ("report_id", [{"report_id": _submitted_report().pk}]),
        *_signed(),
        *_drafted(),
    ]


def _drafted() -> list[Thing]:
    """A definition being changed, with one of its rows and columns; a layout of the province's own."""
    by = Actor.system("tests")
    draft = publishing.begin_draft(data=get_data("bieu-10-btctw"), by=by)
    layout = publishing.keep_layout(name="party.typ", file_name="x.typ", content=b"#data.organ", by=by)
    sides = [{"draft_id": draft.pk, "side": side, "place": "0.0"} for side in ("rows", "columns")]
    return [
        ("draft_id", [{"draft_id": draft.pk}]),
        ("draft_id side place", sides),
        ("layout_id", [{"layout_id": layout.pk}]),
        ("file_name", [{"file_name": name} for name in ("party.docx", "state.typ")]),
    ]


def _signed() -> list[Thing]:
    """A report to sign, one signed, and a relation that is checked before."""
    by, name = Actor.system("tests"), "bieu-10-btctw"
    scope = Scope(by, Period.year(TODAY.year))
    frozen = freeze(name, scope)
    explanations = {one.name: "Đã rà soát" for one in frozen.relations}
    signed = publishing.sign(frozen=frozen, explanations=explanations, by=by)
    relation = publishing.write_relation(report=name, name="Thử", formula="[I/c3] = [I/c4]", by=by)
    return [
        ("name asked", [{"name": name, "asked": "2026-01-01_2026-12-31_then_all"}]),
        ("name relation_id", [{"name": name, "relation_id": relation.pk}]),
        ("signed_id", [{"signed_id": signed.pk}]),
        ("signed_id row column", [{"signed_id": signed.pk, "row": "II", "column": "c3"}]),
    ]
