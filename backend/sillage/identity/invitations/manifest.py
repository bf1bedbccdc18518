"""What invitations offer the house."""

from sillage.kernel.registry import Manifest

manifest = Manifest(module="identity.invitations")
