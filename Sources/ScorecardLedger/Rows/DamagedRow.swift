/// A row that the schema could not have let in.
package struct DamagedRow: Error {
  package var table: String
  package var number: Int64
}
