"""Settings: providers and models, and every declared setting."""
