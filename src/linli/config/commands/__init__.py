"""The commands of ``linli``, one module for each matter; every module offers ``add_to(group)``."""
