"""Measurements, and what they measure with; no test stands here."""
