"""Pages of the desk, and the pages that links in mails open."""
