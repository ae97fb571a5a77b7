"""The register (台账): people, households, dwellings, premises, groups, and how they change."""
