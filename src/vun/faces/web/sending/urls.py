from django.urls import path

from vun.faces.web.sending import asking, commitments, judging, nominating, papers, rules, steps, views

app_name = "sending"
urlpatterns = [
    path("", views.board, name="list"),
    path("nominations/", views.nominations, name="nominations"),
    path("nominations/approve/", views.approve, name="approve"),
    path("lines/<int:line_id>/units/<int:unit_id>/", nominating.nominate, name="nominate"),
    path("nominations/issue/", papers.issue, name="issue"),
    path("papers/", papers.papers, name="papers"),
    path("papers/file/", papers.papers_file, name="papers-file"),
    path("papers/<int:paper_id>/", papers.paper, name="paper"),
    path("papers/<int:paper_id>/file/<slug:suffix>/", papers.paper_file, name="paper-file"),
    path("mine/", asking.mine, name="mine"),
    path("mine/lines/<int:line_id>/units/<int:unit_id>/", asking.ask, name="ask"),
    path("rules/", rules.rule_list, name="rules"),
    path("rules/add/", rules.rule_add, name="rule-add"),
    path("rules/judge/", judging.judge, name="judge"),
    path("rules/<int:rule_id>/", rules.rule_detail, name="rule"),
    path("rules/<int:rule_id>/replace/", rules.rule_replace, name="rule-replace"),
    path("rules/<int:rule_id>/end/", rules.rule_end, name="rule-end"),
    path("rules/<int:rule_id>/confirm/", rules.rule_confirm, name="rule-confirm"),
    path("commitments/", commitments.commitments, name="commitments"),
    path("commitments/compensation/", commitments.compensation, name="compensation"),
    path("commitments/<int:commitment_id>/", commitments.commitment, name="commitment"),
    path("commitments/<int:commitment_id>/graduate/", commitments.graduate, name="graduate"),
    path("commitments/<int:commitment_id>/cost/", commitments.record_cost, name="record-cost"),
    path("commitments/<int:commitment_id>/release/", commitments.release, name="release"),
    path("commitments/<int:commitment_id>/close/", commitments.close_served, name="close-served"),
    path("commitments/<int:commitment_id>/claim/", commitments.claim_back, name="claim-back"),
    path("commitments/<int:commitment_id>/decide/", commitments.decide_claim, name="decide-claim"),
    path("commitments/<int:commitment_id>/pay/<int:instalment_id>/", commitments.pay, name="pay"),
    path("<int:nomination_id>/", steps.detail, name="detail"),
    path("<int:nomination_id>/exception/", steps.exception, name="exception"),
    path("<int:nomination_id>/commit/", commitments.commit, name="commit"),
    path("<int:nomination_id>/<slug:verb>/", steps.step, name="step"),
]
