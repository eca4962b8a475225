#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A law at a point t of a scale where its density is log-concave.
struct LawAtPoint {
  let tails: Tails
  let density: Double
  /// First, second and third derivative of the logarithm of the density.
  let slope: Double
  let bend: Double
  let twist: Double
}

/// A law on a scale t where its density is log-concave, so that log P and log Q are concave in t as well
/// (Prékopa 1973) and Newton's step on them from the outer side of the root never crosses it.
protocol LogConcaveLaw {
  func evaluate(_ t: Double) -> LawAtPoint
}

/// The side of a quantile on which its probability is the smaller, and that probability.
enum TailTarget {
  case lower(Double)
  case upper(Double)

  init(_ p: Double) { self = p <= 0.5 ? .lower(p) : .upper(1 - p) }

  /// The same point seen from the other end of the scale.
  var mirrored: TailTarget {
    switch self {
    case .lower(let p): .upper(p)
    case .upper(let q): .lower(q)
    }
  }
}

extension LogConcaveLaw {
  /// Solves lower(t) = p (or upper(t) = q) within `bracket`; a step that leaves the bracket bisects it.
  ///
  /// Near the root a step has an error of fifth order, so a good start needs one evaluation, a fair one two.
  func quantile(_ target: TailTarget, start: Double, bracket: ClosedRange<Double>) -> Double {
    var (low, high) = (bracket.lowerBound, bracket.upperBound)
    var t = min(max(start, low), high)
    for _ in 0..<100 {
      let point = evaluate(t)
      let missing = point.missing(target)
      if missing < 0 { high = t } else { low = t }
      let newton = missing / point.density
      let reach = abs(newton) * max(abs(point.slope), (-point.bend).squareRoot())
      let next = t + (reach < 0.05 ? point.seriesStep(newton) : point.logarithmicStep(target))
      guard next >= low, next <= high else {
        if !(high - low > 1e-15 * abs(t)) { return t }
        t = (low + high) / 2
        continue
      }
      t = next
      if abs(newton) * reach * reach * reach * reach < 1e-14 { break }
    }
    return t
  }
}

extension LawAtPoint {
  /// The probability between this point and the target, positive when the target lies above.
  func missing(_ target: TailTarget) -> Double {
    switch target {
    case .lower(let p): p - tails.lower
    case .upper(let q): tails.upper - q
    }
  }

  /// Taylor series of the quantile function: its derivatives follow from t' = 1/density.
  func seriesStep(_ u: Double) -> Double {
    let second = -slope
    let third = 2 * slope * slope - bend
    let fourth = slope * (7 * bend - 6 * slope * slope) - twist
    return u * (1 + u * (second / 2 + u * (third / 6 + u * fourth / 24)))
  }

  /// Halley's step on the logarithm of the tail, which is nearly straight or parabolic however far out.
  func logarithmicStep(_ target: TailTarget) -> Double {
    let (residual, hazard) =
      switch target {
      case .lower(let p): (log(p / tails.lower), density / tails.lower)
      case .upper(let q): (log(tails.upper / q), -density / tails.upper)
      }
    let newton = residual / abs(hazard)
    return newton / min(max(1 + newton * (slope - hazard) / 2, 0.5), 2)
  }
}

/// Starting value for a standard normal quantile, within 4.5e-4 (Abramowitz & Stegun 26.2.23).
func roughNormalQuantile(_ target: TailTarget) -> Double {
  func beyond(_ q: Double) -> Double {
    let t = (-2 * log(q)).squareRoot()
    let above = 2.515517 + t * (0.802853 + t * 0.010328)
    return t - above / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
  }
  switch target {
  case .lower(let p): return -beyond(p)
  case .upper(let q): return beyond(q)
  }
}
