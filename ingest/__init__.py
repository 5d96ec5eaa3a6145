"""Sources to rows, rows to validated facts, facts to the graph."""
