def test_visitor(page, axe, server):
    p = page("/", width=320, language="ar", complaints_allowed=True)
    print(p.title(), axe(p))
def test_role(page, axe):
    p = page("/desk/", role="facilitator", complaints_allowed=True)
    print(p.url, p.title())
