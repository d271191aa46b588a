"""The release of a closed month: its states from closed to published, what they rest on, and the files it left."""
