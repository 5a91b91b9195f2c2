"""Explorers, charts and controls of the course; imports the engine."""
