"""What voices do in seasons, one thing a module.

`calls_heard` says how often a word is acted on, `invitations` and `texting` which interviews it
brings, `call_places` how many places it moves, `voice_weight` how much of a belief it is,
`reach_of_words` who comes to hear it, `network_gains` whose network places whom, and `silence`
what not hearing tells. `word_chain` follows one applicant, by the `chain_links` of document S0.
"""
