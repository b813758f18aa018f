"""What happens in an answer, looked at from outside: times, what models are sent, files, cost."""
