from django.urls import path

from vun.faces.web.needs import filling, rounds, signing, wishes

app_name = "needs"
urlpatterns = [
    path("", rounds.round_list, name="list"),
    path("add/", rounds.add, name="add"),
    path("wish/", wishes.wish, name="wish"),
    path("<int:round_id>/", rounds.detail, name="detail"),
    path("<int:round_id>/totals/", rounds.totals, name="totals"),
    path("<int:round_id>/extend/", rounds.extend, name="extend"),
    path("<int:round_id>/accept/", signing.accept_chosen, name="accept-chosen"),
    path("<int:round_id>/close/", rounds.close, name="close"),
    path("sheets/<int:sheet_id>/", filling.sheet, name="sheet"),
    path("sheets/<int:sheet_id>/add/", filling.add_need, name="need-add"),
    path("sheets/<int:sheet_id>/gaps/", filling.register_gaps, name="gaps"),
    path("sheets/<int:sheet_id>/sign/", signing.sign, name="sign"),
    path("sheets/<int:sheet_id>/accept/", signing.accept, name="accept"),
    path("sheets/<int:sheet_id>/return/", signing.return_sheet, name="return"),
    path("needs/<int:need_id>/", filling.need, name="need"),
    path("needs/<int:need_id>/withdraw/", filling.withdraw, name="withdraw"),
]
