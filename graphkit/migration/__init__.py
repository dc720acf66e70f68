"""From one schema to the next with data in place."""
