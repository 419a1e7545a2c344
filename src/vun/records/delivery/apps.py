from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "vun.records.delivery"
    label = "delivery"
