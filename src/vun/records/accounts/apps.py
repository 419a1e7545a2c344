from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "vun.records.accounts"
    label = "accounts"
