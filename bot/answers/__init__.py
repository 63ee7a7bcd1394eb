"""Facts to text: templates, and pages that fit Discord's limits. Knows nothing of Discord's own objects."""
