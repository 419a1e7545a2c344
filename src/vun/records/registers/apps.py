from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "vun.records.registers"
    label = "registers"
