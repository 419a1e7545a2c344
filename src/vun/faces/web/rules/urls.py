from django.urls import path

from vun.faces.web.rules import views

app_name = "rules"
urlpatterns = [
    path("", views.rule_list, name="list"),
    path("<slug:book>/add/", views.add, name="add"),
    path("<slug:book>/<int:rule_id>/", views.detail, name="detail"),
    path("<slug:book>/<int:rule_id>/replace/", views.replace, name="replace"),
    path("<slug:book>/<int:rule_id>/end/", views.end, name="end"),
    path("<slug:book>/<int:rule_id>/confirm/", views.confirm, name="confirm"),
]
