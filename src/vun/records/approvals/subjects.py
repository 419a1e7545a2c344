"""Whom a matter is about, told by the contexts above that own the things submitted: nobody signs about themself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from vun.records.approvals.domain import MatterKind

UsersAbout = Callable[[Collection[int]], Mapping[int, frozenset[int]]]
"""Called with keys of things; the ids of the users each is about, by key. Who has no account is left out."""

_kept: dict[MatterKind, UsersAbout] = {}


def keep_subjects(kind: MatterKind, users_about: UsersAbout) -> None:
    """Ask ``users_about`` of things of the kind from now on, in place of any other."""
    _kept[kind] = users_about


def users_about(kind: MatterKind, subject_ids: Collection[int]) -> Mapping[int, frozenset[int]]:
    """The users the things are about, by key; nothing for a kind that is about nobody."""
    ask = _kept.get(kind)
    return ask(subject_ids) if ask else {}
