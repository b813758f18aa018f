"""A check of this installation, to run and to paste into a report: `parley --self-test`."""
