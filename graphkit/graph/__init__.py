"""What does exist: datasets as read, claims, and the Graph."""
