from django.urls import path

from vun.faces.web.units import changing, positions, reorganising, views

app_name = "units"
urlpatterns = [
    path("", views.unit_tree, name="list"),
    path("table/", views.unit_table, name="table"),
    path("options/", views.unit_options, name="options"),
    path("add/", changing.establish, name="add"),
    path("merge/", reorganising.merge, name="merge"),
    path("merge-chosen/", reorganising.merge_chosen, name="merge-chosen"),
    path("<int:unit_id>/", views.unit_detail, name="detail"),
    path("<int:unit_id>/people/", views.unit_people, name="people"),
    path("<int:unit_id>/standard/", views.unit_standard, name="standard"),
    path("<int:unit_id>/positions/", views.unit_positions, name="positions"),
    path("positions/options/", positions.position_options, name="position-options"),
    path("<int:unit_id>/positions/add/", positions.approve, name="position-add"),
    path("<int:unit_id>/positions/<int:position_id>/", positions.position, name="position"),
    path("<int:unit_id>/positions/<int:position_id>/close/", positions.close, name="position-close"),
    path("<int:unit_id>/history/", views.unit_history, name="history"),
    path("<int:unit_id>/rename/", changing.rename, name="rename"),
    path("<int:unit_id>/move/", changing.move, name="move"),
    path("<int:unit_id>/reclassify/", changing.reclassify, name="reclassify"),
    path("<int:unit_id>/split/", reorganising.split, name="split"),
    path("<int:unit_id>/dissolve/", reorganising.dissolve, name="dissolve"),
]
