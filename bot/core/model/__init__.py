"""Articles, quotes and facts: what the bot speaks of, and the rules for their words. No I/O."""
