from django.urls import path

from vun.faces.web.admission import offers, requests, rounds

app_name = "admission"
urlpatterns = [
    path("rounds/", rounds.rounds, name="rounds"),
    path("lines/<int:line_id>/rounds/open/", rounds.open_round, name="round-open"),
    path("rounds/<int:round_id>/", rounds.detail, name="round"),
    path("rounds/<int:round_id>/list/<slug:suffix>/", rounds.list_file, name="round-list"),
    path("rounds/<int:round_id>/enter/", rounds.enter, name="round-enter"),
    path("rounds/<int:round_id>/decide/", rounds.decide, name="round-decide"),
    path("rounds/<int:round_id>/cancel/", rounds.cancel, name="round-cancel"),
    path("candidates/<int:candidate_id>/out/", rounds.fall_out, name="candidate-out"),
    path("offers/", offers.offers, name="offers"),
    path("offers/add/", offers.add_offer, name="offer-add"),
    path("offers/<int:offer_id>/", offers.offer, name="offer"),
    path("offers/<int:offer_id>/change/", offers.change_offer, name="offer-change"),
    path("offers/<int:offer_id>/cancel/", offers.cancel_offer, name="offer-cancel"),
    path("offers/<int:offer_id>/ask-unit/", requests.ask_for_unit, name="offer-ask-unit"),
    path("offers/<int:offer_id>/ask/", requests.ask_for_oneself, name="offer-ask"),
    path("offers/<int:offer_id>/step/<slug:verb>/", offers.offer_step, name="offer-step"),
    path("requests/<int:request_id>/agree/", requests.agree, name="request-agree"),
    path("requests/<int:request_id>/decline/", requests.decline, name="request-decline"),
    path("requests/<int:request_id>/withdraw/", requests.withdraw, name="request-withdraw"),
]
