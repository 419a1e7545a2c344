"""Streams of an OLE compound file, which an .xls is: only so much of the format as it takes to read one of them."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_HEADER = struct.Struct("<H H H H H 6x I I I I I I I I I")
"""From byte 24: versions, order, sector shifts, then counts and first sectors."""
_ENTRY = 128
_END = 0xFFFFFFFA
"""From here on a number is no sector: end of a chain, free, of the table itself."""
_MINI_LIMIT = 4096


class BrokenCompound(ValueError):
    """The bytes are no compound file, or its chains lead nowhere."""


class Compound:
    """A compound file in memory. Raises BrokenCompound where its tables contradict themselves."""

    def __init__(self, content: bytes) -> None:
        if len(content) < 512:
            raise BrokenCompound
        fields = _HEADER.unpack_from(content, 24)
        shift, directory = fields[3], fields[7]
        if shift not in (9, 12):
            raise BrokenCompound
        self._content, self._size = content, 1 << shift
        self._next = self._table(fields)
        self._mini_next = _numbers(self._chain(fields[10]))
        self._entries = self._chain(directory)
        self._mini = b""

    def _table(self, fields: tuple[int, ...]) -> list[int]:
        count, extra, extra_count = fields[6], fields[12], fields[13]
        sectors = list(struct.unpack_from("<109I", self._content, 76))
        for _ in range(min(extra_count, len(self._content) // self._size)):
            more = _numbers(self._sector(extra))
            sectors += more[:-1]
            extra = more[-1]
        table: list[int] = []
        for sector in sectors[: min(count, len(sectors))]:
            table += _numbers(self._sector(sector))
        return table

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        found = self._content[start : start + self._size]
        if number >= _END or not found:
            raise BrokenCompound
        return found.ljust(self._size, b"\0")

    def _chain(self, first: int) -> bytes:
        return b"".join(self._sector(number) for number in self._steps(first, self._next))

    @staticmethod
    def _steps(first: int, following: list[int]) -> Iterator[int]:
        for _ in range(len(following)):
            if first >= _END:
                return
            if first >= len(following):
                raise BrokenCompound
            yield first
            first = following[first]
        if first < _END:
            raise BrokenCompound  # a chain that bites its tail

    def stream(self, name: str) -> bytes | None:
        """The stream of the name, or None when there is none."""
        wanted = name.encode("utf-16-le")
        for start in range(0, len(self._entries) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<H B", self._entries, start + 64)
            if kind != 2 or self._entries[start : start + max(length - 2, 0)] != wanted:
                continue
            first, size = struct.unpack_from("<I I", self._entries, start + 116)
            if size >= _MINI_LIMIT:
                return self._chain(first)[:size]
            return self._mini_stream(first)[:size]
        return None

    def _mini_stream(self, first: int) -> bytes:
        root = struct.unpack_from("<I", self._entries, 116)[0]
        self._mini = self._mini or self._chain(root)
        return b"".join(
            self._mini[number * 64 : number * 64 + 64] for number in self._steps(first, self._mini_next)
        )


def _numbers(content: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4]))
