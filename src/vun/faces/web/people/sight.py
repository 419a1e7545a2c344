"""One person as a reader sees them on a day: what all pages of the person share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import Refused
from vun.common.period import whole_years
from vun.faces.web import formats
from vun.faces.web.custom import shown
from vun.faces.web.forms import VunForm, operation_page
from vun.faces.web.pages import Action, Tab, Text, show
from vun.faces.web.people.words import catalogue_name
from vun.faces.web.request import Request
from vun.records.custom import queries as custom
from vun.records.custom.domain import Subject
from vun.records.orgs import queries as orgs
from vun.records.people import queries
from vun.records.people.domain import Sex, doubts_about, mask

Crumbs = list[tuple[Text, str]]
Row = TypeVar("Row")


class Sight:
    """A person on the reader's day. Raises NotFound out of the reader's scope.

    Of somebody who was in it on that day and is no longer, the reader knows what there was by that day.
    """

    def __init__(self, request: Request, person_id: int) -> None:
        self.request = request
        self.person = queries.get_person(request.actor, person_id, request.on)
        self.is_own = person_id == request.actor.person_id
        # What the reader may change is asked of today, wherever the page looks back to.
        self.may_edit = queries.may_edit(request.actor, person_id, request.today)
        self._is_former = request.on < request.today and not (
            queries.visible_to(request.actor, request.today).filter(pk=person_id).exists()
        )
        self.post = queries.primary_on(person_id, request.on)
        self.unit_name = (
            orgs.names_on([self.post.unit_id], request.on)[self.post.unit_id] if self.post else ""
        )

    def known(self, rows: Iterable[Row], begun_on: Callable[[Row], date]) -> list[Row]:
        """Those of the rows the reader may know of, each by the day it began."""
        return [row for row in rows if not self._is_former or begun_on(row) <= self.request.on]

    def traits(self) -> list[Any]:
        """The recorded abilities the reader may know of, the latest first."""
        return self.known(queries.traits_of(self.person.pk), lambda trait: trait.start_on)

    def may_inspect(self) -> bool:
        """Whether the reader may read what was done to the record."""
        unit_id = queries.unit_of(self.person.pk, self.request.today)
        actor = self.request.actor
        if unit_id is None:
            return actor.may_everywhere(Permission.AUDIT_VIEW)
        return self.may_edit or actor.may(Permission.AUDIT_VIEW, unit_id)

    def url(self, name: str, *more: int) -> str:
        """The address of one of the person's pages."""
        return reverse(f"people:{name}", args=[self.person.pk, *more])

    def crumbs(self) -> Crumbs:
        """The list, for whoever has one."""
        is_reader = self.request.actor.may_anywhere(Permission.PERSON_VIEW)
        return [(_("Con người"), "people:list")] if is_reader else [(_("Hồ sơ của tôi"), "people:me")]

    def under(self) -> Crumbs:
        """The path to a page below the person's own."""
        return [*self.crumbs(), (self.person.full_name, self.url("detail"))]

    def operation_page(
        self, form: VunForm, operation: Callable[..., Any], *, said: Text, **page: Any
    ) -> HttpResponse:
        """The page of a form about the person, going back to the person's own page."""
        back, crumbs = self.url("detail"), self.under()
        return operation_page(self.request, form, operation, said=said, cancel=back, crumbs=crumbs, **page)

    def facts(self) -> dict[str, Any]:
        """What of the person the reader may know: the whole national ID only who may edit, and the person."""
        number = queries.national_id_of(self.person)
        is_open = self.may_edit or self.is_own
        doubts = doubts_about(number, self.person.birth_on, Sex(self.person.sex)) if self.may_edit else ()
        return {
            "age": whole_years(self.person.birth_on, self.request.on),
            "national_id": number if is_open else mask(number),
            "doubts": doubts,
            "custom": shown(custom.specs_of(Subject.PERSON), self.person.custom),
            "custom_url": self.url("custom") if self.may_edit else "",
        }

    def lead(self) -> Text:
        """What the person is on the day, in one line."""
        if self.post is None:
            return gettext("Ngày %(on)s không giữ chức vụ nào.") % {"on": formats.day(self.request.on)}
        return gettext("%(title)s, %(unit)s, từ ngày %(since)s") % {
            "title": catalogue_name(self.post.title),
            "unit": self.unit_name,
            "since": formats.day(self.post.start_on),
        }

    def show(self, template: str, tab: str, **context: Any) -> HttpResponse:
        """One of the person's pages in the frame."""
        return show(
            self.request,
            template,
            title=self.person.full_name,
            lead=self.lead(),
            action=self._main_step() if self.may_edit else None,
            more=[*(self._steps() if self.may_edit else ()), self._file()],
            crumbs=self.crumbs(),
            tabs=self._tabs(tab),
            person=self.person,
            may_edit=self.may_edit,
            **context,
        )

    def _file(self) -> Action:
        url = reverse("exchange:person-record", args=[self.person.pk])
        return Action(_("Xuất quá trình đào tạo 32.1–32.6 (Excel)"), url)

    def _main_step(self) -> Action:
        if self.post is None:
            return Action(_("Bổ nhiệm"), self.url("appoint"))
        return Action(_("Điều động, bổ nhiệm"), self.url("transfer"))

    def _steps(self) -> list[Action]:
        steps = [
            Action(_("Sửa hồ sơ"), self.url("correct")),
            Action(_("Ghi văn bằng, chứng chỉ"), self.url("credential-add")),
            Action(_("Xếp loại năm"), self.url("rate")),
            Action(_("Đưa vào quy hoạch"), self.url("succession-add")),
            Action(_("Ghi nhận năng lực"), self.url("trait-add")),
            Action(_("Ghi nghỉ dài ngày"), self.url("absence-add")),
            Action(_("Gộp với hồ sơ trùng"), f"{reverse('people:pick-two')}?person={self.person.pk}"),
        ]
        if self.post is not None:
            steps.insert(1, Action(_("Giao kiêm nhiệm"), self.url("concurrent")))
            steps.append(Action(_("Kết thúc chức vụ"), self.url("post-end", self.post.pk), danger=True))
        return steps

    def _tabs(self, current: str) -> list[Tab]:
        names: list[tuple[str, Text]] = [
            ("detail", _("Hồ sơ")),
            ("credentials", _("Văn bằng, chứng chỉ")),
            ("standards", pgettext_lazy("section", "Tiêu chuẩn")),
            ("study", _("Đào tạo, bồi dưỡng")),
        ]
        if self.may_inspect():
            names.append(("history", _("Nhật ký")))
        return [Tab(text, self.url(name), is_current=name == current) for name, text in names]


def for_editing(request: Request, person_id: int) -> Sight:
    """The person, whom the reader may change. Raises NotFound out of scope, Refused for whoever only reads."""
    sight = Sight(request, person_id)
    if not sight.may_edit:
        raise Refused(Permission.PERSON_EDIT)
    return sight
