"""Where everything sits."""
