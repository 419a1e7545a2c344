"""Templates and other things reports are published by, for tests."""

from __future__ import annotations

from django.utils import timezone

from vun.records.publishing.models import LayoutTemplate


def layout_in_use(name: str, content: bytes) -> LayoutTemplate:
    """A template in use that nobody tried, as one that a newer version of the program no longer understands."""
    return LayoutTemplate.objects.create(
        name=name,
        version=1,
        content=content,
        file_name=name,
        put_by="test",
        put_at=timezone.now(),
        is_current=True,
    )
