"""Form 10-BTCTW as one query written by hand: which rows count a class, then turns and people by level."""

_TRAINING, _FOSTERING = "branch_then = 'training'", "branch_then = 'fostering'"
_PLACES = (("TN", "place = 'in_country'"), ("NN", "place = 'abroad'"), ("LK", "place = 'joint'"))
_MODES = (("TT", "mode = 'full_time'"), ("KTT", "mode <> 'full_time'"))


def _rows() -> list[tuple[str, str]]:
    rows = [("I", _TRAINING), ("I.1", f"{_TRAINING} AND group_then = 'professional'")]
    for key, level in (("DH", "CM-DH"), ("THS", "CM-THS"), ("TS", "CM-TS")):
        own = f"{rows[1][1]} AND grants_then = '{level}'"
        rows.append((f"I.1.{key}", own))
        rows += [(f"I.1.{key}.{part}", f"{own} AND {where}") for part, where in _PLACES]
    politics = f"{_TRAINING} AND group_then = 'political_theory'"
    rows.append(("I.2", politics))
    for key, levels in (
        ("TC", "'LLCT-TC', 'LLCT-TCHC'"),
        ("CC", "'LLCT-CC', 'LLCT-CCHC'"),
        ("CN", "'LLCT-CN'"),
    ):
        own = f"{politics} AND grants_then IN ({levels})"
        rows.append((f"I.2.{key}", own))
        rows += [(f"I.2.{key}.{part}", f"{own} AND {where}") for part, where in _MODES]
    rows.append(("II", _FOSTERING))
    groups = "party_work union_work state_management economic_management foreign_language computing knowledge_update"
    for number, group in enumerate(groups.split(), 1):
        own = f"{_FOSTERING} AND group_then = '{group}'"
        rows.append((f"II.{number}", own))
        if group in ("state_management", "economic_management", "foreign_language"):
            rows += [(f"II.{number}.{part}", f"{own} AND {where}") for part, where in _PLACES[:2]]
    defence = f"{_FOSTERING} AND group_then = 'defence_security'"
    rows.append(("II.8", defence))
    rows += [(f"II.8.{number}", f"{defence} AND grants_then = 'QPAN-{number}'") for number in (1, 2, 3, 4)]
    return rows


_CLASS_ROWS = "\nUNION ALL\n".join(
    f"SELECT '{key}' AS r, id, host_level_then, start_on, state FROM delivery_trainingclass"  # noqa: S608 - our text
    f" WHERE state <> 'cancelled' AND {where}"
    for key, where in _rows()
)
_KEYS = ", ".join(f"('{key}')" for key, _ in _rows())
_CASES = (
    ("c3", "e.level_then IN ('province', 'district', 'commune')"),
    ("c4", "e.level_then = 'province'"),
    ("c5", "e.level_then = 'province' AND e.is_leader_then"),
    ("c6", "e.level_then = 'district'"),
    ("c7", "e.level_then = 'district' AND e.is_leader_then"),
    ("c8", "e.level_then = 'commune'"),
)
_PEOPLE = ", ".join(
    f"COUNT(DISTINCT CASE WHEN {where} THEN e.person_id END) AS {key}" for key, where in _CASES
)
_TURNS = ", ".join(f"COUNT(CASE WHEN {where} THEN 1 END) AS {key}_turns" for key, where in _CASES)
_NAMES = [*(key for key, _ in _CASES), "c9", "c10", "c11", *(f"{key}_turns" for key, _ in _CASES)]

FORM_10 = f"""
WITH keys(r) AS (VALUES {_KEYS}),
class_rows AS ({_CLASS_ROWS}),
people AS (
    SELECT c.r, {_PEOPLE}, {_TURNS}
    FROM class_rows c JOIN delivery_enrolment e ON e.training_class_id = c.id
    WHERE e.enrolled_on >= %s AND e.enrolled_on < %s
    GROUP BY c.r
),
classes AS (
    SELECT r,
           COUNT(CASE WHEN host_level_then IN ('province', 'district') THEN 1 END) AS c9,
           COUNT(CASE WHEN host_level_then = 'province' THEN 1 END) AS c10,
           COUNT(CASE WHEN host_level_then = 'district' THEN 1 END) AS c11
    FROM class_rows WHERE start_on >= %s AND start_on < %s AND state <> 'planned'
    GROUP BY r
)
SELECT k.r, {", ".join(f"COALESCE({name}, 0) AS {name}" for name in _NAMES)}
FROM keys k LEFT JOIN people p ON p.r = k.r LEFT JOIN classes c ON c.r = k.r
"""  # noqa: S608 - no text from outside
