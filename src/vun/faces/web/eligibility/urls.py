from django.urls import path

from vun.faces.web.eligibility import judging, policy, views

app_name = "eligibility"
urlpatterns = [
    path("", views.rule_list, name="list"),
    path("policy/", policy.policy, name="policy"),
    path("add/", views.rule_add, name="add"),
    path("judge/", judging.judge, name="judge"),
    path("<int:rule_id>/", views.rule_detail, name="detail"),
    path("<int:rule_id>/replace/", views.rule_replace, name="replace"),
    path("<int:rule_id>/end/", views.rule_end, name="end"),
    path("<int:rule_id>/confirm/", views.rule_confirm, name="confirm"),
]
