"""What is kept about people at the table: this room's part of the register. Contacts stand in that of meetings."""

from django.utils.translation import gettext_lazy as _

from welcommune.accounts.models import UNTIL_DELETED, Basis, Keeping, Kept, Seen, empty, keeps
from welcommune.stakeholders.models import Charter, HelpOffer, Merge, Organisation, TwoOrganisations, WorkingGroup

keeps(
    Keeping(
        "stakeholders.organisations", _("How to reach organisations"), _("So that anybody can ask."), Basis.INTEREST,
        UNTIL_DELETED, (Seen.EVERYBODY,),
        (
            Kept(
                Organisation, emails=("email",), words=("name", "names", "about", "address"), others=("phone",),
                region="steward_id", goes=empty("email", "phone"),
            ),
            Kept(HelpOffer, words=("text",)),
            Kept(WorkingGroup, words=("name", "about")),
            Kept(Charter, words=("text",)),
        ),
    ),
    Keeping(
        "stakeholders.merges", _("What was put together, so that it can be undone"), _("To put a mistake right."),
        Basis.INTEREST, UNTIL_DELETED, (Seen.FACILITATOR,),
        (
            Kept(Merge, words=("filled", "united"), others=("by_id",), region="kept__steward_id"),
            Kept(TwoOrganisations, others=("by_id",), region="one__steward_id"),
        ),
    ),
)  # fmt: skip
