"""Notes as salespeople write them, by the moment of the deal they belong to.

`{first}` is the contact's first name, `{company}` the company, `{offer}` what is sold
(`{offer_low}` inside a sentence), `{amount}` the price in euros, `{colleague}` somebody of the demo's
own team.
"""

from __future__ import annotations

FIRST_CALL = (
    "Premier appel avec {first}. Projet « {offer} » confirmé, décision prévue au prochain comité de direction.",
    "Rappelé {first} : intéressé, mais le budget n’est pas encore validé. Envoyer notre plaquette d’ici vendredi.",
    "{first} nous a trouvés par une recommandation. Souhaite un premier chiffrage : {offer_low}.",
    "Échange rapide au téléphone. {first} compare deux fournisseurs, dont l’actuel qui ne répond plus aux délais.",
    "Pris contact sur le stand. {company} ouvre un nouveau site l’an prochain, « {offer} » fait partie du lot.",
    "Message laissé à {first}, rappel mardi matin. L’accueil confirme que c’est bien la bonne personne.",
)
MEETING = (
    "Rendez-vous sur place. Visite des locaux avec {first}, 420 m² à traiter, contraintes d’accès le matin.",
    "Réunion d’une heure, très bon contact. {first} veut avancer avant l’été et présentera le projet à sa direction.",
    "Visio avec {first} et le service achats. Trois devis demandés, réponse sous un mois.",
    "Relevé de cotes fait avec {colleague}. Prévoir deux passages, le second étage n’était pas accessible.",
    "{first} insiste sur le délai plus que sur le prix. Leur déménagement est fixé, pas de report possible.",
    "Café avec {first}. La décision se prendra à trois, dont la direction financière qu’il faut rencontrer.",
)
PROPOSAL = (
    "Proposition envoyée : {amount} HT, validité 30 jours. {first} revient vers nous la semaine prochaine.",
    "Devis remis en main propre ({amount} HT). Remarque sur l’éclairage à reprendre dans la variante.",
    "{first} trouve {amount} HT un peu au-dessus de l’enveloppe. Proposer un phasage en deux tranches.",
    "Présentation de l’offre au comité. Questions sur la garantie et l’entretien, réponses données en séance.",
    "Relance après proposition : {first} attend encore un concurrent. Rappeler jeudi.",
    "Variante chiffrée avec {colleague}, option acoustique à part. Total {amount} HT.",
)
WON = (
    "Bon de commande signé par {first}, {amount} HT. Acompte de 30 % à la commande.",
    "Accord oral de {first} ce matin, signature reçue dans l’après-midi. Démarrage le mois prochain.",
    "Gagné face à deux concurrents, le délai a fait la différence. Prévenir {colleague} pour le planning.",
    "{company} signe : {offer_low}. Prévoir une réunion de lancement avec {first}.",
)
LOST = (
    "{first} a choisi un concurrent moins cher de 12 %. Reste ouvert pour la suite, rappeler dans six mois.",
    "Projet reporté à l’an prochain faute de budget. {first} nous recontactera, prévoir un point au printemps.",
    "Sans nouvelles malgré quatre relances. Clôturé, à reprendre si {company} se manifeste.",
    "Besoin revu à la baisse, traité en interne. {first} nous remercie pour l’étude.",
)
FOLLOW_UP = (
    "Point annuel avec {first} : satisfaits des travaux, une extension est évoquée pour l’automne.",
    "{first} change de poste en fin de mois, demander le nom de la personne qui reprend le dossier.",
    "Vérifier l’adresse de facturation de {company}, le siège a déménagé.",
    "Client exigeant sur la propreté du chantier, prévoir un nettoyage quotidien.",
    "{first} préfère être joint par e-mail, pas d’appel avant 10 h.",
    "Rencontré {first} au salon régional. Bonne relation, pas de projet immédiat.",
    "Recommandés par {company} auprès d’un confrère : remercier {first}.",
    "Bilan du chantier avec {colleague} : deux réserves levées, procès-verbal signé.",
)
