"""Welcommune: the platform of regional multi-stakeholder cooperation on welcome and integration."""

__version__ = "0.1.0"
