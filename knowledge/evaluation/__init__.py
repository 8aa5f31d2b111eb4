"""How well an archive answers questions whose answers are known: read, asked, counted, compared and told."""
