"""Who may see and change articles and resources."""

from django.db.models import Q

from welcommune.core.access import Actor, rule
from welcommune.library.models import Article, ArticleState, Resource, ResourceState
from welcommune.network.rules import EDITORS, EVERY_ROLE, in_own_regions


@rule(Article)
def read_article(actor: Actor) -> Q:
    """Everybody reads what is published."""
    return Q(state=ArticleState.PUBLISHED)


@rule(Article)
def see_article(actor: Actor) -> Q:
    """At the desk, whoever has a role in the region or the network sees its articles in every state."""
    return in_own_regions(actor, EVERY_ROLE, "region", "network")


@rule(Article)
def edit_article(actor: Actor) -> Q:
    """Coordinators, facilitators and editors of the region or the network."""
    return in_own_regions(actor, EDITORS, "region", "network")


@rule(Resource)
def read_resource(actor: Actor) -> Q:
    """Everybody reads what is published; a portrait is published only while consent holds."""
    return Q(state=ResourceState.PUBLISHED)


@rule(Resource)
def take_file(actor: Actor) -> Q:
    """Everybody takes the file of what is published; whoever writes a resource, that of a draft too."""
    return read_resource.filter(actor) | edit_resource.filter(actor)


@rule(Resource)
def edit_resource(actor: Actor) -> Q:
    """Coordinators, facilitators and editors of the region or the network."""
    return in_own_regions(actor, EDITORS, "region", "network")
