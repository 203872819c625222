"""What is typed about organisations, seats and merges."""

from welcommune.stakeholders.forms.merge import MergeForm
from welcommune.stakeholders.forms.organisation import NewOrganisationForm, OrganisationForm, organisation_initial
from welcommune.stakeholders.forms.seat import SeatForm

__all__ = ["MergeForm", "NewOrganisationForm", "OrganisationForm", "SeatForm", "organisation_initial"]
