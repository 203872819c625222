"""How far it is from where people live to what is offered: arrays in, arrays out; no database, no clock.

``engine.measure`` answers for every place and theme at once: kilometres to the nearest service, how many services
lie within given distances, and how much of them is left for each inhabitant (E2SFCA). Distances are great circles
on a sphere; ``travel``, which loads no arrays, turns minutes of a way into kilometres of such a line.
"""
