from django.urls import path

from vun.faces.web.sending import views

app_name = "sending"
urlpatterns = [
    path("", views.board, name="list"),
    path("nominations/", views.nominations, name="nominations"),
    path("nominations/approve/", views.approve, name="approve"),
    path("lines/<int:line_id>/units/<int:unit_id>/", views.nominate, name="nominate"),
    path("<int:nomination_id>/", views.detail, name="detail"),
    path("<int:nomination_id>/reject/", views.reject, name="reject"),
    path("<int:nomination_id>/withdraw/", views.withdraw, name="withdraw"),
]
