"""``vun compensation``: what training cost is paid back in a case, step by step."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from vun.common.errors import Problem
from vun.common.numbers import format_number, parse_integer
from vun.faces.cli.arguments import day
from vun.faces.cli.language import gettext as _
from vun.faces.cli.start import start_ready

if TYPE_CHECKING:
    from vun.records.commitments.domain import Claim, Law, Result

NAME = "compensation"
_CASES = ("dropped_out", "no_diploma", "dismissed_studying", "left_early", "dismissed_early")
_KINDS = ("civil_servant", "public_employee", "cadre", "commune_cadre", "commune_civil_servant")


def summary() -> str:
    return _("Tính chi phí đào tạo phải đền bù trong một trường hợp")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--kind", choices=_KINDS, default=_KINDS[0], help=_("đối tượng (mặc định: công chức)")
    )
    parser.add_argument("--sent-on", required=True, type=day, metavar="YYYY-MM-DD", help=_("ngày cử đi học"))
    parser.add_argument("--case", required=True, choices=_CASES, help=_("trường hợp"))
    parser.add_argument(
        "--cost",
        required=True,
        action="append",
        type=_cost,
        metavar=_("[NGUỒN=]ĐỒNG"),
        help=_("chi phí do cơ quan cử đi học chi thực tế; nhiều nguồn thì ghi nhiều lần"),
    )
    parser.add_argument("--owed", type=int, metavar="T1", help=_("số tháng phải phục vụ"))
    parser.add_argument(
        "--study", nargs=2, type=day, metavar="YYYY-MM-DD", help=_("ngày học đầu và cuối, để tính T1")
    )
    parser.add_argument("--served", type=int, metavar="T2", help=_("số tháng đã phục vụ"))
    parser.add_argument(
        "--service",
        nargs=2,
        type=day,
        metavar="YYYY-MM-DD",
        help=_("ngày tốt nghiệp và ngày thôi việc, để tính T2"),
    )
    parser.add_argument("--earlier-years", type=int, default=0, help=_("số năm công tác trước khi đi học"))
    parser.add_argument("--special", action="store_true", help=_("nữ hoặc người dân tộc thiểu số"))
    parser.add_argument(
        "--council", type=_percent, default=0, metavar="%", help=_("mức giảm thêm của Hội đồng, %%")
    )
    parser.add_argument(
        "--month-from-days",
        type=int,
        metavar="N",
        help=_("từ bao nhiêu ngày lẻ là một tháng (31: bỏ ngày lẻ)"),
    )
    parser.add_argument("--money-unit", type=int, metavar="N", help=_("làm tròn số tiền đến bao nhiêu đồng"))
    parser.add_argument("--json", action="store_true", help=_("in dạng JSON"))


def _percent(text: str) -> int:
    """Hundredths of a per cent; a finer figure is refused, not cut off."""
    try:
        rate = Decimal(text.replace(",", ".")) * 100
        if rate == rate.to_integral_value():
            return int(rate)
    except (InvalidOperation, OverflowError):
        pass  # told below, with what was typed
    raise argparse.ArgumentTypeError(
        _("“%s” không phải một số phần trăm có nhiều nhất hai chữ số lẻ.") % text
    )


def _cost(text: str) -> tuple[str, int]:
    """``120.000.000``, or with the source of the money before it ``Ngân sách tỉnh=120.000.000``."""
    source, _sign, amount = text.rpartition("=")
    try:
        return source.strip(), parse_integer(amount)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("“%s” không phải một số tiền. Gõ dạng 120000000.") % text
        ) from None


def run(options: argparse.Namespace) -> int:
    start_ready()
    from vun.records.commitments import queries
    from vun.records.commitments.domain import Case, Claim, compute, shares_by_weight

    law = _with_rounding(options, queries.as_law(queries.law_for(options.kind, options.sent_on)))
    paid = _paid_by_source(options.cost)
    claim = Claim(
        case=Case(options.case),
        cost=sum(paid.values()),
        owed=_owed(options, law),
        served=_served(options, law),
        earlier_years=options.earlier_years,
        is_special=options.special,
        council_rate=options.council,
    )
    result = compute(law, claim)
    given_back = shares_by_weight(result.amount, paid) if len(paid) > 1 else {}
    if options.json:
        json.dump(_plain(law, claim, result, given_back), sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        _say(law, claim, result, given_back)
    return 0


def _paid_by_source(costs: list[tuple[str, int]]) -> dict[str, int]:
    """What each source paid. Raises Problem for an amount below nothing, which another would hide."""
    paid: dict[str, int] = {}
    for source, amount in costs:
        if amount < 0:
            raise Problem("commitments.below_zero", field="cost")
        paid[source] = paid.get(source, 0) + amount
    return paid


def _with_rounding(options: argparse.Namespace, law: Law) -> Law:
    """The law with the rounding asked for in place of the one that is set."""
    if options.month_from_days is not None:
        if not 1 <= options.month_from_days <= 31:
            raise Problem("commitments.month_from_days", field="month_from_days", most=31)
        law = replace(law, month_from_days=options.month_from_days)
    if options.money_unit is not None:
        if options.money_unit < 1:
            raise Problem("commitments.figure_from_one", field="money_unit")
        law = replace(law, money_unit=options.money_unit)
    return law


def _owed(options: argparse.Namespace, law: Law) -> int | None:
    from vun.records.commitments.domain import owed_months

    if options.owed is not None or not options.study:
        return options.owed
    if options.study[1] < options.study[0]:
        raise Problem("commitments.study_out_of_order", start_on=options.study[0])
    return owed_months(law, *options.study)


def _served(options: argparse.Namespace, law: Law) -> int:
    from vun.records.commitments.domain import span_between

    if options.served is not None or not options.service:
        return options.served or 0
    if options.service[1] < options.service[0]:
        raise Problem("commitments.service_out_of_order", start_on=options.service[0])
    return span_between(*options.service).rounded(law.month_from_days)


def _plain(law: Law, claim: Claim, result: Result, given_back: dict[str, int]) -> dict[str, Any]:
    return {
        "law": law.legal_basis,
        "clause": law.clause,
        "verified": law.is_verified,
        "case": claim.case,
        "charge": result.charge,
        "cost": claim.cost,
        "owed_months": claim.owed or 0,
        "served_months": claim.served,
        "before_reduction": result.before_reduction,
        "reduction_percent": result.rate / 100,
        "reduction": result.reduction,
        "amount": result.amount,
        **({"given_back": given_back} if given_back else {}),
    }


def _say(law: Law, claim: Claim, result: Result, given_back: dict[str, int]) -> None:
    from vun.faces.web.labels import label

    print(_("%(law)s (%(clause)s)") % {"law": law.legal_basis, "clause": law.clause})
    print(label(claim.case))
    if result.charge is None:
        print(_("Quy định này không buộc đền bù trong trường hợp này."))
        return
    print(
        f"F = {format_number(claim.cost)}; T1 = {claim.owed or 0}; T2 = {claim.served}; {label(result.charge)}"
    )
    rate = format_number(Decimal(result.rate) / 100, decimals=2)
    print(_("Trước khi giảm: %s đồng") % format_number(result.before_reduction))
    print(_("Giảm %(rate)s%%: %(amount)s đồng") % {"rate": rate, "amount": format_number(result.reduction)})
    print(_("Phải đền bù: %s đồng") % format_number(result.amount))
    for source, amount in given_back.items():
        told = {"source": source or _("chưa rõ nguồn"), "amount": format_number(amount)}
        print(_("  hoàn trả %(source)s: %(amount)s đồng") % told)
