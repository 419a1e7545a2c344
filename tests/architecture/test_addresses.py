"""Every address says who may open it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def addresses(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, path)
        else:
            yield path, entry


def test_every_address_needs_a_permission_or_is_named_public() -> None:
    found = dict(addresses(get_resolver()))
    assert "health" in found
    guarded = {path: hasattr(entry.callback, "vun_permission") for path, entry in found.items()}
    public = {path: getattr(entry.callback, "vun_public", False) for path, entry in found.items()}
    assert [path for path in found if guarded[path] == public[path]] == []


def test_only_these_pages_are_open_to_anybody() -> None:
    found = dict(addresses(get_resolver()))
    public = {path for path, entry in found.items() if getattr(entry.callback, "vun_public", False)}
    assert public == {"health", "sign-in/", "sign-out/", "language/"}


def test_every_address_has_a_name() -> None:
    assert [path for path, entry in addresses(get_resolver()) if not entry.name] == []
