"""What a reader asks of a report: the period, the unit, units of then or of now."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem
from vun.common.numbers import format_date
from vun.common.period import Period
from vun.faces.web.forms import DateField, PickField, VunForm
from vun.faces.web.request import Request
from vun.records.delivery.domain import CountingRule
from vun.records.orgs import queries as orgs
from vun.reports.model import Scope, Units
from vun.reports.words import RULES, UNITS

_DAY = r"(\d{4}-\d\d-\d\d)"
_ADDRESS = re.compile(rf"{_DAY}_{_DAY}_(then|now)(?:-{_DAY})?_(all|\d{{1,18}})(?:_([a-z]{{1,12}}))?")


class AskForm(VunForm):
    """Whom and when a report is about."""

    first_day = DateField(label=_("Từ ngày"))
    last_day = DateField(label=_("Đến hết ngày"))
    unit = PickField(label=_("Đơn vị"), options_url="units:options", required=False)
    units = forms.ChoiceField(
        label=_("Tính theo đơn vị"),
        choices=[(units.value, words) for units, words in UNITS.items()],
    )

    rule = forms.ChoiceField(
        label=_("Tính người"),
        choices=[("", _("theo mẫu báo cáo")), *((rule.value, words) for rule, words in RULES.items())],
        required=False,
    )

    def __init__(self, request: Request, *, has_rule: bool = False, units: Units = Units.THEN) -> None:
        super().__init__({**usual(request), "units": units.value, **request.GET.dict()})
        if not has_rule:
            del self.fields["rule"]
        self.choose_from(unit=orgs.ever_visible_to(request.actor))

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or {}
        first_day, last_day = asked.get("first_day"), asked.get("last_day")
        if first_day and last_day and last_day < first_day:
            self.add_problem(
                Problem("reports.dates_reversed", field="last_day", first_day=first_day, last_day=last_day)
            )
        if last_day == date.max:
            raise ValidationError(_("Ngày cuối kỳ quá xa. Gõ một ngày sớm hơn."))
        return asked


def usual(request: Request) -> dict[str, str]:
    """What a report is about until the reader says otherwise: the year so far, and an officer's own unit."""
    return {
        "first_day": format_date(date(request.on.year, 1, 1)),
        "last_day": format_date(request.on),
        "unit": str(_own_unit_id(request.actor) or ""),
    }


def _own_unit_id(actor: Actor) -> int | None:
    if actor.may_everywhere(Permission.REPORT_RUN):
        return None
    return next(
        (
            grant.unit_id
            for grant in actor.grants
            if Permission.REPORT_RUN in grant.permissions and grant.unit_id
        ),
        None,
    )


def scope_of(request: Request, form: AskForm) -> Scope | None:
    """What the form asks for; None when its days cannot be read. Raises NotFound for a unit out of scope."""
    is_valid = form.is_valid()
    if "unit" in form.errors:
        raise NotFound("unit")
    if not is_valid:
        return None
    unit = form.cleaned_data["unit"]
    return _scope(
        request.actor,
        form.cleaned_data["first_day"],
        form.cleaned_data["last_day"],
        unit.pk if unit else None,
        Units(form.cleaned_data["units"]),
        form.cleaned_data.get("rule") or "",
        request.on,
    )


def address_of(scope: Scope) -> str:
    """The scope as one part of an address: ``2026-01-01_2026-12-31_then_12``, ``…_now-2026-12-31_12``."""
    units = scope.units.value
    if scope.units is Units.NOW:
        units += f"-{scope.units_day:%Y-%m-%d}"
    unit = "all" if scope.unit_id is None else str(scope.unit_id)
    rule = f"_{scope.rule.value}" if scope.rule else ""
    return f"{scope.period.start:%Y-%m-%d}_{scope.day:%Y-%m-%d}_{units}_{unit}{rule}"


def scope_at(actor: Actor, address: str) -> Scope:
    """The scope of such a part. Raises NotFound for any other text, and for a unit out of scope."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise NotFound("report")
    first, last, units, now, unit, rule = match.groups()
    if rule is not None and rule not in {known.value for known in CountingRule}:
        raise NotFound("report")
    try:
        first_day, last_day = date.fromisoformat(first), date.fromisoformat(last)
        units_day = date.fromisoformat(now or last)
    except ValueError:
        raise NotFound("report") from None
    if not first_day <= last_day < date.max:
        raise NotFound("report")
    return _scope(
        actor, first_day, last_day, None if unit == "all" else int(unit), Units(units), rule or "", units_day
    )


def _scope(
    actor: Actor,
    first_day: date,
    last_day: date,
    unit_id: int | None,
    units: Units,
    rule: str,
    now: date,
) -> Scope:
    if unit_id is not None:
        actor.require_sight(Permission.REPORT_RUN, unit_id, "unit")
        orgs.unit_by_id(unit_id)
    period = Period(first_day, last_day + timedelta(days=1))
    return Scope(actor, period, unit_id, units, CountingRule(rule) if rule else None, now)


def query_of(scope: Scope, **changes: date) -> str:
    """The query string that asks for the scope, with other days where given."""
    return urlencode(
        {
            "first_day": format_date(changes.get("first_day", scope.period.start)),
            "last_day": format_date(changes.get("last_day", scope.day)),
            "unit": "" if scope.unit_id is None else scope.unit_id,
            "units": scope.units.value,
            **({"rule": scope.rule.value} if scope.rule else {}),
        }
    )
