"""The subcommands, in the order help lists them. Each module has NAME, summary(), add_arguments() and run()."""

from vun.faces.cli.commands import (
    account,
    bench,
    case,
    compliance,
    demo,
    migrate,
    report,
    serve,
    worker,
)

COMMANDS = (demo, serve, worker, migrate, account, compliance, report, case, bench)
