from django.utils.translation import gettext_lazy as _

from vun.faces.web.labels.people import LABELS as PEOPLE
from vun.records.outcomes.domain import PlacementGroup
from vun.records.people.domain import PostGroup

# A post is called the same before and after.
_POSTS = {
    PlacementGroup(group.value): word
    for group, word in PEOPLE[PostGroup].items()
    if group is not PostGroup.NO_POST
}

LABELS = {
    PlacementGroup: {
        **_POSTS,
        PlacementGroup.DEPARTED: _("Nghỉ, chuyển công tác, từ trần"),
        PlacementGroup.NOT_PLACED: _("Chưa bố trí được"),
        PlacementGroup.DECLINED: _("Được bố trí nhưng không nhận"),
    },
}
