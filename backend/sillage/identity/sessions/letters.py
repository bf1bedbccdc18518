"""The e-mails of sign-in, by the name under which allauth asks for them."""

from sillage.identity.letters import Letter
from sillage.kernel.text import Text

_NOT_YOU = Text(
    fr="Ce n’était pas vous ? Changez votre mot de passe et prévenez votre administrateur sans attendre.",
    en="It was not you? Change your password and tell your administrator right away.",
)


def _notice(subject: Text, said: Text) -> Letter:
    return Letter(subject, (said,), after=(_NOT_YOU,))


LETTERS: dict[str, Letter] = {
    "account/email/password_reset_key": Letter(
        Text(fr="Choisir un nouveau mot de passe", en="Choose a new password"),
        (
            Text(
                fr="Vous avez demandé un nouveau mot de passe pour Sillage. Voici le lien pour le choisir :",
                en="You asked for a new Sillage password. Here is the link to choose one:",
            ),
        ),
        Text(fr="Choisir mon mot de passe", en="Choose my password"),
        (
            Text(
                fr="Le lien sert une seule fois et reste valable une heure. Vous n’avez rien demandé ? "
                "Ignorez ce message, votre mot de passe ne change pas.",
                en="The link works once and stays valid for one hour. You did not ask for anything? "
                "Ignore this message, your password does not change.",
            ),
        ),
    ),
    "account/email/password_reset": _notice(
        Text(fr="Votre mot de passe a été réinitialisé", en="Your password was reset"),
        Text(
            fr="Votre mot de passe Sillage vient d’être réinitialisé. Vos autres sessions sont fermées.",
            en="Your Sillage password was just reset. Your other sessions are closed.",
        ),
    ),
    "account/email/password_changed": _notice(
        Text(fr="Votre mot de passe a changé", en="Your password has changed"),
        Text(
            fr="Votre mot de passe Sillage vient de changer. Vos autres sessions sont fermées.",
            en="Your Sillage password has just changed. Your other sessions are closed.",
        ),
    ),
    "account/email/password_set": _notice(
        Text(fr="Un mot de passe protège votre compte", en="A password protects your account"),
        Text(
            fr="Un mot de passe vient d’être choisi pour votre compte Sillage.",
            en="A password was just chosen for your Sillage account.",
        ),
    ),
    "mfa/email/totp_activated": _notice(
        Text(fr="Double authentification activée", en="Two-factor authentication is on"),
        Text(
            fr="Une application d’authentification protège maintenant votre compte Sillage.",
            en="An authenticator app now protects your Sillage account.",
        ),
    ),
    "mfa/email/totp_deactivated": _notice(
        Text(fr="Double authentification désactivée", en="Two-factor authentication is off"),
        Text(
            fr="L’application d’authentification ne protège plus votre compte Sillage.",
            en="The authenticator app no longer protects your Sillage account.",
        ),
    ),
    "mfa/email/recovery_codes_generated": _notice(
        Text(fr="Nouveaux codes de secours", en="New recovery codes"),
        Text(
            fr="De nouveaux codes de secours remplacent les anciens pour votre compte Sillage.",
            en="New recovery codes replace the old ones for your Sillage account.",
        ),
    ),
    "mfa/email/webauthn_added": _notice(
        Text(fr="Clé d’accès ajoutée", en="Passkey added"),
        Text(
            fr="Une clé d’accès peut maintenant ouvrir votre compte Sillage.",
            en="A passkey can now open your Sillage account.",
        ),
    ),
    "mfa/email/webauthn_removed": _notice(
        Text(fr="Clé d’accès retirée", en="Passkey removed"),
        Text(
            fr="Une clé d’accès ne peut plus ouvrir votre compte Sillage.",
            en="A passkey can no longer open your Sillage account.",
        ),
    ),
}

# Written and thrown away for an address nobody has, so that both answers take the same time.
NOBODY = LETTERS["account/email/password_reset_key"]
