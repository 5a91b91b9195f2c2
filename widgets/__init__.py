"""Explorers, charts and controls of the course; each room has its own front door."""
