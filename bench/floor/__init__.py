"""The least that Django can do: one template, one insert. What the site's pages are compared with."""
