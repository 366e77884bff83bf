"""What many answer sheets say of the items themselves, for whoever keeps a questionnaire."""
