/// A row that the schema could not have let in.
struct DamagedRow: Error {
  var table: String
  var number: Int64
}
