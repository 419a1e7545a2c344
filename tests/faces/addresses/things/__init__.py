"""Real values of the arguments of addresses, by the names of those arguments."""

from __future__ import annotations

from tests.faces.addresses.things.approvals import of_approval
from tests.faces.addresses.things.people import add_what_the_sample_lacks, of_merging
from tests.faces.addresses.things.planner import of_planning
from tests.faces.addresses.things.reports import of_reports
from tests.faces.addresses.things.sample import of_the_sample
from tests.faces.addresses.things.sending import of_sending
from tests.faces.addresses.things.study import after_study
from tests.faces.addresses.things.thing import Thing, Values
from vun.records.people.models import Person
from vun.records.plans.models import Quota

__all__ = ["Values", "all_things"]


def all_things() -> dict[str, list[Values]]:
    """Values by names of arguments, as `Thing` has them; what the sample province lacks is added to it."""
    add_what_the_sample_lacks()
    quota = Quota.objects.filter(is_in_force=True)[0]
    learner = Person.objects.get(user__username="nguoihoc")
    found: list[Thing] = [
        *of_the_sample(quota),
        *of_merging(),
        *of_sending(quota),
        *after_study(quota),
        *of_planning(learner),
        *of_reports(),
        *of_approval(),
    ]
    things = dict(found)
    assert len(things) == len(found), "the same arguments twice: put the area before one of them"
    return things
