"""Mechanisms without domain words: access, tenancy, audit, errors, outbox, text, publication, components."""
