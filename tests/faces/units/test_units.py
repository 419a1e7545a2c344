"""The pages of units: who sees what of which day, and changes that are signed only after their consequence."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import make_user
from tests.factories.orgs import TESTS, Tree, make_tree, make_unit
from tests.factories.people import make_appointment, make_person, make_title
from tests.factories.registers import make_decision
from vun.records.accounts.domain import Role
from vun.records.orgs import operations, queries
from vun.records.orgs.models import Unit
from vun.records.people.models import Appointment, JobPosition
from vun.records.people.operations import approve_position
from vun.records.registers.models import Decision

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def tree() -> Tree:
    return make_tree()


@pytest.fixture
def decision() -> Decision:
    return make_decision("04/NQ-HĐND")


def client_of(role: Role | None, unit: Unit | None = None) -> Client:
    client = Client()
    client.force_login(make_user(role, unit), backend=BACKEND)
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"units:{name}", args=args)


def text(response: Any) -> str:
    content: str = response.content.decode()
    return content


PAGES = ("detail", "people", "standard", "positions", "history")


def test_an_anonymous_visitor_is_sent_to_sign_in(tree: Tree, client: Client) -> None:
    for address in (url("list"), url("table"), url("add"), *(url(name, tree.root.pk) for name in PAGES)):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/sign-in/")


def test_whoever_is_granted_nothing_is_refused(tree: Tree) -> None:
    outsider = client_of(None)
    assert outsider.get(url("list")).status_code == 403
    assert outsider.get(url("detail", tree.root.pk)).status_code == 403


def test_a_clerk_sees_the_own_unit_and_no_other(tree: Tree) -> None:
    clerk = client_of(Role.UNIT_OFFICER, tree.district)
    page = text(clerk.get(url("list")))
    assert ("Xã Quốc Khánh" in page, "Tỉnh uỷ" in page) == (True, False)
    for name in PAGES:
        assert clerk.get(url(name, tree.commune.pk)).status_code == 200, name
        assert clerk.get(url(name, tree.party.pk)).status_code == 404, name
        assert clerk.get(url(name, 999_999)).status_code == 404, name
    assert clerk.get(url("rename", tree.commune.pk)).status_code == 403
    assert clerk.get(url("rename", tree.party.pk)).status_code == 403


def test_an_administrator_sees_units_but_not_their_people(tree: Tree) -> None:
    administrator = client_of(Role.ADMINISTRATOR)
    assert administrator.get(url("detail", tree.root.pk)).status_code == 200
    assert administrator.get(url("people", tree.root.pk)).status_code == 403


def test_every_page_answers_for_the_day_it_is_asked_for(tree: Tree) -> None:
    operations.rename(unit=tree.party, name="Tỉnh uỷ mới", on=date(2025, 7, 1), by=TESTS)
    planner = client_of(Role.PLANNER)
    assert "Tỉnh uỷ mới" not in text(planner.get(url("list") + "?on=2025-06-30"))
    assert "Tỉnh uỷ mới" in text(planner.get(url("list") + "?on=2025-07-01"))
    assert "<h1>Tỉnh uỷ</h1>" in text(planner.get(url("detail", tree.party.pk) + "?on=2025-06-30")).replace(
        "\n", ""
    ).replace("  ", "")
    long_ago = text(planner.get(url("detail", tree.party.pk) + "?on=1990-01-01"))
    assert "chưa thành lập (thành lập ngày 01/01/2000)" in long_ago


def test_who_is_to_come_is_not_read_by_the_unit_before_the_day(tree: Tree) -> None:
    person = make_person("Lý Thị Hoa")
    moves_on = timezone.localdate() + timedelta(days=30)
    make_appointment(person, tree.office, start_on=date(2020, 1, 1), end_on=moves_on)
    make_appointment(person, tree.front, start_on=moves_on)
    asked = {"on": moves_on.isoformat()}

    def told(role: Role, unit: Unit, day: dict[str, str]) -> bool:
        return "Lý Thị Hoa" in text(client_of(role, unit).get(url("people", unit.pk), day))

    assert not told(Role.UNIT_OFFICER, tree.front, asked)
    assert told(Role.UNIT_OFFICER, tree.office, {})
    assert told(Role.PLANNER, tree.root, asked)


def test_the_list_finds_a_unit_by_its_former_name_and_filters(tree: Tree) -> None:
    operations.rename(unit=tree.office, name="Văn phòng mới", on=date(2025, 7, 1), by=TESTS)
    planner = client_of(Role.PLANNER)
    found = text(planner.get(url("table") + "?q=van phong so noi vu&on=2025-08-01"))
    assert ("Văn phòng mới" in found, "Tỉnh uỷ" in found) == (True, False)
    communes = text(planner.get(url("table") + "?level=commune&on=2025-08-01"))
    assert ("Xã Đại Đồng" in communes, "Sở Nội vụ" in communes) == (True, False)
    options = planner.get(url("options") + "?q=dai dong&on=2025-08-01").json()["options"]
    assert [(one["text"], one["detail"]) for one in options] == [("Xã Đại Đồng", "Huyện Tràng Định")]


def test_of_the_units_offered_as_one_types_the_one_called_just_that_comes_first(tree: Tree) -> None:
    for name in ("Ban Quản lý khu kinh tế Lạng Sơn", "Bệnh viện Sở Y tế", "Sở Y tế"):
        make_unit(name)
    found = client_of(Role.PLANNER).get(url("options") + "?q=so y te").json()["options"]
    assert [one["text"] for one in found] == [
        "Sở Y tế",
        "Bệnh viện Sở Y tế",
        "Ban Quản lý khu kinh tế Lạng Sơn",
    ]


@pytest.mark.parametrize("units", [3, 30])
def test_the_tree_and_the_list_cost_the_same_with_thirty_units(
    tree: Tree, units: int, django_assert_num_queries: Any
) -> None:
    for _ in range(units):
        make_appointment(make_person(), make_unit(parent=tree.department))
    planner = client_of(Role.PLANNER)
    with django_assert_num_queries(7):
        planner.get(url("list"))
    with django_assert_num_queries(7):
        planner.get(url("table"))


@pytest.mark.parametrize("units", [3, 30])
def test_the_pages_of_a_unit_cost_the_same_with_thirty_below(
    tree: Tree, units: int, django_assert_num_queries: Any
) -> None:
    for number in range(units):
        make_appointment(make_person(), make_unit(parent=tree.department))
        approve_position(
            unit=tree.department,
            title=make_title(),
            name=f"Vị trí {number}",
            headcount=1,
            on=date(2020, 1, 1),
            by=TESTS,
        )
    # Something for its history to tell.
    operations.rename(unit=tree.department, name="Sở Nội vụ và Tôn giáo", on=date(2021, 1, 1), by=TESTS)
    planner = client_of(Role.PLANNER)
    for name, count in {"detail": 14, "people": 11, "standard": 27, "positions": 11, "history": 12}.items():
        with django_assert_num_queries(count):
            planner.get(url(name, tree.department.pk))


def test_a_position_is_approved_filled_looked_at_and_closed(tree: Tree) -> None:
    clerk, title = client_of(Role.UNIT_OFFICER, tree.commune), make_title("Công chức tư pháp")
    own, person = url("positions", tree.commune.pk), make_person("Lý Thị Hoa", unit=tree.commune, title=title)
    post = person.appointments.get()
    typed = {"name": "Tư pháp – hộ tịch", "title": title.pk, "rank": "", "headcount": "2", "on": "01/02/2026"}

    again = "chưa có danh mục vị trí việc làm" in text(clerk.get(f"{own}?on=2026-03-01"))
    assert clerk.post(url("position-add", tree.commune.pk), typed)["Location"] == own
    twice = clerk.post(url("position-add", tree.commune.pk), typed)
    assert (again, twice.status_code, "đã có vị trí" in text(twice)) == (True, 400, True)
    position = JobPosition.objects.get()
    offered = clerk.get(url("position-options"), {"q": "ho tich", "on": "2026-03-01"}).json()["options"]
    assert [(each["text"], each["detail"]) for each in offered] == [
        ("Tư pháp – hộ tịch", "Công chức tư pháp, Xã Quốc Khánh: còn 2 chỗ")
    ]

    first = {"title": title.pk, "on": f"{post.start_on:%d/%m/%Y}", "position": position.pk}
    assert clerk.post(f"/people/{person.pk}/posts/{post.pk}/correct/", first).status_code == 302
    row = re.sub(r"<[^>]+>|\s+", " ", text(clerk.get(f"{own}?on=2026-03-01")))
    assert "Tư pháp – hộ tịch Công chức tư pháp 2 1 1" in re.sub(r" +", " ", row)
    page = text(clerk.get(url("position", tree.commune.pk, position.pk) + "?on=2026-03-01"))
    assert ("Lý Thị Hoa" in page, "Thôi vị trí này" in page) == (True, True)

    close = url("position-close", tree.commune.pk, position.pk)
    assert clerk.post(close, {"on": "01/02/2026"}).status_code == 400, "it began that day"
    assert clerk.post(close, {"on": "01/04/2026"})["Location"] == own
    assert "Tư pháp – hộ tịch" not in text(clerk.get(f"{own}?on=2026-04-01"))


def test_positions_are_changed_by_who_keeps_the_people_of_the_unit_and_seen_by_who_sees_it(
    tree: Tree,
) -> None:
    position = approve_position(
        unit=tree.commune, title=make_title(), name="Văn thư", headcount=1, on=date(2026, 1, 1), by=TESTS
    )
    make_person("Lý Thị Hoa", unit=tree.commune).appointments.update(position=position)
    steps = [url("position-add", tree.commune.pk), url("position-close", tree.commune.pk, position.pk)]
    page = url("position", tree.commune.pk, position.pk)
    administrator = client_of(Role.ADMINISTRATOR)
    assert ("Văn thư" in text(administrator.get(page)), "Lý Thị Hoa" in text(administrator.get(page))) == (
        True,
        False,
    )
    elsewhere = client_of(Role.UNIT_OFFICER, tree.party)
    assert [administrator.get(step).status_code for step in steps] == [403, 403]
    assert [elsewhere.get(address).status_code for address in (page, *steps)] == [404, 404, 404]
    assert elsewhere.get(url("position-options"), {"q": "van thu"}).json()["options"] == []
    planner = client_of(Role.PLANNER)
    assert planner.get(url("position", tree.party.pk, position.pk)).status_code == 404


def sign(client: Client, address: str, typed: dict[str, Any]) -> tuple[str, Any]:
    """Show the consequence, then sign exactly that; return the consequence's page and the answer."""
    first = client.post(address, typed)
    assert first.status_code == 200, text(first)
    seal = first.context["seal"]
    return text(first), client.post(address, {**typed, "seen": seal})


def test_a_change_is_signed_only_after_its_consequence_was_shown(tree: Tree, decision: Decision) -> None:
    planner = client_of(Role.PLANNER)
    typed = {"name": "Tỉnh uỷ Mẫu Sơn", "on": "01/07/2025", "decision": decision.pk}
    address = url("rename", tree.party.pk)
    shown, answer = sign(planner, address, typed)
    assert "Từ ngày 01/07/2025 “Tỉnh uỷ” mang tên “Tỉnh uỷ Mẫu Sơn”" in shown
    assert answer["Location"] == url("history", tree.party.pk)
    tree.party.refresh_from_db()
    assert tree.party.name == "Tỉnh uỷ Mẫu Sơn"
    again = planner.post(address, {**typed, "name": "Khác", "seen": "another seal"})
    assert "mang tên “Khác”" in text(again)
    tree.party.refresh_from_db()
    assert tree.party.name == "Tỉnh uỷ Mẫu Sơn"


def test_zone_level_and_block_change_from_a_day_on_by_a_decision(tree: Tree, decision: Decision) -> None:
    planner = client_of(Role.PLANNER)
    make_person(unit=tree.commune)
    address = url("reclassify", tree.commune.pk)
    shown = text(planner.get(address))
    assert '<option value="III" selected>' in shown
    typed = {"level": "commune", "block": "state", "zone": "", "on": "01/07/2025", "decision": decision.pk}
    shown, answer = sign(planner, address, typed)
    assert (
        "Từ ngày 01/07/2025 Xã Quốc Khánh là: cấp Xã, khối Chính quyền, không xếp khu vực. 1 người ở chính"
        in shown
    )
    assert answer["Location"] == url("history", tree.commune.pk)
    history = text(planner.get(answer["Location"]))
    assert ("Đổi cấp, khối, khu vực" in history, history.count("Khu vực III")) == (True, 1)
    zones = f"{url('table')}?zone=III"
    assert tree.commune.name in text(planner.get(f"{zones}&on=2025-06-30"))
    assert tree.commune.name not in text(planner.get(f"{zones}&on=2025-07-01"))
    seal = planner.post(address, {**typed, "on": "02/07/2025"}).context["seal"]
    same = planner.post(address, {**typed, "on": "02/07/2025", "seen": seal})
    assert (same.status_code, "giống như đang ghi" in text(same)) == (400, True)
    assert client_of(Role.UNIT_OFFICER, tree.commune).get(address).status_code == 403


def test_a_mistake_is_told_beside_its_field_and_keeps_what_was_typed(tree: Tree, decision: Decision) -> None:
    planner = client_of(Role.PLANNER)
    address = url("rename", tree.party.pk)
    missing = planner.post(address, {"name": "Tên mới", "on": "31/02/2025"})
    assert missing.status_code == 400
    assert "Ngày “31/02/2025” không đúng" in text(missing)
    assert 'value="Tên mới"' in text(missing)
    early = {"name": "Tên mới", "on": "01/01/1999", "decision": decision.pk}
    seal = planner.post(address, early).context["seal"]
    refused = planner.post(address, {**early, "seen": seal})
    assert refused.status_code == 400
    assert "thành lập ngày 01/01/2000; thay đổi phải sau ngày đó" in text(refused)


def test_a_double_submit_is_told_and_never_done_twice(tree: Tree, decision: Decision) -> None:
    planner = client_of(Role.PLANNER)
    typed = {"into": tree.party.pk, "on": "01/07/2025", "decision": decision.pk}
    _, done = sign(planner, url("dissolve", tree.office.pk), typed)
    assert done.status_code == 302
    _, again = sign(planner, url("dissolve", tree.office.pk), typed)
    assert again.status_code == 400
    assert "đã kết thúc hoạt động từ ngày 01/07/2025" in text(again)


def test_a_merger_moves_people_by_appointment(tree: Tree, decision: Decision) -> None:
    planner = client_of(Role.PLANNER)
    appointment = make_appointment(make_person(), tree.commune)
    chosen = planner.post(url("merge-chosen"), {"ids": [tree.commune.pk, tree.other_commune.pk]})
    assert chosen["Location"] == f"{url('merge')}?ids={tree.commune.pk}&ids={tree.other_commune.pk}"
    page = text(planner.get(chosen["Location"]))
    assert "Xã Quốc Khánh" in page
    typed = {
        "units": [tree.commune.pk, tree.other_commune.pk],
        "name": "Xã Thất Khê",
        "code": "TK",
        "level": "commune",
        "block": "state",
        "parent": tree.root.pk,
        "on": "01/07/2025",
        "decision": decision.pk,
    }
    shown, answer = sign(planner, chosen["Location"], typed)
    assert "1 người và 0 đơn vị trực thuộc chuyển sang Xã Thất Khê" in shown
    merged = queries.get_unit("TK")
    assert answer["Location"] == url("history", merged.pk)
    posts = Appointment.objects.filter(person=appointment.person).order_by("start_on")
    assert [(post.unit, post.end_on) for post in posts] == [
        (tree.commune, date(2025, 7, 1)),
        (merged, None),
    ]


def test_a_merger_into_a_unit_that_exists_asks_for_no_new_name(tree: Tree, decision: Decision) -> None:
    planner = client_of(Role.PLANNER)
    typed = {"units": [tree.commune.pk], "on": "01/07/2025", "decision": decision.pk}
    address = f"{url('merge')}?ids={tree.commune.pk}"
    new = planner.post(address, typed)
    assert set(new.context["form"].errors) == {"name", "code", "level", "block", "parent"}
    existing = f"{address}&sort=existing"
    assert list(planner.post(existing, typed).context["form"].errors) == ["into"]
    _, answer = sign(planner, existing, {**typed, "into": tree.other_commune.pk})
    assert answer["Location"] == url("history", tree.other_commune.pk)


def test_a_unit_is_divided_line_by_line(tree: Tree, decision: Decision) -> None:
    planner = client_of(Role.PLANNER)
    address = url("split", tree.commune.pk)
    typed = {"fate": "ends", "into": "B; Xã Bắc\nDD", "on": "01/07/2025", "decision": decision.pk}
    shown, answer = sign(planner, address, typed)
    assert "chia thành: Xã Bắc, DD" in shown
    assert answer.status_code == 302
    assert queries.successors_now([tree.commune.pk], date(2025, 7, 1)) == {
        tree.commune.pk: queries.get_unit("B").pk
    }
    unknown = {**typed, "into": "NONE", "fate": "goes_on"}
    _, refused = sign(planner, url("split", tree.party.pk), unknown)
    assert "Không có đơn vị nào mang mã NONE" in text(refused)


def test_the_officer_says_who_goes_where_when_a_unit_is_divided(tree: Tree, decision: Decision) -> None:
    planner = client_of(Role.PLANNER)
    clerk, chair = make_title("Công chức"), make_title("Chủ tịch")
    clerks = [make_person(f"Trần Thị {name}", unit=tree.commune, title=clerk) for name in ("Ba", "Ba", "Tư")]
    chief = make_person("Lê Văn Năm", unit=tree.commune, title=chair)
    born = f"{clerks[1].birth_on:%d/%m/%Y}"
    clerks[0].birth_on = date(1991, 3, 4)
    clerks[0].save()
    address = url("split", tree.commune.pk)
    typed = {"fate": "ends", "into": "B; Xã Bắc\nN; Xã Nam", "on": "01/07/2025", "decision": decision.pk}
    assert "Công chức (3 người) sang đơn vị ở dòng" in text(planner.get(address))
    for wrong, said in [
        ({f"title_{clerk.pk}": "3"}, "Không có đơn vị ở dòng “3”"),
        ({"persons": "Trần Thị Ba; 1"}, "có 2 người trùng tên"),
        ({"persons": "Ai Đó; 1"}, "không có ai tên này"),
        ({"persons": "Trần Thị Tư; x"}, "Không có đơn vị ở dòng “x”"),
    ]:
        refused = planner.post(address, {**typed, **wrong})
        assert refused.status_code == 400
        assert said in text(refused)
    named = {**typed, f"title_{clerk.pk}": "2", "persons": f"tran thi ba, {born}; 1"}
    shown, answer = sign(planner, address, named)
    assert "1 người sang Xã Bắc; 2 người sang Xã Nam; còn lại sang Xã Bắc" in shown
    assert answer.status_code == 302
    held = {
        person: Appointment.objects.get(person=person, end_on__isnull=True).unit.code
        for person in (*clerks, chief)
    }
    assert held == {clerks[0]: "N", clerks[1]: "B", clerks[2]: "N", chief: "B"}


def test_a_unit_is_established_and_moved(tree: Tree, decision: Decision) -> None:
    planner = client_of(Role.PLANNER)
    page = text(planner.get(f"{url('add')}?parent={tree.department.pk}"))
    assert 'value="Sở Nội vụ"' in page
    typed = {
        "name": "Phòng Tổ chức",
        "code": "PTC",
        "level": "province",
        "block": "state",
        "parent": tree.department.pk,
        "on": "01/07/2025",
        "decision": decision.pk,
    }
    _, answer = sign(planner, url("add"), typed)
    unit = queries.get_unit("PTC")
    assert answer["Location"] == url("detail", unit.pk)
    moved = {"parent": tree.party.pk, "on": "01/08/2025", "decision": decision.pk}
    shown, answer = sign(planner, url("move", unit.pk), moved)
    assert "trực thuộc Tỉnh uỷ" in shown
    assert answer.status_code == 302
    assert queries.nearest_state(unit.pk, date(2025, 8, 1)).parent == tree.party


def test_the_history_tells_changes_with_their_decisions(tree: Tree, decision: Decision) -> None:
    operations.rename(
        unit=tree.party,
        name="Tỉnh uỷ mới",
        on=date(2025, 7, 1),
        decision=decision,
        note="theo đề án",
        by=TESTS,
    )
    page = text(client_of(Role.PLANNER).get(url("history", tree.party.pk)))
    for told in ("Đổi tên", "04/NQ-HĐND", "theo đề án", "30/06/2025", "Tỉnh uỷ mới"):
        assert told in page


def test_the_search_box_and_the_first_page_know_of_units(tree: Tree) -> None:
    operations.rename(unit=tree.party, name="Tỉnh uỷ mới", on=date(2025, 7, 1), by=TESTS)
    planner = client_of(Role.PLANNER)
    assert url("detail", tree.party.pk) in text(planner.get("/search/?q=tinh uy"))
    assert "Đổi tên: Tỉnh uỷ mới" in text(planner.get("/?on=2025-08-01"))
    clerk = client_of(Role.UNIT_OFFICER, tree.district)
    assert url("detail", tree.party.pk) not in text(clerk.get("/search/?q=tinh uy"))
    assert "Tỉnh uỷ mới" not in text(clerk.get("/?on=2025-08-01"))
