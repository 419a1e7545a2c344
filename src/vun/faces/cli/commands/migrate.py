"""``vun migrate``: bring the database to this version."""

from __future__ import annotations

import argparse

from vun.faces.cli.language import gettext as _
from vun.faces.cli.start import start

NAME = "migrate"


def summary() -> str:
    return _("Tạo hoặc nâng cấp cơ sở dữ liệu và nạp các danh mục đi kèm")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None: the database is the installation's (VUN_DATABASE_URL, else the embedded one)."""


def run(options: argparse.Namespace) -> int:
    start()
    prepare()
    print(_("Cơ sở dữ liệu và các danh mục đã ở phiên bản này."))
    from vun.records.orgs.queries import find_root_unit

    if find_root_unit() is None:
        print(_('Tiếp theo: vun account TÊN_ĐĂNG_NHẬP --name "Họ và tên" --province "Tỉnh …" --unit MÃ'))
        print(_("Rồi chạy vun serve và, bên cạnh, vun worker."))
    return 0


def prepare() -> None:
    """Tables and catalogues of this version; running it again changes nothing. Django must have been started."""
    from django.core.management import call_command

    from vun.common.actor import Actor
    from vun.records.abroad.catalogue import load_catalogues as load_trip_rules
    from vun.records.commitments.catalogue import load_catalogues as load_laws
    from vun.records.deadlines.catalogue import load_catalogues as load_deadlines
    from vun.records.eligibility.catalogue import load_catalogues as load_rules
    from vun.records.funding.catalogue import load_catalogues as load_funds
    from vun.records.measures.catalogue import load_catalogues as load_measures
    from vun.records.people.catalogue import load_catalogues as load_people
    from vun.records.registers.catalogue import load_catalogues as load_days
    from vun.records.sending.catalogue import load_catalogues as load_bases
    from vun.records.standards.catalogue import load_catalogues as load_standards

    call_command("migrate", verbosity=0, interactive=False)
    system = Actor.system("vun migrate")
    for load in (
        load_people,
        load_standards,
        load_deadlines,
        load_bases,
        load_funds,
        load_rules,
        load_laws,
        load_trip_rules,
        load_measures,
        load_days,
    ):
        load(by=system)
