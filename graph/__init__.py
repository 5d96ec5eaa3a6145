"""What the system knows how to answer, one module a capability, on a Neo4j of dated facts."""
