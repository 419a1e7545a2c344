"""Plans: classes with their learners and who pays, as files, as rules judge them, and in the making."""
