"""Addresses of the register."""

from django.urls import path

from linli.contexts.registry.views import acts, duplicates, exports, people, places, registers

app_name = "registry"
PERSON = "people/<uuid:person_id>/"
HOME = "dwellings/<uuid:dwelling_id>/"
REGISTER = "registers/<uuid:register_id>/"
urlpatterns = [
    path("people/", people.people_page, name="people"),
    path(PERSON, people.person, name="person"),
    path(f"{PERSON}history/<slug:key>/", people.history, name="history"),
    path(f"{PERSON}reveal/<slug:key>/ask/", people.ask_reveal, name="ask_reveal"),
    path(f"{PERSON}reveal/<slug:key>/", people.reveal, name="reveal"),
    path(f"{PERSON}amend/<slug:part>/", acts.amend, name="amend"),
    path(f"{PERSON}move-out/", acts.move_out, name="move_out"),
    path(f"{PERSON}move/", acts.move_in, name="move_in"),
    path(f"{PERSON}died/", acts.died, name="died"),
    path(f"{PERSON}relation/", acts.relation, name="relation"),
    path(f"{PERSON}registration/", acts.registration, name="registration"),
    path(f"{PERSON}groups/<slug:group>/join/", acts.join_group, name="join_group"),
    path(f"{PERSON}groups/<slug:group>/verify/", acts.verify_group, name="verify_group"),
    path(f"{PERSON}groups/<slug:group>/leave/", acts.leave_group, name="leave_group"),
    path(f"{PERSON}erase/", acts.erase, name="erase"),
    path("places/", places.places_page, name="places"),
    path("places/<int:building_id>/", places.building, name="building"),
    path("entrances/<int:entrance_id>/new/", places.new_dwelling, name="new_dwelling"),
    path(HOME, places.dwelling, name="dwelling"),
    path(f"{HOME}amend/", places.amend_dwelling, name="amend_dwelling"),
    path(f"{HOME}new-person/", places.new_person, name="new_person"),
    path(f"{HOME}owner/", places.reveal_owner, name="reveal_owner"),
    path(f"{HOME}households/<uuid:person_id>/", places.open_household, name="open_household"),
    path("premises/", places.premises, name="premises"),
    path("registers/", registers.registers_page, name="registers"),
    path("registers/open/", registers.register_page, name="open_list"),
    path("registers/open/save/", registers.save, name="save_list"),
    path("registers/open/export/", exports.ask, name="export_list"),
    path(REGISTER, registers.register_page, name="register"),
    path(f"{REGISTER}save/", registers.save, name="save_register"),
    path(f"{REGISTER}change/", registers.change, name="change_register"),
    path(f"{REGISTER}drop/", registers.drop, name="drop_register"),
    path(f"{REGISTER}export/", exports.ask, name="export_register"),
    path("registers/exports/", exports.exports_page, name="exports"),
    path("registers/exports/<uuid:request_id>/decide/", exports.decide, name="decide_export"),
    path("registers/exports/<uuid:request_id>/download/", exports.download, name="download_export"),
    path("duplicates/", duplicates.duplicates_page, name="duplicates"),
    path("duplicates/search/", duplicates.search, name="search_duplicates"),
    path("duplicates/merged/", duplicates.merges, name="merges"),
    path("duplicates/merged/<uuid:merge_id>/undo/", duplicates.undo, name="undo_merge"),
    path("duplicates/<uuid:pair_id>/", duplicates.duplicate, name="duplicate"),
    path("duplicates/<uuid:pair_id>/decide/", duplicates.decide, name="decide_duplicate"),
]
