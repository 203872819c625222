"""Addresses at the desk: of the register, of contacts, and of what stands on the table of a region."""

from django.urls import path

from welcommune.stakeholders.views import contacts, register, table

app_name = "stakeholders"
REGION = "desk/regions/<slug:region>/organisations/"
ENTRY = "desk/organisations/<uuid:pk>/"
TABLE, CONTACT = "desk/regions/<slug:region>/", "desk/contacts/<uuid:pk>/"
GROUP, OFFER = "desk/groups/<uuid:pk>/", "desk/offers/<uuid:pk>/"
urlpatterns = [
    path(REGION, register.register, name="register"),
    path(REGION + "list.csv", register.register_csv, name="register_csv"),
    path(REGION + "merge/", register.merge_pair, name="merge_pair"),
    path(REGION + "alike/", register.alike, name="alike"),
    path(REGION + "new/", register.new, name="new"),
    path(REGION + "<uuid:pk>/seat/", register.seat, name="seat"),
    path(ENTRY, register.organisation, name="organisation"),
    path(ENTRY + "edit/", register.edit, name="edit"),
    path(ENTRY + "confirm/", register.confirm, name="confirm"),
    path(ENTRY + "merge/", register.merge_choose, name="merge_choose"),
    path(ENTRY + "merge/<uuid:other>/", register.merge, name="merge"),
    path(ENTRY + "merge/<uuid:other>/two/", register.keep_two, name="keep_two"),
    path(ENTRY + "merge/<uuid:other>/again/", register.look_again, name="look_again"),
    path(ENTRY + "merges/<uuid:merge>/undo/", register.merge_undo, name="merge_undo"),
    path("desk/seats/<uuid:pk>/end/", register.seat_end, name="seat_end"),
    path(TABLE + "contacts/", contacts.contacts, name="contacts"),
    path(TABLE + "contacts/new/", contacts.contact_new, name="contact_new"),
    path(CONTACT, contacts.contact, name="contact"),
    path(CONTACT + "edit/", contacts.contact_edit, name="contact_edit"),
    path(CONTACT + "confirm/", contacts.contact_confirm, name="contact_confirm"),
    path(CONTACT + "affiliations/new/", contacts.affiliation_new, name="affiliation_new"),
    path(CONTACT + "affiliations/<uuid:affiliation>/end/", contacts.affiliation_end, name="affiliation_end"),
    path(CONTACT + "listing/", contacts.listing_give, name="listing_give"),
    path(CONTACT + "listing/withdraw/", contacts.listing_withdraw, name="listing_withdraw"),
    path(CONTACT + "seats/new/", contacts.seat_new, name="person_seat_new"),
    path(CONTACT + "seats/<uuid:seat>/end/", contacts.seat_end, name="person_seat_end"),
    path(TABLE + "charter/", table.charter, name="charter"),
    path(TABLE + "charter/signatures/", table.signature, name="signature"),
    path(TABLE + "groups/", table.groups, name="groups"),
    path(TABLE + "groups/new/", table.group_new, name="group_new"),
    path(GROUP, table.group_edit, name="group_edit"),
    path(TABLE + "offers/", table.offers, name="offers"),
    path(TABLE + "offers/new/", table.offer_new, name="offer_new"),
    path(OFFER, table.offer_edit, name="offer_edit"),
    path(OFFER + "withdraw/", table.offer_withdraw, name="offer_withdraw"),
    path(OFFER + "back/", table.offer_put_back, name="offer_put_back"),
]
