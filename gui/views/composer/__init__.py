"""The composer: what the user writes, what waits in the queue, Send and Stop."""
