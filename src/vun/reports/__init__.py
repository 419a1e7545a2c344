"""Report definitions: each turns records into figures that open into the people, classes or lines they count."""
