"""Attachments: judged by content, limited in size, sealed on disk, found by their hash."""
