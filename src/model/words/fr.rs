//! French. A narrow no-break space stands before `;`, `!` and `?`, a no-break space before `:` and within guillemets.
//!
//! The words are ours and await a native reader's check.

use super::Words;
use crate::model::explainer::TieKind;
use crate::model::phrases::Phrase;

/// The words.
pub const WORDS: Words = Words {
    tag: "fr",
    dir: "ltr",
    phrase,

    stop: ".",
    colon: "\u{a0}: ",
    and: " et ",
    range: "{0}–{1}",
    quoted: "«\u{a0}{0}\u{a0}»",
    thousands: "\u{202f}",

    months: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    months_short: [
        "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
    ],
    first: "1er",
    day: "{0} {1} {2}",
    day_short: "{0} {1}",
    month: "{0} {1}",
    early: "début {0}",
    mid: "mi-{0}",
    late: "fin {0}",
    // Behind the time: before it, each kind of time would want another preposition.
    by: "{0} au plus tard",
    from_to: "{0} – {1}",
    as_of: "À jour au {0}",

    explainer: "Décryptage",
    explainers: "Décryptages",
    byline: "D’après les réponses de {0}",
    your_reading: "Votre lecture",
    minutes_short: "{0} min",
    gaps: "Ce que la source ne dit pas",
    cites: "S’appuie sur le paragraphe {1} de {2}.|S’appuie sur les paragraphes {1} de {2}.",
    the_source: "la source",
    timeline: "Chronologie",
    who_is_who: "Qui est qui",
    pictures: "En un coup d’œil\u{a0}:",
    // Verbs and nouns that keep their form whatever the name before them.
    tie: |kind| match kind {
        TieKind::AffiliateOf => "a pour affiliation",
        TieKind::RivalOf => "a pour rival",
        TieKind::DrewMembersFrom => "a recruté dans les rangs de",
        TieKind::SupportedBy => "a pour soutien",
        TieKind::Fought => "a combattu",
        TieKind::TriedToRecruitFrom => "a tenté de recruter dans les rangs de",
    },
    glossary: "Glossaire",
    also: "aussi {0}",
    introduction: "Introduction",
    question: "Question {0}",
    in_glossary: "Voir dans le glossaire",
    explain: "Expliquer {0}",
    close: "Fermer",
    sources: "Source|Sources",
    own_words: "Son unique paragraphe est repris ici avec nos propres mots.|Ses {0} paragraphes sont repris ici avec nos propres mots.",
    changes: "Modifications",
    correction: "Rectificatif. ",
    pass_on: "Enregistrer cette page en un seul fichier",
    pass_on_why: "({0}\u{a0}ko, à conserver ou à transmettre\u{202f}; le fichier s’ouvre sans connexion)",
    glossary_and_sources: "Glossaire et sources",
    full_explainer: "Le décryptage complet (s’ouvre dans un nouvel onglet)",
    full_page: "Lire sur une page à part (s’ouvre dans un nouvel onglet)",
    embed_this: "Intégrer ce décryptage à votre propre page",
    card: "Carte\u{a0}: {0} Décryptage, à jour au {1}, {2}.",
    search: "Chercher dans toutes les réponses et le lexique",
    found: "{0} résultat|{0} résultats",
    found_nothing: "Rien ici ne contient ces mots.",
    search_failed: "La recherche n’a pas pu être chargée. Réessayez avec une connexion.",
    not_stored: "Cette page n’est pas enregistrée ici, et il n’y a pas de connexion",
    not_found: "Cette page n’existe pas",
    to_explainers: "Vers tous les décryptages",
};

fn phrase(phrase: Phrase) -> &'static str {
    match phrase {
        // CLDR, plural rules for `fr`: one is i = 0,1. Its `many`, for whole millions, no count here reaches.
        Phrase::One => "01",
        Phrase::Comma => ", ",
        Phrase::Minutes => "environ {0} minute|environ {0} minutes",
        Phrase::Size => "{0} question, {2}|{0} questions, {2}",
        Phrase::Progress => "Lu\u{a0}: {1} sur {0}, encore {2}",
        Phrase::AllRead => "La réponse est lue|Les {0} réponses sont lues",
        Phrase::New => "Nouvelle",
        Phrase::Begun => "Commencée",
        Phrase::Read => "Lue",
        Phrase::Updated => "Modifiée depuis votre lecture",
        Phrase::OpenAll => "Tout ouvrir",
        Phrase::CloseAll => "Tout fermer",
        Phrase::Resume => "Reprendre à la question {0}",
        Phrase::MarkRead => "Marquer comme lue",
        Phrase::MarkUnread => "Marquer comme non lue",
        Phrase::CopyLink => "Lien vers cette réponse",
        Phrase::StartAgain => "Recommencer",
        Phrase::Undo => "Annuler",
        Phrase::KeepingUnknown => "Rien de votre lecture ne quitte cet appareil.",
        Phrase::KeepingKept => {
            "Ce que vous avez lu est gardé dans ce navigateur seulement et n’est jamais envoyé. Certains navigateurs l’oublient après une semaine sans visite."
        }
        Phrase::KeepingDenied => {
            "Ce navigateur ne permet pas à la page de garder ce que vous avez lu. Ce sera oublié quand vous partirez."
        }
        Phrase::KeepingFull => {
            "L’espace de stockage de ce navigateur est plein\u{a0}: ce que vous avez lu depuis sera oublié quand vous partirez."
        }
        Phrase::KeepingNewer => {
            "Une version plus récente de cette page a gardé ce que vous avez lu. Cette version n’y touche pas."
        }
        Phrase::KeepingDamaged => {
            "Ce qui était gardé n’a pas pu être lu. Cela a été mis de côté et cette page repart de zéro, dans ce navigateur seulement."
        }
        Phrase::AnswerRead => "Réponse lue\u{a0}: {0} sur {1}.",
        Phrase::MarkedRead => "Marquée comme lue\u{a0}: {0} sur {1}.",
        Phrase::MarkedUnread => "Marquée comme non lue\u{a0}: {0} lue sur {1}.|Marquée comme non lue\u{a0}: {0} lues sur {1}.",
        Phrase::Cleared => "Progression effacée. Vous pouvez annuler.",
        Phrase::Restored => "Progression rétablie.",
        Phrase::LinkCopied => "Lien copié.",
        Phrase::LinkShown => "Le lien est dans la barre d’adresse.",
        Phrase::AllOpened => "Toutes les réponses sont ouvertes.",
        Phrase::AllClosed => "Toutes les réponses sont fermées.",
        Phrase::Saved => "Enregistrée pour la lecture hors connexion.",
        Phrase::SwitchedSame => "Voici la version la plus récente. Aucune réponse n’a changé.",
        Phrase::SwitchedOne => "Voici la version la plus récente. Modifiée\u{a0}: question {0}.",
        Phrase::SwitchedSeveral => "Voici la version la plus récente. Modifiées\u{a0}: questions {0}.",
        Phrase::Disconnected => "Vous êtes hors connexion\u{a0}: voici la version du {0}.",
        Phrase::Newer => "Une version plus récente est prête.",
        Phrase::Switch => "L’afficher",
    }
}
