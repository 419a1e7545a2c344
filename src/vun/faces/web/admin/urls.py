from django.urls import path

from vun.faces.web.admin import accounts, audit, calendar, decisions, fields, jobs, views

app_name = "admin"
urlpatterns = [
    path("", views.home, name="home"),
    path("decisions/", decisions.decision_list, name="decisions"),
    path("decisions/options/", decisions.decision_options, name="decision-options"),
    path("decisions/add/", decisions.add, name="decision-add"),
    path("decisions/<int:decision_id>/", decisions.detail, name="decision"),
    path("decisions/<int:decision_id>/edit/", decisions.edit, name="decision-edit"),
    path("decisions/<int:decision_id>/remove/", decisions.remove, name="decision-remove"),
    path("decisions/<int:decision_id>/file/", decisions.download, name="decision-file"),
    path("accounts/", accounts.account_list, name="accounts"),
    path("accounts/add/", accounts.add, name="account-add"),
    path("accounts/<int:user_id>/", accounts.detail, name="account"),
    path("accounts/<int:user_id>/grant/", accounts.grant, name="account-grant"),
    path("accounts/<int:user_id>/revoke/<int:grant_id>/", accounts.revoke, name="account-revoke"),
    path("accounts/<int:user_id>/password/", accounts.password, name="account-password"),
    path("accounts/<int:user_id>/deactivate/", accounts.deactivate, name="account-deactivate"),
    path("accounts/<int:user_id>/reactivate/", accounts.reactivate, name="account-reactivate"),
    path("fields/", fields.field_list, name="fields"),
    path("fields/add/", fields.add, name="field-add"),
    path("fields/<int:field_id>/", fields.edit, name="field"),
    path("fields/<int:field_id>/retire/", fields.retire, name="field-retire"),
    path("fields/<int:field_id>/restore/", fields.restore, name="field-restore"),
    path("calendar/", calendar.days, name="calendar"),
    path("calendar/add/", calendar.add, name="calendar-add"),
    path("calendar/<int:day_id>/remove/", calendar.remove, name="calendar-remove"),
    path("audit/", audit.entry_list, name="audit"),
    path("audit/<int:entry_id>/", audit.detail, name="audit-entry"),
    path("jobs/", jobs.job_list, name="jobs"),
    path("jobs/<int:job_id>/", jobs.detail, name="job"),
    path("jobs/<int:job_id>/progress/", jobs.progress, name="job-progress"),
    path("jobs/<int:job_id>/cancel/", jobs.cancel, name="job-cancel"),
    path("jobs/<int:job_id>/file/", jobs.download, name="job-file"),
]
