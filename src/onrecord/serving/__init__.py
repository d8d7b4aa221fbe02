"""What pages and API stand on: settings, guards, sessions, accounts; `app.build_app` makes the one application of them."""
