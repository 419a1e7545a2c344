"""The first steps of a province that has nothing yet: what to do, in which order, and what is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from vun.common.actor import Actor, Permission
from vun.faces.web.pages import Text
from vun.records.accounts.domain import Role
from vun.records.accounts.queries import users_visible_to
from vun.records.orgs import queries as orgs
from vun.records.people import queries as people
from vun.records.plans import queries as plans


@dataclass(frozen=True, slots=True)
class Step:
    """Something a new province does first; ``text`` leads to ``url`` until it is done."""

    text: Text
    why: Text
    url: str
    is_done: bool


def steps(actor: Actor, on: date) -> list[Step]:
    """The steps that are the actor's: a planner's until there is a plan, from where the year leads on; an
    administrator's until others can sign in.
    """
    found: list[Step] = []
    if actor.may_everywhere(Permission.PLAN_EDIT) and not plans.visible_to(actor).exists():
        found += _of_planner(actor, on)
    if actor.may_everywhere(Permission.ACCOUNT_MANAGE):
        found += _of_administrator(actor)
    return found if any(not step.is_done for step in found) else []


def _of_planner(actor: Actor, on: date) -> list[Step]:
    return [
        Step(
            _("Nhập cây đơn vị"),
            _("Sở, ban, ngành, xã, phường: chỉ cần tên và cơ quan cấp trên, từ tệp Excel đang có."),
            reverse("exchange:upload", args=["units"]),
            orgs.visible_to(actor, on)[1:2].exists(),
        ),
        Step(
            _("Nhập danh sách người"),
            _("Họ tên, ngày sinh, chức vụ, đơn vị, trình độ: tệp thế nào cứ để thế, xem trước rồi mới ghi."),
            reverse("exchange:upload", args=["people"]),
            people.visible_to(actor, on).exists(),
        ),
        Step(
            _("Xem ai còn thiếu gì"),
            _(
                "Tỷ lệ đạt chuẩn theo chức danh; số nào cũng mở ra tên. Văn bằng còn thiếu ngày thì nhập thêm sau."
            ),
            reverse("standards:compliance"),
            False,
        ),
        Step(
            _("Lập kế hoạch"),
            _("Mở đợt khảo sát nhu cầu trước, hoặc lập ngay kế hoạch của năm."),
            reverse("plans:list"),
            False,
        ),
    ]


def _of_administrator(actor: Actor) -> list[Step]:
    users = users_visible_to(actor).filter(is_active=True).order_by()
    roles = set(users.values_list("grants__role", flat=True).distinct())
    return [
        Step(
            _("Mở tài khoản cho người lập kế hoạch"),
            _("Sở Nội vụ, Ban Tổ chức Tỉnh ủy: họ nhập đơn vị và danh sách người."),
            reverse("admin:accounts"),
            Role.PLANNER in roles,
        ),
        Step(
            _("Mở tài khoản cho đơn vị, nhà trường, lãnh đạo"),
            _("Mỗi tài khoản một vai trò ở một đơn vị; thấy đơn vị ấy và các đơn vị trực thuộc."),
            reverse("admin:accounts"),
            bool(roles & {Role.UNIT_OFFICER, Role.REGISTRAR, Role.LEADER}),
        ),
    ]
