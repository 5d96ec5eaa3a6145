// Were files of the same kind from the same source, about a later or an earlier day, loaded already, in whole or in part?
// Parameters: $file
// Columns: late, early
CYPHER 25
MATCH (this:File {id: $file})
RETURN EXISTS {
  MATCH (other:File {source: this.source})
  USING INDEX SEEK other:File(source)
  WHERE other.format = this.format AND other.dated > this.dated
} AS late,
EXISTS {
  MATCH (other:File {source: this.source})
  USING INDEX SEEK other:File(source)
  WHERE other.format = this.format AND other.dated < this.dated
} AS early
