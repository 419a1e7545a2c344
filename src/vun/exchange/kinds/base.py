"""What every kind of import answers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence

from vun.common.actor import Actor, Permission
from vun.engines.sheets import Workbook
from vun.exchange.model import Difference, Field, Row, Verdict
from vun.exchange.session import Session
from vun.records.imports.operations import Recorder


class Kind(ABC):
    """A kind of import: its columns as data, how a row is compared with the records, how what differs is written."""

    name: str
    title: str
    description: str
    permission: Permission
    fields: Sequence[Field] = ()
    is_of_many_rows = False
    """Rows are compared one by one, and what their cells said is let go at once."""
    is_rehearsed = True
    """Writing is tried before, and taken back."""
    subjects: Sequence[str] = ("full_name",)
    """The fields by which a row says what it is about."""
    arguments: Mapping[str, str] = {}
    """The fields that give the arguments of the operations, where the two are not called the same."""

    def fields_for(self, session: Session, workbook: Workbook) -> Sequence[Field]:
        """The columns to look for; some kinds have one for each unit, year or session there is."""
        return self.fields

    @abstractmethod
    def compare(self, session: Session, rows: Iterator[Row]) -> None:
        """Give every row exactly one verdict. Rows come in the order of the file."""

    @abstractmethod
    def write(
        self, difference: Difference, verdicts: Iterable[Verdict], recorder: Recorder, by: Actor
    ) -> None:
        """Do what the new and changed verdicts say, through operations, and tell the recorder what came of it.

        Raises VerdictProblems for those that are refused whatever becomes of the others.
        """

    def to_rehearse(self, verdicts: Sequence[Verdict]) -> Sequence[Verdict]:
        """Those of the verdicts of which writing may refuse what comparing cannot tell."""
        return verdicts if self.is_rehearsed else ()

    def parts(self, verdicts: Sequence[Verdict]) -> Iterable[Sequence[Verdict]]:
        """The verdicts in the order in which they are written, those together that make one thing."""
        return ([verdict] for verdict in verdicts)
