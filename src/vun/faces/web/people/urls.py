from django.urls import path

from vun.faces.web.people import duplicates, holding, merging, mine, posting, recording, views

app_name = "people"
urlpatterns = [
    path("", views.person_list, name="list"),
    path("options/", views.person_options, name="options"),
    path("title-options/", views.title_options, name="title-options"),
    path("add/", recording.add, name="add"),
    path("me/", mine.own_record, name="me"),
    path("duplicates/", duplicates.duplicate_list, name="duplicates"),
    path("merge/", merging.pick_two, name="pick-two"),
    path("merge/<int:survivor_id>/<int:merged_id>/", merging.compare, name="compare"),
    path("merge/<int:survivor_id>/<int:merged_id>/distinct/", merging.distinct, name="distinct"),
    path(
        "merge/<int:survivor_id>/<int:merged_id>/distinct/withdraw/",
        merging.withdraw_distinct,
        name="distinct-withdraw",
    ),
    path("merges/<int:merge_id>/part/", merging.part, name="part"),
    path("<int:person_id>/", views.detail, name="detail"),
    path("<int:person_id>/credentials/", views.credential_sections, name="credentials"),
    path("<int:person_id>/credentials/add/", holding.add, name="credential-add"),
    path(
        "<int:person_id>/credentials/<int:credential_id>/correct/",
        holding.correct,
        name="credential-correct",
    ),
    path("<int:person_id>/credentials/<int:credential_id>/remove/", holding.remove, name="credential-remove"),
    path("<int:person_id>/credentials/<int:credential_id>/file/", holding.download, name="credential-file"),
    path("<int:person_id>/standards/", views.standards, name="standards"),
    path("<int:person_id>/study/", views.study, name="study"),
    path("<int:person_id>/history/", views.history, name="history"),
    path("<int:person_id>/correct/", recording.correct, name="correct"),
    path("<int:person_id>/custom/", recording.describe, name="custom"),
    path("<int:person_id>/rate/", recording.rate, name="rate"),
    path("<int:person_id>/succession/add/", recording.add_to_succession, name="succession-add"),
    path(
        "<int:person_id>/succession/<int:membership_id>/end/",
        recording.remove_from_succession,
        name="succession-end",
    ),
    path("<int:person_id>/absences/add/", recording.record_absence, name="absence-add"),
    path("<int:person_id>/absences/<int:absence_id>/end/", recording.end_absence, name="absence-end"),
    path("<int:person_id>/traits/add/", recording.record_trait, name="trait-add"),
    path("<int:person_id>/traits/<int:trait_id>/file/", recording.download_trait, name="trait-file"),
    path("<int:person_id>/appoint/", posting.appoint, name="appoint"),
    path("<int:person_id>/transfer/", posting.transfer, name="transfer"),
    path("<int:person_id>/concurrent/", posting.add_concurrent, name="concurrent"),
    path("<int:person_id>/posts/<int:appointment_id>/end/", posting.end, name="post-end"),
    path("<int:person_id>/posts/<int:appointment_id>/correct/", posting.correct, name="post-correct"),
    path("<int:person_id>/posts/<int:appointment_id>/cancel/", posting.cancel, name="post-cancel"),
]
