"""How far it is from where people live to what is offered: arrays in, arrays out; no database, no clock.

``measure`` answers for every place and theme at once: kilometres to the nearest service, how many services lie
within given distances, and how much of them is left for each inhabitant (E2SFCA). Distances are great circles on a
sphere; ``travel`` turns minutes of a way into kilometres of such a line.
"""

from welcommune.mapping.reach.engine import Reached, Zone, measure
from welcommune.mapping.reach.sphere import Homes, Services
from welcommune.mapping.reach.travel import CAR, TRAVELS, WITHOUT_CAR, Travel

__all__ = ["CAR", "TRAVELS", "WITHOUT_CAR", "Homes", "Reached", "Services", "Travel", "Zone", "measure"]
