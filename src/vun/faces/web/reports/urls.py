from django.urls import path

from vun.faces.web.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="list"),
    path("<str:name>/", views.detail, name="detail"),
    path("<str:name>/<str:asked>/<str:row>/<str:column>/", views.figure, name="figure"),
]
