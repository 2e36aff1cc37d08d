from consilium_federation.module import FederationModule

__all__ = ["FederationModule"]
