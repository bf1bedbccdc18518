"""The words the demo is written with: invented companies, real towns, things salespeople note down."""

from __future__ import annotations

from typing import NamedTuple


class Colleague(NamedTuple):
    """A person of the demo's own company. `team` counts from 0."""

    name: str
    email: str
    role: str
    team: int | None


WORKSPACE = "Atelier Méridien"
WORKSPACE_SIREN_ROOT = "00014201"
TEAMS = ("Équipe Nord", "Équipe Sud", "Grands comptes")
COLLEAGUES = (
    Colleague("Camille Jourdan", "admin@demo.test", "administrator", None),
    Colleague("Mathieu Ferrand", "manager@demo.test", "manager", 0),
    Colleague("Inès Lambert", "sales@demo.test", "sales", 0),
    Colleague("Théo Marchand", "theo.marchand@demo.test", "sales", 0),
    Colleague("Salomé Vidal", "salome.vidal@demo.test", "manager", 1),
    Colleague("Nicolas Berthier", "nicolas.berthier@demo.test", "sales", 1),
    Colleague("Awa Diop", "awa.diop@demo.test", "sales", 1),
    Colleague("Julien Kermarec", "julien.kermarec@demo.test", "sales", 2),
    Colleague("Léna Roussel", "lena.roussel@demo.test", "finance", None),
)

# Town, first digits of its postal code, telephone region (01 to 05).
TOWNS = (
    ("Paris", "75011", "1"), ("Boulogne-Billancourt", "92100", "1"), ("Saint-Denis", "93200", "1"),
    ("Versailles", "78000", "1"), ("Nantes", "44000", "2"), ("Rennes", "35000", "2"), ("Angers", "49000", "2"),
    ("Brest", "29200", "2"), ("Tours", "37000", "2"), ("Le Mans", "72000", "2"), ("Caen", "14000", "2"),
    ("Rouen", "76000", "2"), ("Orléans", "45000", "2"), ("Vannes", "56000", "2"), ("Lille", "59000", "3"),
    ("Roubaix", "59100", "3"), ("Amiens", "80000", "3"), ("Reims", "51100", "3"), ("Metz", "57000", "3"),
    ("Nancy", "54000", "3"), ("Strasbourg", "67000", "3"), ("Mulhouse", "68100", "3"), ("Dijon", "21000", "3"),
    ("Besançon", "25000", "3"), ("Lyon", "69003", "4"), ("Villeurbanne", "69100", "4"), ("Grenoble", "38000", "4"),
    ("Annecy", "74000", "4"), ("Chambéry", "73000", "4"), ("Saint-Étienne", "42000", "4"), ("Valence", "26000", "4"),
    ("Clermont-Ferrand", "63000", "4"), ("Marseille", "13002", "4"), ("Aix-en-Provence", "13100", "4"),
    ("Avignon", "84000", "4"), ("Nîmes", "30000", "4"), ("Montpellier", "34000", "4"), ("Nice", "06000", "4"),
    ("Toulouse", "31000", "5"), ("Bordeaux", "33000", "5"), ("Pau", "64000", "5"), ("Bayonne", "64100", "5"),
    ("La Rochelle", "17000", "5"), ("Poitiers", "86000", "5"), ("Limoges", "87000", "5"), ("Niort", "79000", "5"),
)  # fmt: skip
STREETS = (
    "rue des Tanneurs", "rue du Moulin", "avenue de la Gare", "boulevard Carnot", "rue de l’Industrie",
    "place du Marché", "quai des Chartrons", "rue Pasteur", "allée des Platanes", "rue du Port", "rue Victor-Hugo",
    "chemin des Vignes", "zone artisanale des Bruyères", "parc d’activités du Lac", "rue Jean-Jaurès", "cours Mirabeau",
)  # fmt: skip

# Trade: sector as shown, how such a company is called, what its people do.
TRADES = (
    ("Menuiserie", ("Menuiserie {word}", "Ateliers {word}", "{family} Agencement"), 8, 60),
    ("Bâtiment", ("{family} Construction", "Bâti {word}", "Entreprise {family}"), 12, 240),
    ("Agroalimentaire", ("Conserverie {word}", "Maison {family}", "Les Saveurs {word}"), 15, 320),
    ("Logistique", ("Transports {family}", "{word} Logistique", "Fret {word}"), 20, 400),
    ("Textile", ("Tissages {word}", "Filature {word}", "{family} Confection"), 10, 180),
    ("Mécanique", ("Mécanique {family}", "Usinage {word}", "Fonderie {word}"), 18, 350),
    ("Logiciel", ("{word} Systèmes", "Studio {word}", "{word} Numérique"), 4, 120),
    ("Conseil", ("Cabinet {family}", "{word} Conseil", "{family} & Associés"), 3, 70),
    ("Avocats", ("{family} Avocats", "Cabinet {family} & {family2}", "{family2} Droit"), 2, 40),
    ("Santé", ("Clinique {word}", "Laboratoires {word}", "Optique {family}"), 10, 260),
    ("Énergie", ("{word} Énergies", "Solaire {word}", "{family} Thermique"), 6, 150),
    ("Hôtellerie", ("Hôtel {word}", "Domaine {word}", "Auberge {family}"), 5, 90),
    ("Commerce", ("Comptoir {word}", "{family} Distribution", "Galerie {word}"), 4, 140),
    ("Imprimerie", ("Imprimerie {family}", "Papeterie {word}", "Presses {word}"), 6, 80),
    ("Viticulture", ("Château {word}", "Caves {family}", "Vignobles {family}"), 4, 60),
)
WORDS = (
    "du Ponant", "de l’Orme", "des Tilleuls", "du Val d’Or", "de la Presqu’île", "Belle Rive", "du Grand Large",
    "de la Source", "des Trois Chênes", "Aubrac", "du Levant", "de l’Estuaire", "des Hauts Prés", "Solhène",
    "Maravelle", "Orvane", "Castelune", "Brivelle", "Solarine", "Mirandol", "Vertelune", "Cardinale",
    "de la Tour Grise", "des Deux Rives", "du Phare", "Hermione", "Altamare", "Novélia", "de la Clairière", "Tamaris",
    "du Belvédère", "Galerne", "Azuréa", "Boréale", "des Remparts", "Lumenys", "Péricard", "Quatre Vents",
    "Ferrandine", "Oriel",
)  # fmt: skip
FAMILIES = (
    "Vasseur", "Le Goff", "Marchetti", "Delcourt", "Bonnefoy", "Lacaze", "Perrault", "Guérin", "Aubertin", "Schneller",
    "Castagné", "Rivière", "Tanguy", "Fauvel", "Hamelin", "Ferrand", "Morvan", "Escoffier", "Lemaistre", "Chauvet",
    "Dussart", "Poncet", "Weissberg", "Oriol", "Kerhervé", "Malbec", "Trévisan", "Gauthiez", "Bellanger", "Sorel",
)  # fmt: skip
# Legal form, and the share of companies that have it.
LEGAL_FORMS = (("SARL", 30), ("SAS", 40), ("SASU", 8), ("SA", 8), ("EURL", 6), ("SELARL", 4), ("SCOP", 4))

# What women and men are called in the same post.
JOBS = (
    ("Dirigeante", "Dirigeant"), ("Directrice générale", "Directeur général"),
    ("Directrice administrative et financière", "Directeur administratif et financier"),
    ("Responsable des achats", "Responsable des achats"), ("Directrice d’usine", "Directeur d’usine"),
    ("Responsable informatique", "Responsable informatique"), ("Directrice commerciale", "Directeur commercial"),
    ("Assistante de direction", "Assistant de direction"), ("Responsable qualité", "Responsable qualité"),
    ("Directrice technique", "Directeur technique"), ("Chargée de communication", "Chargé de communication"),
    ("Responsable des ressources humaines", "Responsable des ressources humaines"),
    ("Cheffe de projet", "Chef de projet"),
    ("Associée gérante", "Associé gérant"), ("Comptable", "Comptable"),
)  # fmt: skip
FIRST_NAMES = (
    ("Mathilde", "Claire", "Amandine", "Sophie", "Justine", "Coline", "Hélène", "Nadia", "Élodie", "Camille",
     "Isabelle", "Aurélie", "Fatou", "Manon", "Céline", "Valérie", "Léa", "Sandrine", "Yasmine", "Charlotte",
     "Nathalie", "Émilie", "Agathe", "Marion", "Laurence", "Soizic", "Anaïs", "Delphine", "Myriam", "Juliette"),
    ("Gaël", "Oumar", "Paul", "Denis", "Mehdi", "Patrick", "Luc", "Antoine", "Sébastien", "Karim", "Olivier", "Romain",
     "Benoît", "Yann", "Stéphane", "Hugo", "Laurent", "Mickaël", "Thibault", "Arnaud", "Rachid", "Guillaume", "Éric",
     "Quentin", "François", "Erwan", "Cyril", "Damien", "Jérôme", "Bastien"),
)  # fmt: skip
SOURCES = ("Salon", "Recommandation", "Site web", "Prospection téléphonique", "Partenaire", "Ancien client", "LinkedIn")
LOST_REASONS = ("Prix", "Projet reporté", "Concurrent choisi", "Pas de budget", "Sans réponse", "Besoin changé")

# What the demo's company sells, with its usual price range in euros.
OFFERS = (
    ("Aménagement des bureaux", 18_000, 95_000), ("Rénovation de l’accueil", 8_000, 36_000),
    ("Mobilier des salles de réunion", 4_500, 22_000), ("Agencement du magasin", 15_000, 120_000),
    ("Isolation acoustique", 6_000, 48_000), ("Contrat d’entretien annuel", 2_400, 14_000),
    ("Étude d’implantation", 1_800, 9_500), ("Espace de restauration", 25_000, 140_000),
    ("Signalétique intérieure", 3_000, 18_000), ("Cloisons vitrées", 9_000, 64_000),
)  # fmt: skip
