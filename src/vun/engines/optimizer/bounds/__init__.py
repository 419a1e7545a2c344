"""The bound prices prove. Knows nothing of how prices or plans were found."""
