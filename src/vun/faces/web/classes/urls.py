from django.urls import path

from vun.faces.web.classes import attendance, costs, describing, grades, learners, papers, timetable, views

app_name = "classes"
urlpatterns = [
    path("", views.class_list, name="list"),
    path("add/", views.add, name="add"),
    path("person-options/", learners.person_options, name="person-options"),
    path("<int:class_id>/", views.detail, name="detail"),
    path("<int:class_id>/open/", views.open_class, name="open"),
    path("<int:class_id>/cancel/", views.cancel, name="cancel"),
    path("<int:class_id>/finish/", papers.finish, name="finish"),
    path("<int:class_id>/custom/", describing.describe_class, name="custom"),
    path("<int:class_id>/learners/", learners.learner_list, name="learners"),
    path("<int:class_id>/learners/add/", learners.enrol, name="enrol"),
    path("<int:class_id>/learners/add-nominated/", learners.enrol_nominated, name="enrol-nominated"),
    path("<int:class_id>/timetable/", timetable.show_timetable, name="timetable"),
    path("<int:class_id>/timetable/plan/", timetable.plan, name="plan-sessions"),
    path("<int:class_id>/timetable/add/", timetable.add, name="add-session"),
    path("<int:class_id>/timetable/<int:session_id>/remove/", timetable.remove, name="remove-session"),
    path("<int:class_id>/attendance/", attendance.grid, name="attendance"),
    path("<int:class_id>/attendance/<int:session_id>/", attendance.one_session, name="session"),
    path("<int:class_id>/grades/", grades.grade_sheet, name="grades"),
    path("<int:class_id>/results/", papers.results, name="results"),
    path("<int:class_id>/certificates/", papers.issue, name="issue"),
    path("certificates/<int:certificate_id>/revoke/", papers.revoke, name="revoke"),
    path("<int:class_id>/costs/", costs.cost_list, name="costs"),
    path("<int:class_id>/costs/add/", costs.add, name="add-cost"),
    path("<int:class_id>/costs/<int:cost_id>/remove/", costs.remove, name="remove-cost"),
    path("learners/<int:enrolment_id>/drop-out/", learners.drop_out, name="drop-out"),
    path("learners/<int:enrolment_id>/custom/", describing.describe_result, name="learner-custom"),
    path("learners/<int:enrolment_id>/fail/", learners.fail, name="fail"),
]
