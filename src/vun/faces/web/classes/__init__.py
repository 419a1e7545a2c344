"""Lớp học: classes from the plan to the paper."""
