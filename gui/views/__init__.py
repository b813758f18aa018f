"""Features: the widgets of the window, cut by feature."""
