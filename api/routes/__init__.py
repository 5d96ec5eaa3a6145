"""Thin routers: read the question, ask the desk, give back the answer."""
