"""Taqrir."""
