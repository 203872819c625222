"""The fictitious cast of the demonstration, and the large invented network that measurements need."""

from welcommune.portal.actions.cast import create_cast
from welcommune.portal.actions.generated import generate_network

__all__ = ["create_cast", "generate_network"]
