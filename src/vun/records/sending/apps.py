from django.apps import AppConfig


class SendingConfig(AppConfig):
    """Has a say when somebody is given a post: whether they meet its standard."""

    name = "vun.records.sending"
    label = "sending"

    def ready(self) -> None:
        from vun.records.people.gates import keep_gate
        from vun.records.sending.operations import look_at_post

        keep_gate("standards", look_at_post)
