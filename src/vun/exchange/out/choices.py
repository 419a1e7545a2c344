"""What a template offers in its cells, from the catalogues and the words of the imports."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vun.exchange.columns import word_for, words
from vun.exchange.out.scope import Scope
from vun.records.delivery import queries as delivery
from vun.records.funding import queries as funding
from vun.records.orgs import queries as orgs
from vun.records.people import queries as people
from vun.records.plans import queries as plans
from vun.records.standards import queries as standards

MOST = 5_000
"""More entries than this nobody finds in a drop-down."""


def choices_of(name: str, scope: Scope) -> tuple[str, ...]:
    """What the list called so offers: entries of a catalogue, else the first word for every member of an enum.

    Raises KeyError for a list there is not.
    """
    found = _CATALOGUES[name](scope) if name in _CATALOGUES else _words(name)
    return tuple(dict.fromkeys(found))[:MOST]


def level_text(name: str, code: str) -> str:
    """A level as a template offers it: names alone are not unique over the scales."""
    return f"{name} ({code})"


def _words(name: str) -> list[str]:
    members = dict.fromkeys(words(name).values())
    return [word_for(name, member) for member in members]


def _lines(scope: Scope) -> list[str]:
    versions = plans.editable_versions(scope.actor, scope.on.year)
    return [line.title for version in versions for line in plans.terms_of_version(version)]


def _units(scope: Scope) -> Sequence[str]:
    rows = orgs.visible_to(scope.actor, scope.on).order_by("sort_key", "pk")
    return [scope.unit_text(unit_id) for unit_id in rows.values_list("pk", flat=True)]


_CATALOGUES: dict[str, Callable[[Scope], Sequence[str]]] = {
    "units": _units,
    "titles": lambda scope: [title.name for title in people.titles_on(scope.on)],
    "ranks": lambda _: [rank.name for rank in people.ranks()],
    "ethnic_groups": lambda _: [group.name for group in people.ethnic_groups()],
    "scale_levels": lambda _: [level_text(level.name, level.code) for level in standards.levels()],
    "programmes": lambda _: [programme.name for programme in standards.programmes()],
    "sources": lambda _: [source.name for source in funding.sources()],
    "lines": lambda scope: _lines(scope),
    "classes": lambda scope: [
        each.code for each in delivery.classes_visible_to(scope.actor).order_by("-start_on", "code")[:MOST]
    ],
}
