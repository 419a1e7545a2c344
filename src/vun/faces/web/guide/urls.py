from django.urls import path

from vun.faces.web.guide import views

app_name = "guide"
urlpatterns = [
    path("", views.contents, name="list"),
    path("<slug:name>/", views.chapter, name="chapter"),
]
