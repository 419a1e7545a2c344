"""Readers of standards and programmes: as of a day, over time, and as the pure rule book."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any, TypeVar

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Left

from vun.common.errors import NotFound
from vun.common.text import fold
from vun.records.dated import on_day
from vun.records.orgs.domain import UnitLevel
from vun.records.standards.domain import (
    Clause,
    EquivalenceRule,
    ExemptionRule,
    GraceFrom,
    GraceRule,
    Level,
    RuleBook,
    Scope,
)
from vun.records.standards.domain.codes import stem_of
from vun.records.standards.models import (
    Audience,
    Equivalence,
    Exemption,
    Grace,
    LegalRow,
    Programme,
    ProgrammeGroup,
    Requirement,
    RequirementOption,
    RequirementScope,
    Scale,
    ScaleLevel,
    ScopeRow,
)

_Row = TypeVar("_Row", bound=LegalRow)
RULE_NOUNS: dict[str, type[LegalRow]] = {
    "requirement": Requirement,
    "equivalence": Equivalence,
    "exemption": Exemption,
    "grace": Grace,
    "programme": Programme,
}
"""The kinds of dated rows, by the name under which a page or an operation asks for one."""


# ---------------------------------------------------------------------------------------------- the rule book


def rules_on(day: date) -> RuleBook:
    """Everything that decides about standards on ``day``, past or future, as one pure value. Seven queries."""
    levels = _levels()
    return RuleBook(
        day=day,
        levels=levels,
        clauses=_clauses(day, levels),
        equivalences=_equivalences(day),
        exemptions=tuple(
            ExemptionRule(
                **_rule(row),
                scope=_scope(row),
                scale=row.scale_id,
                up_to=levels[row.up_to_level_id] if row.up_to_level_id else None,
                born_before=row.born_before,
                in_rank_before=row.in_rank_before,
                holds=row.holds_id,
                held_before=row.held_before,
            )
            for row in Exemption.objects.filter(on_day(day)).order_by("code")
        ),
        graces=tuple(
            GraceRule(
                **_rule(row),
                scope=_scope(row),
                scale=row.scale_id or "",
                months=row.months,
                counted_from=GraceFrom(row.counted_from),
            )
            for row in Grace.objects.filter(on_day(day)).order_by("code")
        ),
    )


def equivalences_on(day: date) -> RuleBook:
    """Only what counts as what on ``day``: `rules_on` without standards, exemptions and grace. Two queries."""
    return RuleBook(day=day, levels=_levels(), clauses=(), equivalences=_equivalences(day))


def _levels() -> dict[int, Level]:
    return {level.pk: _level(level) for level in ScaleLevel.objects.select_related("scale")}


def _equivalences(day: date) -> tuple[EquivalenceRule, ...]:
    return tuple(
        EquivalenceRule(
            **_rule(row), held=row.held_id, counts_as=row.counts_as_id, earned_before=row.earned_before
        )
        for row in Equivalence.objects.filter(on_day(day)).order_by("code")
    )


def _clauses(day: date, levels: dict[int, Level]) -> tuple[Clause, ...]:
    requirements = Requirement.objects.filter(on_day(day))
    scopes: dict[int, list[Scope]] = defaultdict(list)
    for scope in RequirementScope.objects.filter(requirement__in=requirements).order_by("pk"):
        scopes[scope.requirement_id].append(_scope(scope))
    options: dict[int, list[Level]] = defaultdict(list)
    for option in RequirementOption.objects.filter(requirement__in=requirements).order_by("order", "pk"):
        options[option.requirement_id].append(levels[option.level_id])
    return tuple(
        Clause(
            **_rule(row),
            name=row.name,
            scale=row.scale_id,
            options=tuple(options[row.pk]),
            scopes=tuple(scopes[row.pk]),
            start_on=row.start_on,
        )
        for row in requirements.order_by("scale__order", "code")
    )


def _rule(row: LegalRow) -> dict[str, Any]:
    return {
        "id": row.pk,
        "code": row.code,
        "legal_basis": row.legal_basis,
        "is_verified": row.is_verified,
    }


def _level(row: ScaleLevel) -> Level:
    return Level(row.pk, row.code, row.name, row.scale_id, row.order, row.scale.is_ordered)


def _scope(row: ScopeRow) -> Scope:
    return Scope(
        title=row.title_id or "",
        title_group=row.title_group,
        kind=row.kind,
        rank=row.rank_id or "",
        level=row.level,
        block=row.block,
        zone=row.zone,
        is_leader=row.is_leader,
    )


# ---------------------------------------------------------------------------------------------- reading the rows


def scales() -> QuerySet[Scale]:
    """All scales with their levels, in the order of the record form."""
    return Scale.objects.prefetch_related("levels")


def levels() -> QuerySet[ScaleLevel]:
    """All levels with their scales, scale by scale, the lowest first."""
    return ScaleLevel.objects.select_related("scale")


def audiences() -> QuerySet[Audience]:
    """The dictionary of audiences."""
    return Audience.objects.all()


def requirements_on(day: date) -> QuerySet[Requirement]:
    """The requirements in force on the day, with scopes and options."""
    return _with_parts(Requirement.objects.filter(on_day(day)))


def _with_parts(rows: QuerySet[Requirement]) -> QuerySet[Requirement]:
    return rows.select_related("scale").prefetch_related("options__level", "scopes__title", "scopes__rank")


def get_requirement(requirement_id: int) -> Requirement:
    """Raises NotFound."""
    row = _with_parts(Requirement.objects.filter(pk=requirement_id)).select_related("decision").first()
    if row is None:
        raise NotFound("requirement")
    return row


def about_group(rows: QuerySet[Requirement], group: str) -> QuerySet[Requirement]:
    """Those of the requirements that speak of a group of titles, or of a title in it."""
    scopes = RequirementScope.objects.filter(Q(title_group=group) | Q(title__group=group))
    return rows.filter(pk__in=scopes.values("requirement_id"))


def about_level(rows: QuerySet[Requirement], level: UnitLevel) -> QuerySet[Requirement]:
    """Those of the requirements that speak of units of a level."""
    return rows.filter(pk__in=RequirementScope.objects.filter(level=level.value).values("requirement_id"))


def unverified_on(day: date) -> dict[str, int]:
    """By kind of row (see RULE_NOUNS), how many in force on the day nobody has compared with their text."""
    return {
        noun: model._default_manager.filter(on_day(day), is_verified=False).count()
        for noun, model in RULE_NOUNS.items()
    }


def rows_of(model: type[_Row], stem: str) -> QuerySet[_Row]:
    """All rows of a rule over time, the newest first."""
    rows = model._default_manager.filter(Q(code=stem) | Q(code__startswith=f"{stem}/"))
    return rows.order_by("-start_on", "-pk")


def history_of(requirement: Requirement) -> list[Requirement]:
    """The rows of the same clause over time, this one among them, oldest first."""
    return list(_with_parts(rows_of(Requirement, stem_of(requirement.code))).order_by("start_on"))


def equivalences_touching(requirement: Requirement, day: date) -> list[Equivalence]:
    """The equivalences of the day by which something counts towards the requirement."""
    book = rules_on(day)
    options = [option.level_id for option in requirement.options.all()]
    useful = [
        rule.id
        for rule in book.equivalences
        if any(book.levels[rule.counts_as].covers(book.levels[option]) for option in options)
    ]
    rows = Equivalence.objects.filter(pk__in=useful).select_related("held", "counts_as")
    return list(rows.order_by("code"))


def exemptions_touching(requirement: Requirement, day: date) -> list[Exemption]:
    """The exemptions of the day on the requirement's scale."""
    rows = Exemption.objects.filter(on_day(day), scale=requirement.scale)
    return list(rows.select_related("title", "rank", "up_to_level", "holds").order_by("code"))


def graces_touching(requirement: Requirement, day: date) -> list[Grace]:
    """The grace periods of the day on the requirement's scale, or on any."""
    rows = Grace.objects.filter(Q(scale=requirement.scale) | Q(scale=None), on_day(day))
    return list(rows.select_related("title", "rank").order_by("code"))


def get_rule(noun: str, row_id: int) -> LegalRow:
    """The dated row of that kind (see RULE_NOUNS). Raises NotFound."""
    model = RULE_NOUNS.get(noun)
    row = None if model is None else model._default_manager.filter(pk=row_id).first()
    if row is None:
        raise NotFound(noun)
    return row


# ---------------------------------------------------------------------------------------------- programmes


def programmes() -> QuerySet[Programme]:
    """The programmes of all times, with ``periods`` of theory and practice together."""
    together = F("theory_periods") + F("practice_periods")
    return Programme.objects.select_related("group", "grants__scale").annotate(periods=together)


def programmes_on(day: date) -> QuerySet[Programme]:
    """The programmes in force on the day."""
    return programmes().filter(on_day(day))


def get_programme(key: int) -> Programme:
    """Raises NotFound."""
    row = programmes().select_related("decision").filter(pk=key).first()
    if row is None:
        raise NotFound("programme")
    return row


def find_programme(code: str, day: date) -> Programme | None:
    """The programme of that code; of a code without its year, the row in force on the day."""
    named = programmes().filter(code=code).first()
    # Compared, not searched for: how LIKE takes capitals differs between databases.
    stem = f"{code}/"
    return named or programmes_on(day).alias(stem=Left("code", len(stem))).filter(stem=stem).first()


def search_programmes(text: str, day: date) -> QuerySet[Programme]:
    """The programmes in force on the day whose name has the words, accents or none."""
    return programmes_on(day).filter(search_key__contains=fold(text))


def programme_groups() -> QuerySet[ProgrammeGroup]:
    """The groups programmes are in, in order."""
    return ProgrammeGroup.objects.all()


def closing_programmes(day: date) -> dict[int, list[Programme]]:
    """For each level the programmes in force on the day that grant it, by name. One query."""
    granting: dict[int, list[Programme]] = defaultdict(list)
    for programme in programmes_on(day).filter(grants__isnull=False).order_by("sort_key", "pk"):
        if programme.grants_id is not None:
            granting[programme.grants_id].append(programme)
    return dict(granting)


def programmes_closing(
    clause: Clause, book: RuleBook, granting: dict[int, list[Programme]]
) -> list[Programme]:
    """The programmes that close a missing clause: those whose level, earned on the day of the book, meets it.

    What grants the very thing asked for comes alone; only where nothing does, what counts as it by an equivalence. Of
    the levels of an ordered scale only the lowest that is taught is proposed: nobody who lacks a university degree is
    sent to study for a doctorate. ``granting`` is `closing_programmes` of the same day.
    """
    closing = [book.levels[id_] for id_ in granting if book.meets(clause, id_, book.day)]
    direct = [level for level in closing if any(level.covers(option) for option in clause.options)]
    taught = direct or closing
    nearest = [
        level
        for level in taught
        if not any(level.is_ordered and level.covers(other) and level != other for other in taught)
    ]
    ordered = sorted(nearest, key=lambda level: (level.scale, level.order))
    return [programme for level in ordered for programme in granting[level.id]]
