"""The tools that come with Parley: files, code, the web, sums, memory and documents."""
