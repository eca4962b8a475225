import ScorecardCommands

VendorscoreProgram.main()
