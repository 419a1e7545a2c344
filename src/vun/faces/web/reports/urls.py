from django.urls import path

from vun.faces.web.reports import defining, layouts, pivoting, signing, submitting, views, words
from vun.faces.web.reports.drafting import listing
from vun.faces.web.reports.drafting import views as drafting

app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="list"),
    path("pivot/", pivoting.pivot, name="pivot"),
    path("drafts/", listing.drafts, name="drafts"),
    path("drafts/<int:draft_id>/", drafting.draft, name="draft"),
    path("drafts/<int:draft_id>/about/", drafting.about, name="draft_about"),
    path("drafts/<int:draft_id>/use/", drafting.use, name="use_draft"),
    path("drafts/<int:draft_id>/throw/", drafting.throw, name="throw_draft"),
    path("drafts/<int:draft_id>/file/", drafting.file, name="draft_file"),
    path("drafts/<int:draft_id>/<str:side>/<str:place>/", drafting.part, name="draft_part"),
    path("drafts/<int:draft_id>/<str:side>/<str:place>/add/", drafting.add, name="draft_add"),
    path("drafts/<int:draft_id>/<str:side>/<str:place>/move/", drafting.move, name="draft_move"),
    path("drafts/<int:draft_id>/<str:side>/<str:place>/remove/", drafting.remove_part, name="draft_remove"),
    path("templates/", layouts.templates, name="templates"),
    path("templates/<str:file_name>/add/", layouts.add, name="add_template"),
    path("templates/<str:file_name>/shipped/", layouts.shipped, name="shipped_template"),
    path("templates/<str:file_name>/use-shipped/", layouts.use_shipped, name="use_shipped_template"),
    path("templates/versions/<int:layout_id>/file/", layouts.file, name="template_file"),
    path("templates/versions/<int:layout_id>/sample/", layouts.sample, name="template_sample"),
    path("templates/versions/<int:layout_id>/use/", layouts.use, name="use_template"),
    path("submitted/<int:report_id>/", submitting.submitted, name="submitted"),
    path("submitted/<int:report_id>/sign/", submitting.sign_submitted, name="sign_submitted"),
    path("submitted/<int:report_id>/return/", submitting.give_back, name="give_back"),
    path("submitted/<int:report_id>/reject/", submitting.turn_down, name="turn_down"),
    path("signed/", signing.signed_list, name="signed_list"),
    path("signed/<int:signed_id>/", signing.signed, name="signed"),
    path("signed/<int:signed_id>/<str:row>/<str:column>/", signing.signed_figure, name="signed_figure"),
    path("<str:name>/", views.detail, name="detail"),
    path("<str:name>/define/", drafting.begin, name="define"),
    path("<str:name>/remove/", defining.remove, name="remove"),
    path("<str:name>/relations/", defining.relations, name="relations"),
    path("<str:name>/relations/<int:relation_id>/remove/", defining.remove_relation, name="remove_relation"),
    path("<str:name>/<str:asked>/words/", words.words, name="words"),
    path("<str:name>/<str:asked>/sign/", signing.sign, name="sign"),
    path("<str:name>/<str:asked>/<str:row>/<str:column>/", views.figure, name="figure"),
]
