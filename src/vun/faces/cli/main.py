"""Entry of the command ``vun``: one subcommand per file in ``commands``."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from vun.common.errors import NotFound, Problem, Refused
from vun.faces.cli.age import process_age
from vun.faces.cli.commands import COMMANDS
from vun.faces.cli.language import LANGUAGES, chosen_language, gettext

_ = gettext


def build_parser() -> argparse.ArgumentParser:
    """The parser in the language chosen before."""
    parser = argparse.ArgumentParser(
        prog="vun",
        description=_("Vun: quản lý đào tạo, bồi dưỡng cán bộ, công chức, viên chức của một tỉnh."),
        epilog=_("In English: vun --lang en --help"),
        add_help=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--help", "-h", action="help", help=_("in phần trợ giúp này rồi thoát"))
    parser.add_argument(
        "--lang", choices=LANGUAGES, help=_("ngôn ngữ: vi (mặc định) hoặc en; hoặc biến VUN_LANG")
    )
    subparsers = parser.add_subparsers(dest="command", metavar=_("LỆNH"), title=_("các lệnh"))
    for command in COMMANDS:
        subparser = subparsers.add_parser(
            command.NAME, help=command.summary(), description=command.summary(), add_help=False
        )
        subparser.add_argument("--help", "-h", action="help", help=_("in phần trợ giúp này rồi thoát"))
        command.add_arguments(subparser)
        subparser.set_defaults(run=command.run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit code: 0 done, 1 done with findings, 2 it could not be done as asked."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    begun = time.monotonic() - (process_age() if argv is None else 0.0)
    gettext.speak(chosen_language(arguments))
    parser = build_parser()
    options = parser.parse_args(arguments)
    if options.command is None:
        parser.print_help()
        return 2
    options.begun = begun
    try:
        code: int = options.run(options)
    except Problem as problem:
        from vun.faces.web.messages import problem_text

        print(problem_text(problem), file=sys.stderr)
        return 2
    except (Refused, NotFound) as error:
        print(_("Không thực hiện được: %s") % error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader went away (vun … | head): nothing is wrong with what was printed.
        sys.stderr.close()
        return 0
    return code


if __name__ == "__main__":
    sys.exit(main())
