"""Who is in a class, who came to which session, with what score: class lists, attendance grids, grade sheets."""

from vun.exchange.kinds.learners.attendance import AttendanceGrid
from vun.exchange.kinds.learners.class_list import ClassList
from vun.exchange.kinds.learners.grades import Grades

__all__ = ["AttendanceGrid", "ClassList", "Grades"]
