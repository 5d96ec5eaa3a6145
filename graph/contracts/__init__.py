"""Contracts of public bodies and large enterprises: what is due, what is late, what it costs."""
