from django.urls import path

from vun.faces.web.commitments import correcting, debts, steps, views

app_name = "commitments"
urlpatterns = [
    path("", views.commitments, name="list"),
    path("laws/", views.laws, name="laws"),
    path("laws/<int:law_id>/", views.set_rounding, name="set-rounding"),
    path("compensation/", views.compensation, name="compensation"),
    path("debts/", debts.debts, name="debts"),
    path("debts/allow/", debts.allow, name="allow-debt"),
    path("debts/<int:debt_id>/close/", debts.close, name="close-debt"),
    path("debts/<int:debt_id>/take-back/", debts.take_back_leave, name="take-back-leave"),
    path("<int:commitment_id>/", views.commitment, name="detail"),
    path("<int:commitment_id>/graduate/", steps.graduate, name="graduate"),
    path("<int:commitment_id>/cost/", steps.record_cost, name="record-cost"),
    path("<int:commitment_id>/cost/<int:cost_id>/drop/", correcting.drop_cost, name="drop-cost"),
    path("<int:commitment_id>/release/", steps.release, name="release"),
    path("<int:commitment_id>/close/", steps.close_served, name="close-served"),
    path("<int:commitment_id>/claim/", steps.claim_back, name="claim-back"),
    path("<int:commitment_id>/decide/", steps.decide_claim, name="decide-claim"),
    path("<int:commitment_id>/claim/drop/", correcting.drop_claim, name="drop-claim"),
    path("<int:commitment_id>/pay/<int:instalment_id>/", steps.pay, name="pay"),
    path(
        "<int:commitment_id>/pay/<int:instalment_id>/take-back/", correcting.take_back_payment, name="unpay"
    ),
]
