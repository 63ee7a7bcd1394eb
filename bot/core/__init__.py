"""What every feature stands on; of its six rooms each may import those before it.

They are model, packs, store, rules, templates and ui.
"""
