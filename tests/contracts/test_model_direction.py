"""A link belongs to the higher room: no foreign key points upward, however it is spelled."""

from django.apps import apps

from tests.harness.source import layers, refuse

HEIGHT = {room: -depth for depth, names in enumerate(layers("rooms")) for room in names}
HIGHEST, LOWEST = max(HEIGHT.values()), min(HEIGHT.values())


def links():
    """Every foreign key and many-to-many of our models: the room, the room it points to, and its name."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created and field.related_model is not None:
                own, other = model._meta, field.related_model._meta
                yield own.app_label, other.app_label, f"{own.label}.{field.name} → {other.label}"


def test_no_link_points_to_a_higher_room():
    found = [name for own, other, name in links() if HEIGHT.get(other, LOWEST) > HEIGHT.get(own, HIGHEST)]
    refuse(found)


def test_rooms_side_by_side_do_not_link_to_each_other():
    ours = [(own, other, name) for own, other, name in links() if own in HEIGHT and other in HEIGHT]
    refuse(name for own, other, name in ours if own != other and HEIGHT[own] == HEIGHT[other])


def test_models_were_found():
    labels = {model._meta.app_label for model in apps.get_models()}
    assert {"network", "stakeholders", "meetings"} - labels == set()
