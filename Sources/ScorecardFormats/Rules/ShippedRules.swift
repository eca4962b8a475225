/// Rules that come with the program, for files that need no more than rules.
enum ShippedRules {
  /// By name of the file, as it is embedded.
  static let files: [(name: String, bytes: [UInt8])] = [
    ("aftership.json", PackageResources.aftership_json),
    ("aftership-dashboard.json", PackageResources.aftership_dashboard_json),
    ("better-stack.json", PackageResources.better_stack_json),
    ("freshdesk.json", PackageResources.freshdesk_json),
    ("google-cloud.json", PackageResources.google_cloud_json),
    ("jira.json", PackageResources.jira_json),
    ("sendcloud.json", PackageResources.sendcloud_json),
    ("shippo-report.json", PackageResources.shippo_report_json),
    ("shippo-webhooks.json", PackageResources.shippo_webhooks_json),
    ("shipstation.json", PackageResources.shipstation_json),
    ("shipstation-tracking.json", PackageResources.shipstation_tracking_json),
    ("shopify-fulfilments.json", PackageResources.shopify_fulfilments_json),
    ("uptimerobot.json", PackageResources.uptimerobot_json),
    ("woocommerce.json", PackageResources.woocommerce_json),
    ("zendesk.json", PackageResources.zendesk_json),
  ]

  /// A file with a mistake is left out; the tests hold that none has any.
  static let formats = files.compactMap { file in
    (try? RulesReader.read(file.bytes, fileName: file.name)).map { ImportFormat($0) }
  }
}
