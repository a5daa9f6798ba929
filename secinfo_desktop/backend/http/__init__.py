"""The wire of the service: routes made from the contract, the loopback guard, problem documents."""
