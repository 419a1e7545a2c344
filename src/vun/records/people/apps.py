from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "vun.records.people"
    label = "people"
