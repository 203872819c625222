from tests.harness.weight import weigh
from tests.harness.html import problems
def test_cast(cast, network, client_for):
    print(sorted(cast))
    r = client_for(cast["facilitator"]).get("/en/desk/")
    assert r.status_code in (200, 302), r.status_code
def test_weigh(network, client):
    print(weigh(client, "/en/")); print(problems(client.get("/en/").content))
