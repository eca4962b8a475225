/// What stands for a currency beside an amount.
enum CurrencyText {
  /// Signs that several currencies share stand for any of them.
  private static let signs: [String: Set<String>] = [
    "$": [
      "USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP", "UYU", "BBD", "BSD", "BZD",
      "JMD", "TTD", "FJD", "NAD", "XCD",
    ],
    "US$": ["USD"], "C$": ["CAD"], "CA$": ["CAD"], "A$": ["AUD"], "AU$": ["AUD"], "NZ$": ["NZD"],
    "S$": ["SGD"], "HK$": ["HKD"], "NT$": ["TWD"], "MX$": ["MXN"], "R$": ["BRL"],
    "€": ["EUR"], "£": ["GBP", "EGP", "FKP", "GIP", "LBP", "SHP", "SYP"], "¥": ["JPY", "CNY"],
    "元": ["CNY"], "円": ["JPY"], "₹": ["INR"], "₩": ["KRW"], "₽": ["RUB"], "₺": ["TRY"], "₴": ["UAH"],
    "₪": ["ILS"], "₫": ["VND"], "₱": ["PHP"], "฿": ["THB"], "₦": ["NGN"], "₡": ["CRC"], "₲": ["PYG"],
    "kr": ["SEK", "NOK", "DKK", "ISK"], "kr.": ["DKK", "SEK", "NOK", "ISK"], "zł": ["PLN"], "Kč": ["CZK"],
    "Ft": ["HUF"], "lei": ["RON"], "лв": ["BGN"], "лв.": ["BGN"], "Fr.": ["CHF"], "SFr.": ["CHF"],
    "Rs": ["INR", "PKR", "LKR", "NPR", "MUR"], "Rs.": ["INR", "PKR", "LKR", "NPR", "MUR"], "R": ["ZAR"],
    "RM": ["MYR"], "Rp": ["IDR"],
  ]

  /// Codes of ISO 4217 that a text may stand for; nil when it is no currency.
  static func codes(of text: String) -> Set<String>? {
    if let codes = signs[text] { return codes }
    let code = text.uppercased()
    return all.contains(code) ? [code] : nil
  }

  /// ISO 4217, those in use.
  private static let all = Set(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY
    COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS
    INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP
    MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR
    SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST
    XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
    """.split { $0 == " " || $0 == "\n" }.map(String.init))
}
