"""The audit trail speaks in sentences: fields by their names, not by their keys."""

from linli.contexts.registry.commands import people


def test_fields_are_called_by_their_names(world) -> None:
    manager = world.actor("community_manager")
    person = world.person("张国英", phone="13912345678")
    people.reveal(manager, person, "phone", reason="核对高龄津贴")
    people.amend(manager, person, values={"occupation": "教师", "health": "自理"}, source="visit")
    page = world.client("auditor").get("/audit/").content.decode()
    assert "查看了居民的 联系电话" in page
    assert "更正了居民的 健康状况、职业" in page
    assert "&#x27;" not in page
