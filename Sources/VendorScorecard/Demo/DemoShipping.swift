extension DemoIncidents {
  /// Loses parcels and hangs up.
  static let northwind = """
    2025-10-07,good,,responsiveness,,,,,phone,,,quick,Booked eight pallets in one call
    2025-10-16,bad,2,reliability,yes,,20,,mail,,,late,"Cedar panels a day late, tracking stood still"
    2025-10-29,good,,tangibles,,,,,mail,,,praise,Summer house arrived without a dent
    2025-11-13,good,,assurance,,,,,phone,,,praise,New account person explained the pallet labels
    2025-11-20,bad,2,responsiveness,yes,20,6,,phone,,,noanswer,Twenty minutes on hold for a pickup time
    2025-12-04,good,,reliability,,,,,mail,,,praise,"Six pallets in one run, all on the day"
    2025-12-18,bad,3,reliability,yes,,60,,,yes,,late,Four parcels late before Christmas; so was everybody
    2025-12-22,bad,2,responsiveness,yes,30,20,,phone,yes,,noanswer,"Holiday queue, half an hour for a tracking answer"
    2026-01-15,good,,empathy,,,,,phone,,,kind,Waited for a customer stuck in the snow
    2026-01-30,bad,2,tangibles,yes,,26,12,mail,,,damaged,"Crate corner crushed, door fitting scratched"
    2026-02-20,bad,3,reliability,yes,,30,,,,external,late,"Storm closed the coast road, three days late"
    2026-03-03,good,,responsiveness,,,,,chat,,,fixed,Claim form sent within the hour
    2026-03-19,bad,2,reliability,yes,,24,,chat,,,late,"Skipped a pickup, came the next morning"
    2026-04-17,good,,empathy,,,,,phone,,,kind,Driver helped carry the roof felt
    2026-05-06,bad,2,responsiveness,yes,25,8,,phone,,,noanswer,On hold 25 minutes for a wrong bill
    2026-05-22,bad,3,reliability,yes,,55,30,mail,,,late,Window kit went to the wrong depot
    2026-06-09,bad,3,reliability,yes,20,60,40,phone,,,late,"Floor kit four days late, crew sent home"
    2026-06-18,bad,3,reliability,yes,,60,,,,us,late,Label from us had the old postcode; came back
    2026-06-25,bad,3,responsiveness,no,40,,,phone,,,noanswer,No callback after two promises
    2026-07-03,bad,3,reliability,yes,,75,30,mail,,,late,"Three days late, gazebo rained on at the depot"
    2026-07-10,bad,4,reliability,no,30,,90,phone,,,lost,Lock sets lost; claim refused for a missing photo
    2026-07-16,bad,3,empathy,no,20,,,phone,,,rude,Asked why we had not insured what they lost
    2026-07-24,bad,2,tangibles,yes,,30,20,mail,,,damaged,Forklift hole through a floor panel
    2026-07-31,bad,3,reliability,yes,35,120,130,phone,,,late,Pavilion roof sent to the wrong state
    2026-08-07,bad,3,responsiveness,no,50,,,phone,,,noanswer,"Transferred four times, then cut off"
    2026-08-14,bad,3,reliability,no,,,,mail,,,late,"Pickup missed, eleven orders a day late"
    2026-08-21,good,,tangibles,,,,,mail,,,praise,Edge guards on every panel this time
    2026-08-27,bad,4,reliability,no,40,,150,phone,,,lost,"Door set lost, replacement sent at our cost"
    2026-09-04,bad,3,reliability,yes,,66,25,mail,,,late,"Wrong depot again, two days late"
    2026-09-11,bad,3,responsiveness,no,45,,,phone,,,noanswer,Hung up while we read out the claim number
    2026-09-17,bad,5,reliability,no,30,,420,phone,,,lost,"Playhouse lost; the birthday is over, so is the sale"
    2026-09-21,bad,4,reliability,no,40,,,phone,,,lost,"Parcel lost; 40 min hold, no callback"
    2026-09-28,bad,3,reliability,no,,,,mail,,,late,"Three pallets late, no notice"
    """

  /// Good, and puts right what goes wrong.
  static let parcelo = """
    2025-10-09,good,,responsiveness,,,,,phone,,,quick,Answered on the second ring and moved a pickup
    2025-10-17,good,,tangibles,,,,,mail,,,praise,"Panels strapped and corner-guarded, not a scratch"
    2025-10-24,bad,2,reliability,yes,,20,,chat,,,late,"One day late, said so before we asked"
    2025-10-30,good,,responsiveness,,,,,chat,,,quick,Second truck on a day's notice
    2025-11-03,good,,empathy,,,,,phone,,,kind,Called the customer about the narrow lane
    2025-11-12,good,,assurance,,,,,phone,,,praise,Knew the customs papers for Canada by heart
    2025-11-21,good,,responsiveness,,,,,chat,,,fixed,Lost label reprinted in five minutes
    2025-11-28,good,,tangibles,,,,,mail,,,praise,"Photo proof of delivery, sharp and dated"
    2025-12-05,good,,assurance,,,,,phone,,,warned,Told us honestly which Christmas cut-off would hold
    2025-12-15,bad,2,reliability,yes,,24,,,yes,,late,Two parcels a day late in the holiday week
    2025-12-19,good,,responsiveness,,,,,phone,,,quick,"Holiday hotline, three minutes"
    2025-12-30,good,,empathy,,,,,mail,,,kind,Wrote a note of thanks for a hard December
    2026-01-09,good,,reliability,,,,,mail,,,praise,"Snow, and still on the day"
    2026-01-20,good,,responsiveness,,,,,chat,,,quick,Address changed in transit within the hour
    2026-01-29,bad,3,tangibles,yes,5,18,25,phone,,,damaged,Skylight cracked; replacement paid the next day
    2026-02-05,good,,assurance,,,,,phone,,,praise,"Walked us through the pallet tariff, saved 6 %"
    2026-02-12,good,,empathy,,,,,phone,,,kind,Driver helped an older customer carry the panels in
    2026-02-18,good,,tangibles,,,,,mail,,,praise,"Heated truck for the window kits, unasked"
    2026-02-24,good,,responsiveness,,,,,mail,,,fixed,Claim answered the same afternoon
    2026-03-05,good,,tangibles,,,,,mail,,,praise,Reusable straps instead of shrink wrap
    2026-03-16,bad,2,reliability,yes,,16,,chat,,,late,"Missed slot, next morning instead"
    2026-03-25,good,,assurance,,,,,phone,,,warned,Spotted our wrong freight class before billing
    2026-04-02,good,,responsiveness,,,,,chat,,,quick,Quote for twelve pallets in twenty minutes
    2026-04-14,good,,empathy,,,,,phone,,,kind,Waited for the customer who was at the vet
    2026-04-23,good,,general,,,,,mail,,,praise,"Spring rush, nothing to complain about"
    2026-05-04,good,,responsiveness,,,,,phone,,,quick,Pickup added at four in the afternoon
    2026-05-15,bad,2,tangibles,yes,,10,8,chat,,,damaged,"One dented vent, credited at once"
    2026-05-26,good,,assurance,,,,,phone,,,praise,"New dispatcher, as good as the last one"
    2026-06-03,good,,tangibles,,,,,mail,,,praise,Delivery photos now show the placement
    2026-06-12,good,,responsiveness,,,,,chat,,,quick,Tracking question answered in two minutes
    2026-06-22,good,,empathy,,,,,phone,,,kind,Rang ahead to every customer during the heat
    2026-06-29,good,,general,,,,,phone,,,praise,Visited us to see how panels are packed
    2026-07-02,bad,3,reliability,yes,8,28,20,phone,,,late,"Pallet on the wrong truck, there the next day"
    2026-07-09,good,,responsiveness,,,,,phone,,,fixed,Owned the mistake and called back as promised
    2026-07-17,good,,assurance,,,,,mail,,,praise,Clear answer on lithium rules for solar kits
    2026-07-28,good,,tangibles,,,,,mail,,,praise,"Nine sheds, nine clean deliveries"
    2026-08-05,good,,responsiveness,,,,,chat,,,quick,Weekend pickup arranged in one chat
    2026-08-13,good,,empathy,,,,,phone,,,kind,Held a parcel for a customer in hospital
    2026-08-18,good,,assurance,,,,,phone,,,warned,Checked the bridge height before the pavilion left
    2026-08-24,bad,2,reliability,yes,,14,,chat,,,late,"Half a day late, text sent to the customer"
    2026-09-02,good,,assurance,,,,,phone,,,warned,Told us which lane is slow before we booked
    2026-09-10,good,,responsiveness,,,,,chat,,,quick,Two minutes to change a delivery day
    2026-09-18,good,,tangibles,,,,,mail,,,praise,Glass house arrived whole
    2026-09-25,good,,general,,,,,mail,,,praise,"Quarter review with figures, unasked"
    """

  /// Left a year ago.
  static let brightvan = """
    2025-07-08,bad,3,reliability,yes,,48,25,mail,,,failed,Two pallets at the wrong store
    2025-07-17,bad,4,reliability,no,35,,140,phone,,,lost,Greenhouse glass lost between two depots
    2025-07-29,good,,tangibles,,,,,mail,,,praise,Benches arrived well wrapped
    2025-08-06,bad,3,responsiveness,no,45,,,phone,,,noanswer,"Three calls, three different answers"
    2025-08-14,bad,5,reliability,no,,,380,mail,,,lost,Summer house never arrived
    2025-08-22,bad,3,reliability,yes,,70,30,mail,,,late,A week late without a word
    2025-09-04,bad,4,reliability,no,40,,160,phone,,,failed,Driver left a pallet at the roadside
    2025-09-15,bad,3,empathy,no,25,,,phone,,,rude,Laughed at a customer who asked for a date
    2025-09-24,good,,responsiveness,,,,,phone,,,quick,Closing our account took one call
    """

  /// On trial: too little to judge.
  static let swiftpost = """
    2026-08-18,good,,responsiveness,,,,,mail,,,quick,Trial parcel: quote within the hour
    2026-08-31,good,,reliability,,,,,mail,,,praise,Trial parcel to Ohio in two days
    2026-09-09,bad,2,tangibles,yes,,22,,mail,,,damaged,Trial parcel arrived with a torn sleeve
    2026-09-23,good,,assurance,,,,,phone,,,praise,Good advice on parcel sizes
    """
}
