"""``vun eligibility``: whether somebody may be sent to a programme, rule by rule, on any day."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from vun.common.errors import Problem
from vun.common.numbers import format_date
from vun.faces.cli.arguments import day, named_person
from vun.faces.cli.language import gettext as _
from vun.faces.cli.start import start_ready

if TYPE_CHECKING:
    from vun.records.eligibility.domain import Finding
    from vun.records.eligibility.queries import Difference
    from vun.records.sending.domain import Check
    from vun.records.sending.queries import Judgement

NAME = "eligibility"


def summary() -> str:
    return _("Xét điều kiện cử đi học theo quy định của một ngày")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar=_("VIỆC"), title=_("các việc"))
    said = _("xét một người với một chương trình, từng điều kiện với điều khoản và văn bản")
    check = verbs.add_parser("check", help=said, description=said, add_help=False)
    check.add_argument("--help", "-h", action="help", help=_("in phần trợ giúp này rồi thoát"))
    check.add_argument(
        "--person",
        required=True,
        metavar=_("HỒ_SƠ"),
        help=_("số hồ sơ trong địa chỉ /people/SỐ/, hoặc số CCCD"),
    )
    check.add_argument(
        "--programme",
        required=True,
        metavar="CODE",
        help=_("mã chương trình, ví dụ CM-THS-TN; không ghi năm thì lấy chương trình của ngày xét"),
    )
    check.add_argument(
        "--on", required=True, type=day, metavar="DD/MM/YYYY", help=_("xét theo quy định ngày này")
    )
    check.add_argument(
        "--against",
        type=day,
        metavar="DD/MM/YYYY",
        help=_("so với ngày này: quy định nào khác, theo luật nào"),
    )
    check.add_argument("--json", action="store_true", help=_("in dạng JSON"))


def run(options: argparse.Namespace) -> int:
    """Exit 0 when nothing speaks against it on the first day, 1 when something does, 2 when nothing can be judged."""
    start_ready()
    from vun.records.eligibility.queries import differences
    from vun.records.sending.domain import CheckStatus
    from vun.records.sending.queries import judge_on

    person = named_person(options.person)
    programme = _programme(options.programme, options.on)
    days = [options.on, *([options.against] if options.against else [])]
    judged = [judge_on(person.pk, programme, each) for each in days]
    changed = differences(judged[0].findings, judged[-1].findings)
    if options.json:
        json.dump(_plain(person, programme, judged, changed), sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        _say(person, programme, judged, changed)
    return 0 if judged[0].status is CheckStatus.GREEN else 1


def _programme(code: str, on: date) -> Any:
    from vun.records.standards.queries import find_programme

    programme = find_programme(code, on)
    if programme is None:
        raise Problem("standards.unknown_programme", programme_code=code, on=on)
    return programme


def _plain(person: Any, programme: Any, judged: list[Judgement], changed: list[Difference]) -> dict[str, Any]:
    document: dict[str, Any] = {
        "person": person.pk,
        "programme": programme.code,
        "days": [
            {
                "on": each.on.isoformat(),
                "post": each.post.title_id if each.post else None,
                "status": each.status,
                "checks": [*_plain_findings(each.findings), *map(_plain_check, each.others)],
            }
            for each in judged
        ],
    }
    if len(judged) > 1:
        document["differences"] = [
            {"before": _plain_findings(each.before), "after": _plain_findings(each.after)} for each in changed
        ]
    return document


def _plain_findings(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    from vun.faces.web.findings import found_text
    from vun.records.sending.domain import rule_check

    return [
        {
            "status": rule_check(finding).status,
            "rule": finding.rule.code,
            "name": finding.rule.name,
            "found": found_text(finding),
            "clause": finding.rule.clause,
            "law": finding.rule.legal_basis,
            "verified": finding.rule.is_verified,
            "excused_by": finding.excused_by.code if finding.excused_by else None,
        }
        for finding in findings
    ]


def _plain_check(check: Check) -> dict[str, Any]:
    from vun.faces.web.sending.checks import sentence

    return {"status": check.status, "check": check.code, "found": sentence(check)}


def _say(person: Any, programme: Any, judged: list[Judgement], changed: list[Difference]) -> None:
    print(f"{person.full_name} – {programme.name} ({programme.code})")
    for judgement in judged:
        _say_day(judgement)
    if len(judged) < 2:
        return
    if not changed:
        print(_("Quy định của hai ngày xét người này như nhau."))
        return
    first_on, second_on = (format_date(judgement.on) for judgement in judged)
    print(_("Khác nhau giữa hai ngày"))
    for each in changed:
        for on, findings in ((first_on, each.before), (second_on, each.after)):
            for line in _lines(findings) or [_("không áp dụng cho người này")]:
                print(f"  {on}  {line}")


def _say_day(judgement: Judgement) -> None:
    from vun.faces.web.sending.checks import post_text, sentence, status_text

    print(f"{format_date(judgement.on)}: {status_text(judgement.status)}. {post_text(judgement)}")
    others = [_line(check.status, sentence(check)) for check in judgement.others]
    lines = [*_lines(judgement.findings), *others]
    for line in lines or [_("Không có điều kiện nào áp dụng cho người này với chương trình này.")]:
        print(f"  {line}")


def _lines(findings: Iterable[Finding]) -> list[str]:
    from vun.faces.web.findings import finding_text
    from vun.records.sending.domain import rule_check

    return [_line(rule_check(finding).status, finding_text(finding)) for finding in findings]


def _line(status: str, text: str) -> str:
    colours = {"green": _("[xanh]"), "amber": _("[vàng]"), "red": _("[đỏ]")}
    return f"{colours[status]} {text}"
