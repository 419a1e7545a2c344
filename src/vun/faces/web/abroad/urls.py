from django.urls import path

from vun.faces.web.abroad import issuing, steps, views

app_name = "abroad"
urlpatterns = [
    path("", views.trips, name="list"),
    path("add/", steps.add, name="add"),
    path("reports/", views.owed, name="reports"),
    path("<int:trip_id>/", views.trip, name="detail"),
    path("<int:trip_id>/issue/", issuing.issue, name="issue"),
    path("<int:trip_id>/issue/change/", issuing.issue_change, name="issue-change"),
    path("<int:trip_id>/issue/cancel/", issuing.issue_cancellation, name="issue-cancel"),
    path("<int:trip_id>/edit/", steps.edit, name="edit"),
    path("<int:trip_id>/members/add/", steps.add_member, name="member-add"),
    path("<int:trip_id>/members/<int:member_id>/remove/", steps.remove_member, name="member-remove"),
    path("<int:trip_id>/reports/<int:report_id>/", steps.file_report, name="report"),
    path("<int:trip_id>/reports/<int:report_id>/file/", views.report_file, name="report-file"),
    path("<int:trip_id>/<slug:verb>/", steps.step, name="step"),
]
