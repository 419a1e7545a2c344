"""Asking for a page as somebody; whatever it changes is undone."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.test import Client

from vun.common.actor import Actor
from vun.records.accounts.models import User
from vun.records.audit.models import AuditEntry
from vun.records.people.queries import actor_of

TODAY = date(2026, 11, 22)
KNOWN = (200, 302, 400, 403, 404, 405)


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(
        User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def actor_named(login: str) -> Actor:
    return actor_of(User.objects.get(username=login), TODAY)


@dataclass(slots=True)
class Answer:
    """What came back: the code, the page, where it failed, and how many operations went through."""

    code: int
    page: str = ""
    place: str = ""
    target: str = ""
    entries: list[AuditEntry] = field(default_factory=list)


def ask(client: Client, url: str, data: Mapping[str, Any] | None = None) -> Answer:
    """GET ``url``, or POST ``data`` to it; whatever it changes is undone."""
    with transaction.atomic():
        before = _last_entry()
        try:
            with transaction.atomic():
                response = client.get(url) if data is None else client.post(url, data)
                is_text = response.headers.get("Content-Type", "").startswith("text/html")
                content = response.getvalue()
                page = content.decode() if is_text else ""
                answer = Answer(response.status_code, page, target=response.headers.get("Location", ""))
        except Exception as fault:
            last = traceback.extract_tb(fault.__traceback__)
            own = [frame for frame in last if "/vun/" in frame.filename][-1:]
            place = " < ".join(f"{frame.filename.split('/vun/')[-1]}:{frame.lineno}" for frame in own)
            answer = Answer(500, place=f"{type(fault).__name__}: {str(fault)[:120]} ({place})")
        answer.entries = _entries_since(before)
        transaction.set_rollback(True)
    return answer


def twice(login: str, url: str, data: Mapping[str, Any]) -> tuple[list[int], list[str]]:
    """The codes of the same POST sent twice, and the actions that went through; undone afterwards."""
    client = signed_in(login)
    with transaction.atomic():
        before = _last_entry()
        codes = [client.post(url, data).status_code for _ in range(2)]
        actions = [entry.action for entry in _entries_since(before)]
        transaction.set_rollback(True)
    return codes, sorted(actions)


def _last_entry() -> int:
    # Asked before and after every page: to build the query each time would take longer than to run it.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(id) FROM {AuditEntry._meta.db_table}")
        return int(cursor.fetchone()[0])


def _entries_since(before: int) -> list[AuditEntry]:
    return [] if _last_entry() == before else list(AuditEntry.objects.filter(pk__gt=before))


def told(found: set[str]) -> str:
    return "\n" + "\n".join(sorted(found))
