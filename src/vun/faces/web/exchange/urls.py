from django.urls import path

from vun.faces.web.exchange import checking, exporting, history, uploading

app_name = "exchange"
urlpatterns = [
    path("", uploading.home, name="home"),
    path("import/<str:kind>/", uploading.upload, name="upload"),
    path("template/<str:kind>/", exporting.template, name="template"),
    path("export/<str:export_name>/", exporting.export, name="export"),
    path("export/person/<int:person_id>/", exporting.person_record, name="person-record"),
    path("checks/<int:job_id>/", checking.check, name="check"),
    path("checks/<int:job_id>/progress/", checking.progress, name="progress"),
    path("checks/<int:job_id>/again/", checking.again, name="again"),
    path("checks/<int:job_id>/confirm/", checking.confirm, name="confirm"),
    path("checks/<int:job_id>/cancel/", checking.cancel, name="cancel"),
    path("history/", history.import_list, name="history"),
    path("history/<int:import_id>/", history.detail, name="import"),
    path("history/<int:import_id>/undo/", history.undo, name="undo"),
    path("history/<int:import_id>/file/", history.download, name="import-file"),
]
