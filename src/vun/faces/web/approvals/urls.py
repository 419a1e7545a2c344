from django.urls import path

from vun.faces.web.approvals import delegations, routes, signing, views

app_name = "approvals"
urlpatterns = [
    path("", views.waiting, name="list"),
    path("mine/", views.submitted, name="mine"),
    path("stuck/", views.stuck, name="stuck"),
    path("count/", views.count, name="count"),
    path("pass/", signing.pass_many, name="pass-many"),
    path("matters/<int:matter_id>/", views.detail, name="detail"),
    path("matters/<int:matter_id>/open/", views.open_subject, name="open"),
    path("matters/<int:matter_id>/pass/", signing.pass_on, name="pass"),
    path("matters/<int:matter_id>/comment/", signing.comment, name="comment"),
    path("delegations/", delegations.delegation_list, name="delegations"),
    path("delegations/add/", delegations.add, name="delegation-add"),
    path("delegations/<int:delegation_id>/end/", delegations.end, name="delegation-end"),
    path("routes/", routes.route_list, name="routes"),
    path("routes/add/", routes.add, name="route-add"),
    path("routes/try/", routes.rehearse, name="route-try"),
    path("routes/<int:route_id>/", routes.detail, name="route"),
    path("routes/<int:route_id>/change/", routes.change, name="route-change"),
    path("routes/<int:route_id>/end/", routes.end, name="route-end"),
]
