"""What the company registry refuses, in words for the form."""

from __future__ import annotations

from sillage.kernel.errors import Problem
from sillage.kernel.text import Text


class RegistryOff(Problem):
    """The workspace, or the installation, does not ask the registry."""

    status = 409
    code = "company_registry_off"
    title = Text(
        fr="L’annuaire des entreprises n’est pas activé : un administrateur peut l’activer dans les réglages",
        en="The company registry is not enabled: an administrator can enable it in the settings",
    )


class RegistryUnreachable(Problem):
    """The registry does not answer, or not as agreed."""

    status = 503
    code = "company_registry_unreachable"
    title = Text(
        fr="L’annuaire des entreprises ne répond pas pour l’instant : remplissez la fiche à la main",
        en="The company registry does not answer at present: fill the record by hand",
    )


class RegistryBusy(Problem):
    """The registry asks to slow down; `Retry-After` says how many seconds."""

    status = 429
    code = "company_registry_busy"
    title = Text(
        fr="L’annuaire des entreprises reçoit trop de demandes : réessayez dans un instant",
        en="The company registry gets too many requests: try again in a moment",
    )


class NotInRegistry(Problem):
    """What the registry said of this company is no longer at hand."""

    status = 409
    code = "company_not_looked_up"
    title = Text(
        fr="Cherchez d’abord cette entreprise dans l’annuaire",
        en="Look this company up in the registry first",
    )


class AlreadyDecided(Problem):
    """Somebody accepted or ignored the change meanwhile, or it is out of date."""

    status = 409
    code = "proposal_decided"
    title = Text(fr="Ce changement a déjà été traité", en="This change has been dealt with already")
