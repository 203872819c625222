"""Addresses of contacts, and of what stands on the table of a region, at the desk."""

from django.urls import path

from welcommune.stakeholders.views import contacts, table

app_name = "stakeholders"
REGION, CONTACT = "desk/regions/<slug:region>/", "desk/contacts/<uuid:pk>/"
GROUP, OFFER = "desk/groups/<uuid:pk>/", "desk/offers/<uuid:pk>/"
urlpatterns = [
    path(REGION + "contacts/", contacts.contacts, name="contacts"),
    path(REGION + "contacts/new/", contacts.contact_new, name="contact_new"),
    path(CONTACT, contacts.contact, name="contact"),
    path(CONTACT + "edit/", contacts.contact_edit, name="contact_edit"),
    path(CONTACT + "confirm/", contacts.contact_confirm, name="contact_confirm"),
    path(CONTACT + "affiliations/new/", contacts.affiliation_new, name="affiliation_new"),
    path(CONTACT + "affiliations/<uuid:affiliation>/end/", contacts.affiliation_end, name="affiliation_end"),
    path(CONTACT + "listing/", contacts.listing_give, name="listing_give"),
    path(CONTACT + "listing/withdraw/", contacts.listing_withdraw, name="listing_withdraw"),
    path(CONTACT + "seats/new/", contacts.seat_new, name="person_seat_new"),
    path(CONTACT + "seats/<uuid:seat>/end/", contacts.seat_end, name="person_seat_end"),
    path(REGION + "charter/", table.charter, name="charter"),
    path(REGION + "charter/signatures/", table.signature, name="signature"),
    path(REGION + "groups/", table.groups, name="groups"),
    path(REGION + "groups/new/", table.group_new, name="group_new"),
    path(GROUP, table.group_edit, name="group_edit"),
    path(REGION + "offers/", table.offers, name="offers"),
    path(REGION + "offers/new/", table.offer_new, name="offer_new"),
    path(OFFER, table.offer_edit, name="offer_edit"),
    path(OFFER + "withdraw/", table.offer_withdraw, name="offer_withdraw"),
    path(OFFER + "back/", table.offer_put_back, name="offer_put_back"),
]
