"""Mail that Sillage sends about itself: sign-in, invitations, notices."""
