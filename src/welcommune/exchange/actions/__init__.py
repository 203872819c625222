"""Bringing files in."""

from welcommune.exchange.actions.network_file import LoadReport, load_network

__all__ = ["LoadReport", "load_network"]
