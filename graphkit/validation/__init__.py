"""Dataset → Problems, or Graph: what is read is typed, and every rule looks at it."""
