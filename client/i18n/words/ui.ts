import { defineWords } from '../index.ts'

/** Words that parts need wherever they are used. */
export const uiWords = defineWords({
  de: {
    close: 'Schließen',
    retry: 'Erneut versuchen',
    loading: 'Wird geladen',
    busy: 'Bitte warten',
    optional: 'freiwillig',
    required: 'Pflichtangabe',
    showPassword: 'Passwort anzeigen',
    hidePassword: 'Passwort verbergen',
    clearSearch: 'Suche leeren',
    notices: (shortcut: string) => `Hinweise (${shortcut})`,
    info: 'Hinweis',
    success: 'Erledigt',
    warning: 'Warnung',
    danger: 'Fehler',
  },
  en: {
    close: 'Close',
    retry: 'Try again',
    loading: 'Loading',
    busy: 'Please wait',
    optional: 'optional',
    required: 'required',
    showPassword: 'Show password',
    hidePassword: 'Hide password',
    clearSearch: 'Clear search',
    notices: (shortcut: string) => `Notices (${shortcut})`,
    info: 'Note',
    success: 'Done',
    warning: 'Warning',
    danger: 'Error',
  },
})

export const priorityWords = defineWords({
  de: {
    routine: 'Routine',
    urgent: 'Dringend',
    asap: 'Sehr dringend',
    stat: 'Notfall',
  },
  en: {
    routine: 'Routine',
    urgent: 'Urgent',
    asap: 'Very urgent',
    stat: 'Emergency',
  },
})
