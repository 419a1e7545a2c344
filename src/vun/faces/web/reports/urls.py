from django.urls import path

from vun.faces.web.reports import defining, pivoting, signing, views, words

app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="list"),
    path("pivot/", pivoting.pivot, name="pivot"),
    path("signed/", signing.signed_list, name="signed_list"),
    path("signed/<int:signed_id>/", signing.signed, name="signed"),
    path("signed/<int:signed_id>/<str:row>/<str:column>/", signing.signed_figure, name="signed_figure"),
    path("<str:name>/", views.detail, name="detail"),
    path("<str:name>/define/", defining.define, name="define"),
    path("<str:name>/remove/", defining.remove, name="remove"),
    path("<str:name>/relations/", defining.relations, name="relations"),
    path("<str:name>/relations/<int:relation_id>/remove/", defining.remove_relation, name="remove_relation"),
    path("<str:name>/<str:asked>/words/", words.words, name="words"),
    path("<str:name>/<str:asked>/sign/", signing.sign, name="sign"),
    path("<str:name>/<str:asked>/<str:row>/<str:column>/", views.figure, name="figure"),
]
