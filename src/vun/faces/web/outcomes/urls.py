from django.urls import path

from vun.faces.web.outcomes import measures, views

app_name = "outcomes"
urlpatterns = [
    path("", views.waiting, name="list"),
    path("accept/", views.accept, name="accept"),
    path("placements/", views.placements, name="placements"),
    path("matrix/", views.matrix, name="matrix"),
    path("measures/", measures.measures, name="measures"),
    path("measures/proposals/", measures.proposals, name="proposals"),
    path("measures/proposals/<int:rule_id>/<int:cause_id>/", measures.take, name="measure-take"),
    path("measures/<int:measure_id>/", measures.measure, name="measure"),
    path("measures/<int:measure_id>/revoke/", measures.revoke, name="measure-revoke"),
    path("<int:enrolment_id>/", views.record, name="record"),
]
