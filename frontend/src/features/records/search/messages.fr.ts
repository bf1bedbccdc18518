const messages = {
  title: "Recherche",
  placeholder: "Nom, e-mail, téléphone, SIREN…",
  label: "Rechercher une fiche",
  all: "Tout",
  results_one: "{{count, number}} résultat",
  results_other: "{{count, number}} résultats",
  first: "Les {{count, number}} premiers résultats. Précisez votre recherche pour en voir d'autres.",
  none: "Aucun résultat pour « {{text}} »",
  noneText: "Vérifiez l'orthographe, ou cherchez un seul mot du nom, de l'e-mail ou du numéro.",
  start: "Que cherchez-vous ?",
  startText:
    "Un contact, une entreprise ou un deal : quelques lettres suffisent, accents et majuscules ne comptent pas.",
  recent: "Consultés récemment",
  errorTitle: "La recherche n'a pas abouti",
  found: "trouvé par",
};

export default messages;
