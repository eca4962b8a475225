extension DemoIncidents {
  /// Slips from July on.
  static let cartly = """
    2025-10-10,good,,responsiveness,,,,,chat,,,fixed,Tax rule for Oregon fixed while we watched
    2025-10-21,bad,2,reliability,yes,,4,,mail,,,failed,Coupon field gone for an afternoon
    2025-11-06,good,,assurance,,,,,chat,,,praise,Knew why the bundle price was wrong
    2025-11-27,good,,reliability,,,,,mail,,,praise,Black Friday without a hitch
    2025-12-11,good,,tangibles,,,,,mail,,,praise,New checkout page is easy to read
    2025-12-29,bad,1,responsiveness,yes,,10,,chat,,,noanswer,Ten hours to answer a billing question
    2026-01-14,good,,responsiveness,,,,,chat,,,quick,Imported 300 product variants for us
    2026-02-03,good,,empathy,,,,,chat,,,kind,Asked how the launch went
    2026-02-25,good,,reliability,,,,,mail,,,praise,"Update went through overnight, stock counts right"
    2026-03-12,good,,assurance,,,,,chat,,,praise,Showed us the abandoned-cart report
    2026-04-01,good,,tangibles,,,,,mail,,,praise,Mobile cart now fits the screen
    2026-04-28,good,,responsiveness,,,,,chat,,,quick,Shipping rates for Alaska set up at once
    2026-05-19,good,,responsiveness,,,,,chat,,,quick,Gift note option added in a day
    2026-06-10,good,,general,,,,,mail,,,praise,"Quiet month, all orders through"
    2026-06-24,good,,empathy,,,,,chat,,,kind,Postponed an update to suit our sale
    2026-07-06,bad,4,reliability,yes,15,9,60,chat,,,down,Checkout button dead on phones for a morning
    2026-07-14,bad,2,responsiveness,yes,20,30,,chat,,,noanswer,First answer after a day: clear your cache
    2026-07-22,bad,4,reliability,yes,10,7,45,chat,,,failed,Cart emptied itself after the update
    2026-07-30,bad,2,assurance,yes,,28,,chat,,,wrong,Support had not read the release notes
    2026-08-06,bad,4,reliability,no,25,,120,chat,,,failed,Discounts counted twice; we refunded by hand
    2026-08-12,bad,3,responsiveness,no,30,,,mail,,,noanswer,Ticket closed without an answer
    2026-08-19,bad,4,reliability,yes,20,11,180,phone,,,down,Checkout down all evening; eleven orders gone
    2026-08-26,bad,3,empathy,no,,,,chat,,,rude,Form letter about our valued feedback
    2026-09-03,bad,4,reliability,no,15,,110,chat,,,failed,Sales tax missing for two states
    2026-09-09,bad,3,responsiveness,no,25,,,chat,,,noanswer,"Waited 25 minutes in chat, then a bot"
    2026-09-15,bad,4,reliability,no,10,,90,mail,,,failed,Order mails sent twice to everyone
    2026-09-22,bad,4,reliability,no,20,,190,chat,,,failed,Checkout timed out at noon for three hours
    2026-09-29,bad,3,assurance,no,,,,chat,,,wrong,Told it was our theme; it was not
    """

  /// Solid.
  static let stackbase = """
    2025-10-14,good,,responsiveness,,,,,chat,,,quick,Certificate renewed before it ran out
    2025-11-03,good,,responsiveness,,,,,chat,,,quick,Redirects set up while we waited
    2025-11-10,good,,assurance,,,,,chat,,,praise,Explained the cache headers without jargon
    2025-11-26,good,,reliability,,,,,mail,,,praise,"Traffic times nine, pages stayed quick"
    2025-12-16,bad,2,reliability,yes,,1,,mail,,,failed,Site slow for forty minutes; report the same day
    2026-01-12,good,,tangibles,,,,,mail,,,praise,Status page tells what it says
    2026-01-29,good,,empathy,,,,,mail,,,warned,"Warned us before the price change, offered the old one"
    2026-02-10,good,,responsiveness,,,,,chat,,,fixed,Restored a deleted image in ten minutes
    2026-03-09,bad,1,responsiveness,yes,,6,,mail,,,noanswer,Invoice question took until evening
    2026-03-24,good,,tangibles,,,,,mail,,,praise,Monthly figures arrive readable
    2026-04-06,good,,assurance,,,,,chat,,,praise,Found our slow database query for us
    2026-04-22,good,,assurance,,,,,chat,,,praise,Advised against a bigger plan we did not need
    2026-05-11,bad,2,reliability,yes,,1,,chat,,,down,"Short outage at night, credited unasked"
    2026-05-27,good,,empathy,,,,,chat,,,kind,Moved maintenance away from our sale
    2026-06-16,good,,responsiveness,,,,,chat,,,quick,Domain moved within the hour
    2026-07-06,good,,responsiveness,,,,,chat,,,fixed,Image sizes fixed within the hour
    2026-07-20,good,,tangibles,,,,,mail,,,praise,New dashboard shows what we pay for
    2026-08-10,bad,1,reliability,yes,,1,,mail,,,late,Backups an hour late
    2026-08-25,good,,assurance,,,,,chat,,,warned,Clear warning about an old plugin
    2026-09-14,good,,responsiveness,,,,,chat,,,quick,Answered before breakfast
    2026-09-25,good,,empathy,,,,,chat,,,kind,Asked about the autumn sale before we did
    """

  /// Good enough, and Stackbase beside it is better.
  static let picnook = """
    2025-10-23,good,,tangibles,,,,,chat,,,praise,The planner loads quickly on phones
    2025-11-18,bad,3,reliability,yes,,9,,mail,,,down,Planner down for a morning
    2026-01-19,bad,2,responsiveness,yes,15,20,,chat,,,noanswer,A day until somebody answered
    2026-02-16,bad,3,reliability,yes,,5,,mail,,,failed,Saved sheds gone until noon
    2026-04-13,good,,assurance,,,,,chat,,,warned,Told us which pictures were too large
    2026-05-18,bad,3,reliability,yes,,6,30,mail,,,failed,Planner showed old prices
    2026-06-23,bad,2,responsiveness,yes,20,26,,chat,,,noanswer,Asked for the same screenshot three times
    2026-07-27,bad,3,reliability,yes,,4,,mail,,,failed,Roof colours missing all Monday
    2026-08-31,bad,3,reliability,yes,,7,40,mail,,,failed,Planner slow on the bank holiday
    2026-09-21,bad,2,reliability,yes,,3,,chat,,,failed,Preview pictures upside down
    """

  /// Solid.
  static let payhive = """
    2025-10-20,good,,tangibles,,,,,mail,,,praise,Payout report matches to the cent
    2025-11-04,good,,assurance,,,,,chat,,,praise,Clear answer about the new tax form
    2025-11-17,good,,responsiveness,,,,,chat,,,quick,Held payment released in an hour
    2025-12-02,bad,2,assurance,yes,10,20,,phone,,,wrong,Dispute desk asked for the same papers twice
    2025-12-17,good,,reliability,,,,,mail,,,praise,No declined cards in the rush
    2026-01-06,good,,responsiveness,,,,,chat,,,fixed,Refund of a whole pallet done by noon
    2026-01-21,good,,assurance,,,,,phone,,,praise,"Won a dispute for us, explained how"
    2026-02-17,good,,empathy,,,,,phone,,,kind,Patient with a customer who had typed it wrong
    2026-02-26,bad,3,reliability,yes,,18,30,mail,,,late,Payout a day late
    2026-03-10,good,,empathy,,,,,phone,,,kind,Kind to a customer who paid twice
    2026-03-23,good,,responsiveness,,,,,chat,,,quick,Fraud alert checked in five minutes
    2026-04-20,good,,tangibles,,,,,mail,,,praise,Receipts finally show our logo
    2026-05-20,bad,2,responsiveness,yes,15,12,,phone,,,noanswer,Fifteen minutes on hold for a refund
    2026-06-02,good,,reliability,,,,,mail,,,praise,"Busiest week yet, every payment through"
    2026-06-15,good,,assurance,,,,,chat,,,warned,Told us about the new card rules early
    2026-07-08,good,,responsiveness,,,,,chat,,,quick,Wallet payments switched on the same day
    2026-07-21,good,,assurance,,,,,phone,,,praise,Explained a chargeback step by step
    2026-07-29,bad,1,tangibles,yes,,8,,mail,,,failed,Export had a wrong column name
    2026-08-17,good,,empathy,,,,,phone,,,warned,Called about an odd payment before we saw it
    2026-08-28,good,,tangibles,,,,,mail,,,praise,Statement split by product line
    2026-09-08,good,,responsiveness,,,,,chat,,,fixed,Refund to an expired card sorted at once
    2026-09-24,bad,3,reliability,yes,,5,25,chat,,,failed,Card payments failed for half an hour
    """

  /// The fallback for payments.
  static let coinbridge = """
    2026-02-26,good,,reliability,,,,,mail,,,praise,Took over while Payhive paid late
    2026-06-30,good,,responsiveness,,,,,chat,,,quick,Test account ready in an hour
    2026-09-24,good,,reliability,,,,,mail,,,praise,Took eleven orders while Payhive was down
    """
}
