"""What columns are called is known to the catalogue of the reader's language."""

from __future__ import annotations

from vun.exchange.columns import fields_of
from vun.exchange.kinds import KINDS
from vun.exchange.labels import LABELS


def test_every_label_of_a_column_is_there_for_the_catalogue_once() -> None:
    used = {field.label for kind in KINDS for field in fields_of(kind.name)}

    assert sorted(used - set(LABELS)) == []
    assert len(LABELS) == len(set(LABELS))
