from django.apps import AppConfig


class SendingConfig(AppConfig):
    name = "vun.records.sending"
    label = "sending"
