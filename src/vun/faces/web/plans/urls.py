from django.urls import path

from vun.faces.web.plans import bases, central, editing, exports, funds, quotas, signing, views

app_name = "plans"
urlpatterns = [
    path("", views.plan_list, name="list"),
    path("add/", editing.add, name="add"),
    path("funds/", funds.budgets, name="funds"),
    path("funds/set/<slug:source_code>/<int:year>/", funds.set_budget, name="budget-set"),
    path("central/", central.central, name="central"),
    path("central/add/", central.add_central, name="central-add"),
    path("central/<int:quota_id>/", central.change_central, name="central-change"),
    path("norms/", funds.norms, name="norms"),
    path("norms/add/", funds.add_norm, name="norm-add"),
    path("<int:plan_id>/", views.detail, name="detail"),
    path("<int:plan_id>/edit/", editing.edit, name="edit"),
    path("<int:plan_id>/differences/", views.differences, name="differences"),
    path("<int:plan_id>/bases/add/", bases.attach_basis, name="basis-add"),
    path("<int:plan_id>/bases/<int:decision_id>/remove/", bases.detach_basis, name="basis-remove"),
    path("<int:plan_id>/amend/", signing.amend, name="amend"),
    path("<int:plan_id>/close/", signing.close, name="close"),
    path("versions/<int:version_id>/submit/", signing.submit, name="submit"),
    path("versions/<int:version_id>/take-back/", signing.take_back, name="take-back"),
    path("versions/<int:version_id>/return/", signing.return_for_changes, name="return"),
    path("versions/<int:version_id>/approve/", signing.approve, name="approve"),
    path("versions/<int:version_id>/cancel/", signing.cancel, name="cancel"),
    path("versions/<int:version_id>/lines/add/", editing.add_line, name="line-add"),
    path("versions/<int:version_id>/lines/from-needs/", editing.add_from_needs, name="from-needs"),
    path("versions/<int:version_id>/quotas/", quotas.grid, name="quotas"),
    path("versions/<int:version_id>/annex-<slug:annex>.xlsx", exports.annex, name="annex"),
    path("lines/<int:terms_id>/", editing.change_line, name="line"),
    path("lines/<int:terms_id>/remove/", editing.remove_line, name="line-remove"),
    path("lines/<int:terms_id>/money/", editing.line_money, name="line-money"),
    path("lines/<int:terms_id>/spread/", quotas.spread, name="spread"),
]
