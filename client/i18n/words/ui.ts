import { defineWords } from '../index.ts'

/** Words that parts need wherever they are used. */
export const uiWords = defineWords({
  de: {
    close: 'Schließen',
    cancel: 'Abbrechen',
    retry: 'Erneut versuchen',
    showPassword: 'Eingabe anzeigen',
    hidePassword: 'Eingabe verbergen',
    notices: (shortcut: string) => `Hinweise (${shortcut})`,
    info: 'Hinweis',
    success: 'Erledigt',
    warning: 'Warnung',
    danger: 'Fehler',
  },
  en: {
    close: 'Close',
    cancel: 'Cancel',
    retry: 'Try again',
    showPassword: 'Show input',
    hidePassword: 'Hide input',
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
