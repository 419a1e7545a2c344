"""How the people of a unit stand: the share at standard, who is below it, and the share over the years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import EVERYWHERE, Permission
from vun.common.errors import NotFound
from vun.faces.web import charts, formats
from vun.faces.web.forms import PickField, VunForm
from vun.faces.web.guard import needs
from vun.faces.web.lists import plain_table
from vun.faces.web.pages import show
from vun.faces.web.request import Request, find_id
from vun.faces.web.standards.tables import TitleShareTable
from vun.faces.web.standards.tabs import tabs
from vun.records.credentials import queries as credentials
from vun.records.credentials.domain import Share
from vun.records.orgs import queries as orgs

YEARS_BACK = 4
MOST_BARS = 20


@dataclass(frozen=True, slots=True)
class ChosenUnit:
    """The unit a page speaks of, with its name on the day."""

    pk: int
    name: str

    def url(self, page: str, **parameters: object) -> str:
        """The address of another page of the area about this unit."""
        return f"{reverse(f'standards:{page}')}?{urlencode({'unit': self.pk, **parameters})}"


class UnitForm(VunForm):
    """Which unit, with everything below it."""

    unit = PickField(label=_("Đơn vị, kể cả cấp dưới"), options_url="units:options", required=False)

    def __init__(self, request: Request, chosen: ChosenUnit) -> None:
        super().__init__(initial={"unit": chosen.pk})
        self.choose_from(unit=orgs.visible_to(request.actor, request.on))


def chosen_unit(request: Request) -> ChosenUnit:
    """The unit in the address, else the topmost whose people the reader may see.

    Raises NotFound for a unit there is not or that is out of the reader's scope.
    """
    asked = request.GET.get("unit", "")
    if not asked:
        unit_id = _own_unit_id(request)
    elif (found := find_id(asked)) is not None:
        unit_id = found
    else:
        raise NotFound("unit")
    request.actor.require_sight(Permission.PERSON_VIEW, unit_id, "unit")
    orgs.unit_by_id(unit_id)
    return ChosenUnit(unit_id, orgs.names_on([unit_id], request.on)[unit_id])


def _own_unit_id(request: Request) -> int:
    if request.actor.unit_ids(Permission.PERSON_VIEW) is EVERYWHERE:
        return orgs.root_unit().pk
    granted = [
        grant.unit_id
        for grant in request.actor.grants
        if Permission.PERSON_VIEW in grant.permissions and grant.unit_id is not None
    ]
    return granted[0]


@needs(Permission.PERSON_VIEW)
def compliance(request: Request) -> HttpResponse:
    """The share at standard on the day, by title and by unit."""
    unit = chosen_unit(request)
    found = credentials.compliance_of_units(unit.pk, request.on)
    titles = [share for share in found.by_title if share.people]
    units = [share for share in found.by_unit if share.people]
    return show(
        request,
        "standards/compliance.html",
        title=_("Tỷ lệ đạt chuẩn"),
        lead=_(
            "Người đạt mọi tiêu chuẩn của chức danh đang giữ vào ngày đang xem, kể cả được miễn hoặc còn thời hạn."
        ),
        tabs=tabs(request, "standards:compliance", unit_id=unit.pk),
        form=UnitForm(request, unit),
        unit=unit,
        found=found,
        below_url=unit.url("below"),
        title_chart=_bars(titles, lambda share: unit.url("below", title=share.code)),
        unit_chart=_bars(units, lambda share: _unit_url(share, unit)),
        hidden_titles=max(len(titles) - MOST_BARS, 0),
        title_table=plain_table(request, TitleShareTable, titles) if len(titles) > MOST_BARS else None,
    )


def _unit_url(share: Share, unit: ChosenUnit) -> str:
    if share.unit_id == unit.pk:
        return unit.url("below", only="on")
    return f"{reverse('standards:below')}?{urlencode({'unit': share.unit_id})}"


def _bars(shares: Sequence[Share], url_of: Any) -> Any:
    """Bars of the shares with most people below standard; the title names the lowest."""
    if not shares:
        return None
    most = sorted(shares, key=lambda share: -share.below_standard)[:MOST_BARS]
    lowest = min(shares, key=lambda share: (share.share, share.name))
    title = gettext("Thấp nhất: %(name)s, %(share)s") % {
        "name": lowest.name,
        "share": formats.percent(lowest.share, 1),
    }
    bars = [charts.Share(share.name, share.at_standard, share.people, url_of(share)) for share in most]
    return charts.share_bars(
        title, bars, part=gettext("Đạt chuẩn (người)"), whole=gettext("Phải đạt chuẩn (người)")
    )


@needs(Permission.PERSON_VIEW)
def years(request: Request) -> HttpResponse:
    """The share at standard at the end of past years and on the day."""
    unit = chosen_unit(request)
    last = request.on
    days = [date(last.year - back, 12, 31) for back in range(YEARS_BACK, 0, -1)] + [last]
    found = [one for one in credentials.shares_over_years(unit.pk, days) if one.people]
    bars = [
        charts.Share(
            formats.day(one.on), one.at_standard, one.people, unit.url("compliance", on=one.on.isoformat())
        )
        for one in found
    ]
    return show(
        request,
        "standards/years.html",
        title=_("Tỷ lệ đạt chuẩn qua các năm"),
        lead=_("Mỗi ngày tính theo tiêu chuẩn, chức vụ và văn bằng của chính ngày đó."),
        tabs=tabs(request, "standards:years", unit_id=unit.pk),
        form=UnitForm(request, unit),
        unit=unit,
        chart=charts.share_bars(
            _trend(found),
            bars,
            part=gettext("Đạt chuẩn (người)"),
            whole=gettext("Phải đạt chuẩn (người)"),
        )
        if bars
        else None,
    )


def _trend(found: Sequence[Any]) -> str:
    first, last = found[0], found[-1]
    points = last.share - first.share
    if first is last or points == 0:
        return gettext("Tỷ lệ đạt chuẩn: %(share)s") % {"share": formats.percent(last.share, 1)}
    words = {"points": formats.number(abs(points), 1), "day": formats.day(first.on)}
    if points > 0:
        return gettext("Tỷ lệ đạt chuẩn tăng %(points)s điểm so với %(day)s") % words
    return gettext("Tỷ lệ đạt chuẩn giảm %(points)s điểm so với %(day)s") % words
