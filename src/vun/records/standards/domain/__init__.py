"""Standards without a database: the words, the rules in force on a day, and judging somebody by them.

`RuleBook` says what applies to a post and how one person stands, clause by clause and with reasons. `Screen` gives the
same verdicts, without the reasons, fast enough for everybody at once.
"""

from vun.records.standards.domain.details import ModuleRow, ProgrammeDetails, RequirementDetails
from vun.records.standards.domain.rulebook import (
    ClauseReason,
    ClauseResult,
    ClauseStatus,
    Facts,
    Held,
    Post,
    RuleBook,
)
from vun.records.standards.domain.rules import (
    Clause,
    EquivalenceRule,
    ExemptionRule,
    GraceRule,
    Level,
    Profile,
    Rule,
    Scope,
)
from vun.records.standards.domain.screen import Judge, Screen
from vun.records.standards.domain.words import Branch, GraceFrom, RecordTable, StudyMode, StudyPlace

__all__ = [
    "Branch",
    "Clause",
    "ClauseReason",
    "ClauseResult",
    "ClauseStatus",
    "EquivalenceRule",
    "ExemptionRule",
    "Facts",
    "GraceFrom",
    "GraceRule",
    "Held",
    "Judge",
    "Level",
    "ModuleRow",
    "Post",
    "Profile",
    "ProgrammeDetails",
    "RecordTable",
    "RequirementDetails",
    "Rule",
    "RuleBook",
    "Scope",
    "Screen",
    "StudyMode",
    "StudyPlace",
]
