"""The guide in the search box."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from vun.common.actor import Actor
from vun.faces.web.guide.chapters import NAMES, Chapter, Section, read
from vun.faces.web.guide.reader import address_of
from vun.faces.web.search import Group, Hit

MOST = 3


def search(actor: Actor, text: str, on: date) -> Group | None:
    """The sections whose heading holds all words, then those that hold them one after the other; a few, as people
    look for records before words.
    """
    words = text.split()
    sections = [(chapter, part) for chapter in map(read, NAMES) for part in chapter.sections]
    headed = [one for one in sections if all(word in one[1].title_key for word in words)]
    found = headed + [one for one in sections if one not in headed and text in one[1].key]
    return Group(
        _("Hướng dẫn"),
        [Hit(part.title, _address(chapter, part), chapter.title) for chapter, part in found[:MOST]],
    )


def _address(chapter: Chapter, part: Section) -> str:
    return f"{address_of(chapter.name)}#{part.anchor}" if part.anchor else address_of(chapter.name)
