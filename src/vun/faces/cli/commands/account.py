"""``vun account``: the first account of an installation, which then makes the others in the browser.

It also ties an account to a person's record, new or there already.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from datetime import date

from vun.common.actor import Actor
from vun.faces.cli.arguments import named_person
from vun.faces.cli.language import gettext as _
from vun.faces.cli.start import start_ready

NAME = "account"
_LONG_AGO = date(1945, 9, 2)
"""Units of earlier times can be entered below the province."""


def summary() -> str:
    return _("Tạo tài khoản với một vai trò trên một đơn vị và các đơn vị bên dưới")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("username", metavar=_("TÊN_ĐĂNG_NHẬP"), help=_("tên đăng nhập"))
    parser.add_argument("--name", help=_("họ và tên của tài khoản mới"))
    parser.add_argument("--role", default="administrator", help=_("vai trò (mặc định administrator)"))
    parser.add_argument("--unit", metavar="CODE", help=_("mã đơn vị (mặc định: toàn tỉnh)"))
    parser.add_argument(
        "--province", metavar=_("TÊN"), help=_("lần đầu: tên tỉnh, để lập đơn vị gốc; --unit là mã của tỉnh")
    )
    parser.add_argument(
        "--person",
        metavar=_("HỒ_SƠ"),
        help=_(
            "gắn với hồ sơ: số hồ sơ trong địa chỉ /people/SỐ/, hoặc số CCCD; không có --name: tài khoản đã có"
        ),
    )


def run(options: argparse.Namespace) -> int:
    start_ready()
    system = Actor.system("vun account")
    if options.name:
        return _open(options, system)
    if not options.person:
        print(
            _("Thêm --name để tạo tài khoản, hoặc --person để gắn tài khoản đã có với hồ sơ."),
            file=sys.stderr,
        )
        return 2
    return _link(options, system)


def _link(options: argparse.Namespace, system: Actor) -> int:
    from vun.records.accounts.queries import find_user
    from vun.records.people.operations import link_user

    user = find_user(options.username)
    if user is None:
        print(_("Không có tài khoản %s. Thêm --name để tạo.") % options.username, file=sys.stderr)
        return 2
    link_user(person=named_person(options.person), user=user, by=system)
    print(_("Đã gắn tài khoản %s với hồ sơ.") % options.username)
    return 0


def _open(options: argparse.Namespace, system: Actor) -> int:
    from vun.records.accounts.domain import Role
    from vun.records.orgs.domain import Block, NewUnit, UnitLevel
    from vun.records.orgs.operations import establish
    from vun.records.orgs.queries import find_root_unit, get_unit
    from vun.records.people.operations import open_account

    if options.role not in [role.value for role in Role]:
        print(_("Vai trò phải là một trong: %s") % ", ".join(role.value for role in Role), file=sys.stderr)
        return 2
    root = find_root_unit()
    if root is None and not (options.province and options.unit):
        print(_('Chưa có đơn vị nào. Lần đầu hãy thêm --province "Tỉnh …" --unit MÃ.'), file=sys.stderr)
        return 2
    if root is None:
        new = NewUnit(code=options.unit, name=options.province, level=UnitLevel.PROVINCE, block=Block.STATE)
        unit = establish(new=new, on=_LONG_AGO, by=system)
    else:
        unit = get_unit(options.unit) if options.unit else root
    person = named_person(options.person) if options.person else None
    # A password on the command line would be seen by everybody on the machine.
    password = os.environ.get("VUN_NEW_PASSWORD") or getpass.getpass(_("Mật khẩu: "))
    granted = [(Role(options.role), unit)]
    open_account(
        username=options.username,
        full_name=options.name,
        password=password,
        grants=granted,
        person=person,
        by=system,
    )
    print(_("Đã tạo tài khoản %s.") % options.username)
    return 0
