"""What columns are called is known to the catalogue of the reader's language."""

from __future__ import annotations

from vun.exchange.columns import fields_of
from vun.exchange.kinds import KINDS
from vun.exchange.labels import LABELS


def test_every_label_of_a_column_is_there_for_the_catalogue_once() -> None:
    names = [*(kind.name for kind in KINDS), "held"]
    used = {field.label for name in names for field in fields_of(name)}

    assert sorted(used - set(LABELS)) == []
    assert len(LABELS) == len(set(LABELS))
