/// A row that the schema could not have let in.
package struct DamagedRow: Error {
  package var table: String
  package var number: Int64

  package init(table: String, number: Int64) { (self.table, self.number) = (table, number) }
}
