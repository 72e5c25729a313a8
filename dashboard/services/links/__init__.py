"""Links between accounts and organisations: proven by the network, or authorised by the account itself."""
