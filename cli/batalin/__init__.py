"""Why a TikTok Shop order cannot be cancelled, and what to do next."""
