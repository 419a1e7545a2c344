"""What is done to people's records. Raises Refused, NotFound, Problem; leaves an audit line."""

from vun.records.people.operations.absences import end_absence, record_absence
from vun.records.people.operations.correcting import correct_appointment
from vun.records.people.operations.describing import describe_person
from vun.records.people.operations.facts import (
    add_to_succession,
    rate,
    record_trait,
    remove_from_succession,
)
from vun.records.people.operations.linking import link_user, open_account, unlink_user
from vun.records.people.operations.loading import rate_many, register_many
from vun.records.people.operations.merging import declare_distinct, merge_persons, withdraw_distinct
from vun.records.people.operations.moving import Reorganised, move_staff, reorganise
from vun.records.people.operations.parting import Parted, part_persons
from vun.records.people.operations.persons import correct_person, register_person
from vun.records.people.operations.positions import approve_position, close_position
from vun.records.people.operations.posts import (
    add_concurrent,
    appoint,
    cancel_appointment,
    end_appointment,
    transfer,
)

__all__ = [
    "Parted",
    "Reorganised",
    "add_concurrent",
    "add_to_succession",
    "appoint",
    "approve_position",
    "cancel_appointment",
    "close_position",
    "correct_appointment",
    "correct_person",
    "declare_distinct",
    "describe_person",
    "end_absence",
    "end_appointment",
    "link_user",
    "merge_persons",
    "move_staff",
    "open_account",
    "part_persons",
    "rate",
    "rate_many",
    "record_absence",
    "record_trait",
    "register_many",
    "register_person",
    "remove_from_succession",
    "reorganise",
    "transfer",
    "unlink_user",
    "withdraw_distinct",
]
