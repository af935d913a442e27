"""Tables of many certificates: read, answered row by row, written back for a spreadsheet."""
