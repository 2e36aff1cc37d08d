import { defineWords } from '../index.ts'

/** What can be done with a message, and what a message says about itself. */
export const messageWords = defineWords({
  de: {
    actions: { reply: 'Antworten', edit: 'Bearbeiten', copy: 'Text kopieren' },
    toolbar: 'Mit dieser Nachricht',
    more: 'Mehr',
    answers: (name: string) => `Antwort an ${name}`,
    goToAnswered: 'Zur beantworteten Nachricht',
    notLoaded: 'Frühere Nachricht',
    dropReply: 'Nicht mehr antworten',
    editing: 'Nachricht bearbeiten',
    dropEdit: 'Bearbeiten abbrechen',
    edited: 'bearbeitet',
    keyboardHint:
      'Mit den Pfeiltasten gehen Sie von Nachricht zu Nachricht; R antwortet, E bearbeitet, Escape führt zum Eingabefeld.',
    deletedQuote: 'Gelöschte Nachricht',
    otherQuote: 'Datei oder Eintrag',
    notFound: 'Diese Nachricht ist nicht zu finden',
    notFoundText: 'Sie liegt vor Ihrer Zeit in dieser Konversation, oder die Verbindung fehlt gerade.',
    lockedQuote: 'Nicht lesbare Nachricht',
  },
  en: {
    actions: { reply: 'Reply', edit: 'Edit', copy: 'Copy text' },
    toolbar: 'With this message',
    more: 'More',
    answers: (name: string) => `Reply to ${name}`,
    goToAnswered: 'To the message that this answers',
    notLoaded: 'Earlier message',
    dropReply: 'Do not reply to it',
    editing: 'Editing a message',
    dropEdit: 'Cancel editing',
    edited: 'edited',
    keyboardHint: 'The arrow keys go from message to message; R replies, E edits, Escape leads to the field.',
    deletedQuote: 'Deleted message',
    otherQuote: 'File or entry',
    notFound: 'This message cannot be found',
    notFoundText: 'It is from before your time in this conversation, or the connection is missing just now.',
    lockedQuote: 'Message that cannot be read',
  },
})
