from django.urls import path

from vun.faces.web.statements import linking, views

app_name = "statements"
urlpatterns = [
    path("", views.statement_list, name="list"),
    path("add/", views.add, name="add"),
    path("<int:statement_id>/", views.detail, name="detail"),
    path("<int:statement_id>/file/", views.file, name="file"),
    path("<int:statement_id>/correct/", views.correct, name="correct"),
    path("<int:statement_id>/links/", linking.links, name="links"),
    path("<int:statement_id>/remove/", views.remove, name="remove"),
]
