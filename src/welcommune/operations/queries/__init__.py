"""What operators read: figures for machines, and the state of things for people."""

from welcommune.operations.queries.figures import exposition

__all__ = ["exposition"]
