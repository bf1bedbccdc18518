const messages = {
  title: "Corbeille",
  hint: "Ce qui est supprimé se garde 30 jours ici, puis disparaît pour de bon.",
  all: "Tout",
  left_one: "encore {{count, number}} jour",
  left_other: "encore {{count, number}} jours",
  lastDay: "dernier jour",
  purge: "Supprimer définitivement",
  purgeOf: "Supprimer définitivement {{name}}",
  purgeTitle: "Supprimer définitivement {{name}} ?",
  purgeText:
    "La fiche, ses fichiers et les notes qui ne parlent que d'elle disparaissent, et ses valeurs s'effacent de l'historique. Rien ne les ramène.",
  purged: "{{name}} est supprimé définitivement",
  restore: "Rétablir",
  restoreOf: "Rétablir {{name}}",
  restored: "{{name}} est de retour",
  unnamed: "Sans nom",
  empty: "La corbeille est vide",
  emptyText: "Les fiches, notes et fichiers supprimés se retrouvent ici et peuvent être rétablis.",
  emptyKind: "Rien de supprimé de ce genre",
  showAll: "Voir toute la corbeille",
  errorTitle: "La corbeille ne se charge pas",
  more: "Afficher la suite",
  kinds: { note: "Notes", file: "Fichiers", pipeline: "Pipelines" },
};

export default messages;
