"""The demo province: Lạng Sơn with invented people. Everything is made through operations, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from vun.common.actor import Actor
from vun.records.accounts.domain import Role
from vun.records.accounts.operations import create_user
from vun.records.orgs.models import Unit
from vun.records.orgs.queries import find_root_unit
from vun.records.people.operations import link_user
from vun.records.people.queries import get_person
from vun.records.standards.queries import levels
from vun.samples.province.abroad import load_rewards, load_trips
from vun.samples.province.commitments import load_commitments, load_debt
from vun.samples.province.elsewhere import Elsewhere
from vun.samples.province.history import Study, held_at_first
from vun.samples.province.oddities import load_absences, load_twins
from vun.samples.province.organisation import load_organisation
from vun.samples.province.papers import Paper, PaperMill
from vun.samples.province.population import load_papers, load_people
from vun.samples.province.positions import load_positions
from vun.samples.province.roles import refine
from vun.samples.province.staff import Somebody, Staffing
from vun.samples.province.statements import sign_last_year
from vun.samples.province.venues import load_venues
from vun.samples.province.years import SCHOOL, Years

PASSWORD = "Vun-thu-nghiem-2026"  # noqa: S105 - printed at every start; all data is invented
_SEED = 20250701


@dataclass(frozen=True, slots=True)
class Login:
    """A sample account: whose work it shows."""

    username: str
    description: str


def is_loaded() -> bool:
    """Whether the database holds a province already."""
    return find_root_unit() is not None


@transaction.atomic
def load(*, people: int, say: Callable[[str], None], today: date | None = None) -> None:
    """Fill the empty database with ``people`` invented persons and their training years up to ``today``.

    The same arguments give the same province. ``say`` is told what is being done. All or nothing.
    """
    by = Actor.system("vun demo")
    staffing = Staffing(people=people, seed=_SEED, today=today or timezone.localdate())
    say(_("đơn vị và người"))
    everybody = staffing.make()
    refine(everybody, staffing, seed=_SEED)
    units = load_organisation(staffing.geography, by=by)
    unit_ids = {code: unit.pk for code, unit in units.items()}
    person_ids = load_people(staffing, everybody, unit_ids, by=by)
    say(_("văn bằng, chứng chỉ"))
    known = {level.code: (level.pk, level.name) for level in levels()}
    papers = _papers(staffing, everybody, {code: name for code, (_pk, name) in known.items()})
    load_papers(papers, person_ids, known, by=by)
    say(_("các năm đào tạo"))
    held = held_at_first(everybody, [(index, paper.level) for index, own in papers.items() for paper in own])
    study = Study(staffing, everybody, person_ids, held, staffing.rng)
    Years(study, units, by=by).live()
    Elsewhere(staffing, everybody, person_ids, units, seed=_SEED, by=by).load()
    load_venues(staffing, units, by=by)
    load_trips(everybody, person_ids, units, today=staffing.today, by=by)
    load_rewards(today=staffing.today, by=by)
    load_absences(study, today=staffing.today, by=by)
    load_positions(units[staffing.open_commune], today=staffing.today, by=by)
    load_twins(study, unit_ids, by=by)
    load_commitments(study, units, by=by)
    load_debt(study, units, today=staffing.today, by=by)
    sign_last_year(staffing.today.year - 1, by=by)
    say(_("tài khoản"))
    _create_logins(staffing, everybody, person_ids, units, by)


def _papers(
    staffing: Staffing, everybody: list[Somebody], names: Mapping[str, str]
) -> dict[int, list[Paper]]:
    mill = PaperMill(seed=_SEED, names=dict(names))
    return {
        index: list(mill.papers(person, staffing.group(person.last_post.title)))
        for index, person in enumerate(everybody)
    }


def logins() -> list[Login]:
    """The sample accounts, in the order of the training year."""
    return [
        Login("kehoach", _("người lập kế hoạch, Sở Nội vụ")),
        Login("tochuc", _("người lập kế hoạch, Ban Tổ chức Tỉnh ủy")),
        Login("canbo", _("cán bộ phụ trách ở một xã")),
        Login("canboso", _("cán bộ phụ trách ở Sở Y tế")),
        Login("giaovu", _("giáo vụ, Trường Chính trị Hoàng Văn Thụ")),
        Login("giangvien", _("giảng viên")),
        Login("ketoan", _("kế toán, Sở Tài chính")),
        Login("lanhdao", _("lãnh đạo tỉnh")),
        Login("lanhdaoso", _("lãnh đạo Sở Y tế, duyệt bước đầu")),
        Login("nguoihoc", _("người học: một công chức xã")),
        Login("thanhtra", _("thanh tra")),
        Login("quantri", _("quản trị hệ thống")),
    ]


def _create_logins(
    staffing: Staffing, everybody: list[Somebody], person_ids: list[int], units: Mapping[str, Unit], by: Actor
) -> None:
    commune = staffing.open_commune
    roles = {
        "kehoach": (Role.PLANNER, "LS"),
        "tochuc": (Role.PLANNER, "LS"),
        "canbo": (Role.UNIT_OFFICER, commune),
        "canboso": (Role.UNIT_OFFICER, "LS-SYT"),
        "giaovu": (Role.REGISTRAR, SCHOOL),
        "giangvien": (Role.LECTURER, SCHOOL),
        "ketoan": (Role.ACCOUNTANT, "LS"),
        "lanhdao": (Role.LEADER, "LS"),
        "lanhdaoso": (Role.LEADER, "LS-SYT"),
        "nguoihoc": (Role.CADRE, commune),
        "thanhtra": (Role.INSPECTOR, "LS"),
        "quantri": (Role.ADMINISTRATOR, "LS"),
    }
    homes = {"kehoach": "LS-SNV-2025", "tochuc": "LS-BTCTU", "giaovu": SCHOOL, "giangvien": SCHOOL}
    taken: set[int] = set()
    for username, (role, code) in roles.items():
        home = homes.get(username, "LS-UBND" if code == "LS" else code)
        at_home = {
            index: staffing.titles[post.title].is_leader
            for index, person in enumerate(everybody)
            if index not in taken and (post := person.post_on(staffing.today)) and post.unit == home
        }
        # Who only studies is nobody's leader, where the unit has such people.
        index = (
            min(at_home, key=at_home.__getitem__, default=None)
            if role is Role.CADRE
            else next(iter(at_home), None)
        )
        full_name = everybody[index].full_name if index is not None else username
        user = create_user(
            username=username, full_name=full_name, password=PASSWORD, grants=[(role, units[code])], by=by
        )
        if index is not None:
            taken.add(index)
            link_user(person=get_person(by, person_ids[index], staffing.today), user=user, by=by)
