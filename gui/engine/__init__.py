"""AutoGen behind one door: the only package that imports autogen, and nothing by itself."""
