"""Where in the guide a reader begins, and what it says to them of the page they stand on."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import override

from vun.common.actor import Actor
from vun.faces.web.guide.chapters import CONTENTS, Chapter, read
from vun.faces.web.navigation import NAVIGATION, PARTS
from vun.records.accounts.domain import Role

_OF_ROLES = (
    (Role.PLANNER, "ke-hoach"),
    (Role.UNIT_OFFICER, "don-vi"),
    (Role.REGISTRAR, "giao-vu"),
    (Role.LECTURER, "giao-vu"),
    (Role.LEADER, "lanh-dao"),
    (Role.ACCOUNTANT, "khac"),
    (Role.INSPECTOR, "khac"),
    (Role.ADMINISTRATOR, "khac"),
    (Role.CADRE, "nguoi-hoc"),
)
_OF_AREAS = {
    "allocation": "phuong-an",
    "papers": "van-ban-sau-hoc",
    "abroad": "van-ban-sau-hoc",
    "commitments": "van-ban-sau-hoc",
    "exchange": "bang-tinh",
}
"""Areas with a chapter of their own, whoever reads."""


def address_of(name: str) -> str:
    return reverse("guide:list") if name == CONTENTS else reverse("guide:chapter", args=[name])


def first_chapter(actor: Actor) -> str:
    return next((name for role, name in _OF_ROLES if role in actor.roles), CONTENTS)


def place_about(actor: Actor, area: str) -> str:
    """The address of the chapter for ``area``, at the heading under which the area's line of the navigation is named
    first.
    """
    chapter = read(_OF_AREAS.get(area) or first_chapter(actor))
    return address_of(chapter.name) + _anchor_of(chapter, PARTS.get(area, area))


def _anchor_of(chapter: Chapter, area: str) -> str:
    with override("vi"):  # the guide names everything as the Vietnamese pages do
        words = [f"**{entry.label}**" for entry in NAVIGATION if entry.area == area]
    found = next((part.anchor for part in chapter.sections if any(word in part.raw for word in words)), "")
    return f"#{found}" if found else ""
