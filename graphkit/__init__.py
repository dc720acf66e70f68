"""What documents say about people, organizations and states, as a checked, typed graph."""
