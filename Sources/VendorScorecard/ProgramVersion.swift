/// The version of this library and its program; part of every report's bytes.
public enum ProgramVersion {
  public static let current = "0.1.0"
}
