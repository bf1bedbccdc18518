const messages = {
  title: "Fichiers",
  drop: "Déposez des fichiers ou choisissez‑les",
  limit: "50 Mo au plus par fichier",
  empty: "Aucun fichier",
  sending: "Envoi de {{name}}",
  stop: "Arrêter l'envoi de {{name}}",
  failed: "{{name}} n'est pas parti",
  retry: "Réessayer",
  dismiss: "Retirer {{name}} de la liste",
  preview: "Aperçu de {{name}}",
  previewOf: "Aperçu de",
  download: "Télécharger {{name}}",
  downloadShort: "Télécharger",
  delete: "Supprimer {{name}}",
  deleted: "{{name}} est à la corbeille",
  errorTitle: "Les fichiers ne se chargent pas",
  noPreview: "Ce genre de fichier ne s'affiche pas ici. Téléchargez-le pour l'ouvrir.",
  previewFailed: "L'aperçu n'a pas pu être chargé.",
};

export default messages;
