from django.urls import path

from vun.faces.web.allocation import comparing, inputs, people, policy, proposed, scenarios, steps

app_name = "allocation"
urlpatterns = [
    path("", scenarios.scenario_list, name="list"),
    path("add/", scenarios.add, name="add"),
    path("compare/", comparing.compare, name="compare"),
    path("policy/", policy.terms, name="policy"),
    path("policy/set/<slug:term>/", policy.set_term, name="policy-set"),
    path("inputs/", inputs.overview, name="inputs"),
    path("inputs/venues/add/", inputs.add_venue, name="venue-add"),
    path("inputs/venues/<int:venue_id>/", inputs.edit_venue, name="venue"),
    path("inputs/venues/<int:venue_id>/distances/", inputs.distances, name="distances"),
    path("inputs/pools/add/", inputs.add_pool, name="pool-add"),
    path("inputs/pools/<int:pool_id>/", inputs.edit_pool, name="pool"),
    path("inputs/limits/<int:year>/", inputs.set_limit, name="limit-set"),
    path("inputs/courses/<int:year>/", inputs.set_course_terms, name="course-set"),
    path("inputs/sources/<slug:source_code>/", inputs.set_source, name="source-set"),
    path("<int:scenario_id>/", scenarios.detail, name="detail"),
    path("<int:scenario_id>/progress/", scenarios.progress, name="progress"),
    path("<int:scenario_id>/start/", steps.start, name="start"),
    path("<int:scenario_id>/stop/", steps.stop, name="stop"),
    path("<int:scenario_id>/curve/", steps.start_curve, name="curve"),
    path("<int:scenario_id>/vary/<slug:preset>/", steps.vary, name="vary"),
    path("<int:scenario_id>/remove/", steps.remove, name="remove"),
    path("<int:scenario_id>/keep/<int:place>/", steps.keep_line, name="keep"),
    path("<int:scenario_id>/people/<int:person_id>/", people.why, name="why"),
    path("<int:scenario_id>/decide/<int:item>/<slug:choice>/", steps.decide, name="decide"),
    path("<int:scenario_id>/undo/<int:place>/", steps.take_back, name="take-back"),
    path("<int:scenario_id>/draft/", steps.draft, name="draft"),
    path("versions/<int:version_id>/proposed/", proposed.proposed, name="proposed"),
    path("versions/<int:version_id>/proposed/drop/", proposed.drop, name="proposed-drop"),
    path("lines/<int:terms_id>/proposed/", proposed.of_line, name="line-proposed"),
    path("lines/<int:terms_id>/proposed/add/", proposed.propose, name="propose"),
    path("plans/<int:plan_id>/nominate/", proposed.nominate, name="nominate"),
    path("versions/<int:version_id>/nominate/", proposed.nominate_chosen, name="nominate-chosen"),
]
