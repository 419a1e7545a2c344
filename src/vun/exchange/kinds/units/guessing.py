"""Level and block of a new unit, by the words of its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vun.exchange.matching.names import spelt_out
from vun.records.orgs.domain import Block, UnitLevel

LEVELS = {
    UnitLevel.COMMUNE: ("xa", "phuong", "thi tran", "dac khu"),
    UnitLevel.DISTRICT: ("huyen", "thi xa", "thanh pho", "quan", "huyen uy", "thanh uy", "thi uy"),
    UnitLevel.PROVINCE: ("so", "ban", "tinh", "van phong", "tinh uy", "tinh doan"),
}
BLOCKS = {
    Block.PARTY: (
        "tinh uy",
        "huyen uy",
        "thanh uy",
        "dang uy",
        "ban to chuc",
        "ban tuyen giao",
        "ban noi chinh",
    ),
    Block.FRONT: ("mat tran", "doan thanh nien", "tinh doan", "huyen doan", "hoi", "lien doan"),
    Block.SERVICE: ("truong", "trung tam", "benh vien", "bao", "dai", "ban quan ly", "vien"),
}
"""By which words a unit's name tells level and block: at its beginning, or after a body's name."""


def guess(name: str, rules: Mapping[Any, Sequence[str]]) -> Any:
    """The key of the first rule that fits the name, None where none does."""
    spelt = spelt_out(name)
    for body in ("uy ban nhan dan ", "hoi dong nhan dan ", "dang uy ", "van phong "):
        if spelt.startswith(body) and rules is LEVELS:
            spelt = spelt.removeprefix(body)
    for value, words in rules.items():
        # A school is called so in front; what ends so is of the environment ("môi trường").
        ends = value is not Block.SERVICE
        if any(f"{spelt} ".startswith(f"{word} ") or (ends and spelt.endswith(f" {word}")) for word in words):
            return value
    return None
