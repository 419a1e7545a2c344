from django.urls import path

from vun.faces.web.sending import asking, committing, lending, nominating, quota_tree, steps, views

app_name = "sending"
urlpatterns = [
    path("", views.board, name="list"),
    path("nominations/", views.nominations, name="nominations"),
    path("nominations/approve/", views.approve, name="approve"),
    path("lines/<int:line_id>/units/<int:unit_id>/", nominating.nominate, name="nominate"),
    path("lines/<int:line_id>/units/<int:unit_id>/lend/", lending.lend, name="lend"),
    path("lines/<int:line_id>/units/<int:unit_id>/share/", quota_tree.share, name="share"),
    path("lines/<int:line_id>/quotas/", quota_tree.tree, name="quotas"),
    path("lines/<int:line_id>/quotas/add/", quota_tree.add_places, name="add-places"),
    path("lent/", lending.lent, name="lent"),
    path("lent/<int:move_id>/", lending.give, name="give"),
    path("mine/", asking.mine, name="mine"),
    path("mine/lines/<int:line_id>/units/<int:unit_id>/", asking.ask, name="ask"),
    path("<int:nomination_id>/", steps.detail, name="detail"),
    path("<int:nomination_id>/exception/", steps.exception, name="exception"),
    path("<int:nomination_id>/commit/", committing.commit, name="commit"),
    path("<int:nomination_id>/<slug:verb>/", steps.step, name="step"),
]
