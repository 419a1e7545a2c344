"""Takes checked values out of JSON; whatever is not as it should be is refused by the name of its key."""

from __future__ import annotations

import gzip
import json
import math
import zlib
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from vun.engines.optimizer.problem.arrays import Floats, Ints


class Malformed(Exception):
    """A file that is not what it should be. ``key`` names the place, such as ``options[3].months``."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(f"{key}: {why}")
        self.key = key
        self.why = why


def read_json(path: Path) -> Any:
    """The JSON of a file, gzipped when its name ends in ``.gz``. Raises Malformed; OSError when it cannot be read."""

    def no_number(name: str) -> NoReturn:
        raise Malformed("file", f"{name} is not a number")

    try:
        raw = path.read_bytes()
        if path.name.endswith(".gz"):
            raw = gzip.decompress(raw)
        return json.loads(raw, parse_constant=no_number)
    except (
        UnicodeDecodeError,
        json.JSONDecodeError,
        gzip.BadGzipFile,
        EOFError,
        zlib.error,
        RecursionError,
    ) as error:
        raise Malformed("file", f"not JSON: {error}") from None


class Reader:
    """Takes checked values out of parsed JSON; every refusal names the key."""

    def __init__(self, data: Any, at: str = "") -> None:
        if not isinstance(data, dict):
            raise Malformed(at or "file", "not an object")
        self._data = data
        self._at = at

    def key(self, name: str) -> str:
        return f"{self._at}.{name}" if self._at else name

    def has(self, name: str) -> bool:
        return name in self._data

    def nothing_but(self, *names: str) -> None:
        """Raises Malformed naming the first key beside these."""
        for name in self._data:
            if name not in names:
                raise Malformed(self.key(name), f"unknown; known are {', '.join(names)}")

    def raw(self, name: str) -> Any:
        if name not in self._data:
            raise Malformed(self.key(name), "missing")
        return self._data[name]

    def part(self, name: str) -> Reader:
        return Reader(self.raw(name), self.key(name))

    def parts(self, name: str) -> list[Reader]:
        rows = self.array(name)
        return [Reader(row, f"{self.key(name)}[{place}]") for place, row in enumerate(rows)]

    def array(self, name: str) -> list[Any]:
        value = self.raw(name)
        if not isinstance(value, list):
            raise Malformed(self.key(name), "not a list")
        return value

    def text(self, name: str) -> str:
        value = self.raw(name)
        if not isinstance(value, str):
            raise Malformed(self.key(name), "not a text")
        return value

    def integer(self, name: str, low: int = 0, below: int | None = None) -> int:
        return whole(self.raw(name), self.key(name), low, below)

    def amount(self, name: str) -> float:
        return amount(self.raw(name), self.key(name))

    def integers(self, name: str, low: int = 0, below: int | None = None, count: int | None = None) -> Ints:
        values = self.array(name)
        self._counted(name, values, count)
        return np.array(
            [whole(value, f"{self.key(name)}[{place}]", low, below) for place, value in enumerate(values)],
            dtype=np.int64,
        )

    def amounts(self, name: str, count: int | None = None) -> Floats:
        values = self.array(name)
        self._counted(name, values, count)
        return np.array(
            [amount(value, f"{self.key(name)}[{place}]") for place, value in enumerate(values)], dtype=float
        )

    def _counted(self, name: str, values: list[Any], count: int | None) -> None:
        if count is not None and len(values) != count:
            raise Malformed(self.key(name), f"{len(values)} entries instead of {count}")


def whole(value: Any, key: str, low: int = 0, below: int | None = None) -> int:
    if type(value) is not int or value < low or (below is not None and value >= below) or value > 10**9:
        limit = f" and below {below}" if below is not None else ""
        raise Malformed(key, f"{value!r} is not a whole number from {low}{limit}")
    return value


def amount(value: Any, key: str) -> float:
    if type(value) not in (int, float) or not math.isfinite(value) or not 0 <= value <= 1e15:
        raise Malformed(key, f"{value!r} is not a number from 0")
    return float(value)
