"""Today (今日): what is due, with the reason, bundled by household."""
