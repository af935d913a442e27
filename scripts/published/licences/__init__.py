"""What readers receive that others have made: the list, the licences, and what is really in site/."""
