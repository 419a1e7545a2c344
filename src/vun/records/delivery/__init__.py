"""Classes: timetable, enrolment, attendance, grades, certificates, costs."""
