from django.urls import path

from vun.faces.web.papers import signing, templates, views

app_name = "papers"
urlpatterns = [
    path("", views.papers, name="list"),
    path("issue/", views.issue, name="issue"),
    path("file/", views.papers_file, name="files"),
    path("sign/", signing.sign_many, name="sign-many"),
    path("templates/", templates.templates, name="templates"),
    path("templates/put/", templates.put_template, name="put-template"),
    path(
        "templates/begin/<slug:kind>/<slug:layout>/",
        templates.template_to_begin_with,
        name="template-to-begin-with",
    ),
    path("templates/<int:template_id>/file/", templates.template_file, name="template-file"),
    path("templates/<int:template_id>/drop/", templates.drop_template, name="drop-template"),
    path("verify/", signing.verify, name="verify"),
    path("<int:paper_id>/", views.paper, name="detail"),
    path("<int:paper_id>/sign/", signing.sign, name="sign"),
    path("<int:paper_id>/signed/<int:signature_id>/", signing.signed_file, name="signed-file"),
    path("<int:paper_id>/file/<slug:suffix>/", views.paper_file, name="file"),
]
