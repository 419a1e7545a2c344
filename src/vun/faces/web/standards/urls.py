from django.urls import path

from vun.faces.web.standards import below, compliance, programmes, views

app_name = "standards"
urlpatterns = [
    path("", views.requirement_list, name="list"),
    path("add/", views.requirement_add, name="add"),
    path("scales/", views.scale_list, name="scales"),
    path("compliance/", compliance.compliance, name="compliance"),
    path("compliance/people/", below.below, name="below"),
    path("compliance/years/", compliance.years, name="years"),
    path("programmes/", programmes.programme_list, name="programmes"),
    path("programmes/add/", programmes.programme_add, name="programme-add"),
    path("programmes/options/", programmes.programme_options, name="programme-options"),
    path("programmes/<int:programme_id>/", programmes.programme_detail, name="programme"),
    path("programmes/<int:programme_id>/change/", programmes.programme_change, name="programme-change"),
    path("programmes/<int:programme_id>/end/", programmes.programme_end, name="programme-end"),
    path("verify/<slug:noun>/<int:row_id>/", views.verify, name="verify"),
    path("<int:requirement_id>/", views.requirement_detail, name="detail"),
    path("<int:requirement_id>/replace/", views.requirement_replace, name="replace"),
    path("<int:requirement_id>/end/", views.requirement_end, name="end"),
]
