from django.apps import AppConfig


class SendingConfig(AppConfig):
    """Has a say when somebody is given a post, whether they meet its standard; what they lack follows the post."""

    name = "vun.records.sending"
    label = "sending"

    def ready(self) -> None:
        from vun.records.people.gates import keep_carrier, keep_gate
        from vun.records.people.holdings import Holding, declare
        from vun.records.sending.models import Nomination, StandardDebt
        from vun.records.sending.operations import carry_debts, look_at_post
        from vun.records.sending.twins import twin_nominations

        keep_gate("standards", look_at_post)
        keep_carrier("standards", carry_debts)
        declare(
            Holding(Nomination, twins=twin_nominations),
            Holding(Nomination, "exception_signer"),
            Holding(StandardDebt),
        )
