"""画像: all that is known of one subject on a day, each part with its source."""

from graph.profile.profile import Profile, profile

__all__ = ["Profile", "profile"]
