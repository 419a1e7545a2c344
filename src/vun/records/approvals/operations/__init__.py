"""What is done to routes and to matters on their way."""

from vun.records.approvals.operations.matters import (
    Outcome,
    SentBack,
    comment,
    finish,
    pass_many,
    pass_on,
    reject,
    send_back,
    submit,
    withdraw,
)
from vun.records.approvals.operations.routes import add_route, change_route, end_route

__all__ = [
    "Outcome",
    "SentBack",
    "add_route",
    "change_route",
    "comment",
    "end_route",
    "finish",
    "pass_many",
    "pass_on",
    "reject",
    "send_back",
    "submit",
    "withdraw",
]
