"""The house rules that no linter knows, checked over the source itself."""
