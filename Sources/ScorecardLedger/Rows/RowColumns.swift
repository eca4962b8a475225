/// One row of values that were stored, whatever keeps them. Columns count from 0.
package protocol RowColumns {
  func integer(_ column: Int32) throws -> Int64
  func optionalInteger(_ column: Int32) throws -> Int64?
  func optionalDouble(_ column: Int32) throws -> Double?
  func text(_ column: Int32) throws -> String
  func optionalText(_ column: Int32) throws -> String?
}
