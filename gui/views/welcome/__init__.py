"""The welcome page: how to start when there is no model yet."""
