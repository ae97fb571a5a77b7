"""Addresses of care."""

from django.urls import path

from linli.contexts.care.views import cards, farewells, leaving, plans, proposals, records

app_name = "care"
urlpatterns = [
    path("", records.people, name="people"),
    path("cards/print/", cards.print_many, name="cards_print"),
    path("export/", leaving.export, name="export"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/<uuid:proposal_id>/decline/", proposals.decline, name="decline"),
    path("homes/<uuid:dwelling_id>/", records.home, name="home"),
    path("people/<uuid:person_id>/", records.person, name="person"),
    path("people/<uuid:person_id>/take-up/", records.take_up, name="take_up"),
    path("records/<uuid:record_id>/", records.record, name="record"),
    path("records/<uuid:record_id>/adjust/", records.adjust, name="adjust"),
    path("records/<uuid:record_id>/plan/", plans.talk_over, name="talk_over"),
    path("records/<uuid:record_id>/goals/", plans.set_goal, name="set_goal"),
    path("records/<uuid:record_id>/goals/<uuid:goal_id>/<str:state>/", plans.close_goal, name="close_goal"),
    path("records/<uuid:record_id>/card/", cards.write, name="card"),
    path("records/<uuid:record_id>/card/confirm/", cards.confirm, name="card_confirm"),
    path("records/<uuid:record_id>/card/reveal/", cards.reveal, name="card_reveal"),
    path("records/<uuid:record_id>/card/print/", cards.print_one, name="card_print"),
    path("records/<uuid:record_id>/condole/", farewells.condole, name="condole"),
    path("records/<uuid:record_id>/farewell/<str:item>/", farewells.see_to, name="see_to"),
    path("records/<uuid:record_id>/<str:verb>/", records.step, name="step"),
]
