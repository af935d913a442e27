"""What pages may write between << and >>, a module for each source."""
