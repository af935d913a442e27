"""Facts → what programs read: feeds, API, redirects, licences."""
