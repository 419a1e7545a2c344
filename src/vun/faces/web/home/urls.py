from django.urls import path

from vun.faces.web.home import views

app_name = "home"
urlpatterns = [
    path("", views.home, name="show"),
    path("tasks/", views.tasks, name="tasks"),
]
