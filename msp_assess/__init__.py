"""The project: settings and wiring."""
