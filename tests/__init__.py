"""What concerns all packages at once: addresses, access, architecture, browser, production."""
