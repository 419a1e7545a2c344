from django.urls import path

from vun.faces.web.outcomes import views

app_name = "outcomes"
urlpatterns = [
    path("", views.waiting, name="list"),
    path("accept/", views.accept, name="accept"),
    path("placements/", views.placements, name="placements"),
    path("matrix/", views.matrix, name="matrix"),
    path("<int:enrolment_id>/", views.record, name="record"),
]
