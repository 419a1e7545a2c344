"""The subcommands, in the order help lists them. Each module has NAME, summary(), add_arguments() and run()."""

from vun.faces.cli.commands import (
    account,
    bench,
    case,
    compensation,
    compliance,
    demo,
    eligibility,
    export,
    figures,
    import_,
    migrate,
    plan,
    report,
    serve,
    verify,
    worker,
)

COMMANDS = (
    demo,
    serve,
    worker,
    migrate,
    account,
    compliance,
    eligibility,
    compensation,
    report,
    figures,
    import_,
    export,
    case,
    plan,
    verify,
    bench,
)
