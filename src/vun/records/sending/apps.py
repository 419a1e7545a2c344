from django.apps import AppConfig


class SendingConfig(AppConfig):
    """Has a say when somebody is given a post, whether they meet its standard; what they lack follows the post.

    Tells approvals whom a nomination is about.
    """

    name = "vun.records.sending"
    label = "sending"

    def ready(self) -> None:
        from vun.records.approvals.domain import MatterKind
        from vun.records.approvals.subjects import keep_subjects
        from vun.records.people.gates import keep_carrier, keep_gate
        from vun.records.people.holdings import Holding, declare
        from vun.records.sending.models import Nomination, StandardDebt
        from vun.records.sending.operations import StandardsGate, carry_debts
        from vun.records.sending.queries import users_put_forward
        from vun.records.sending.twins import twin_nominations

        keep_subjects(MatterKind.NOMINATION, users_put_forward)
        keep_gate("standards", StandardsGate())
        keep_carrier("standards", carry_debts)
        declare(
            Holding(Nomination, twins=twin_nominations),
            Holding(Nomination, "exception_signer"),
            Holding(StandardDebt),
        )
