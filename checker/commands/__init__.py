"""The parts of the command line: its words, its arguments, how answers are shown, tables as files."""
