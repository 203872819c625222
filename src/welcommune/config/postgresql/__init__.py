"""PostgreSQL as Django has it, with a short way for what each kept page asks: see ``base``."""
