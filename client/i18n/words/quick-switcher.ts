import { defineWords } from '../index.ts'

export const quickSwitcherWords = defineWords({
  de: {
    title: 'Suchen und springen',
    search: 'Wohin? Person, Konversation, Konsil oder Ansicht',
    results: 'Treffer',
    kinds: { conversation: 'Konversation', person: 'Person', consult: 'Konsil', view: 'Ansicht', action: 'Aktion' },
    nothing: 'Nichts gefunden',
    found: (count: number) => (count === 1 ? '1 Treffer' : `${count} Treffer`),
    searching: 'Das Verzeichnis wird gefragt …',
    incomplete:
      'Das Verzeichnis antwortet nicht vollständig: Personen, mit denen Sie noch nicht geschrieben haben, fehlen.',
    keys: 'Pfeiltasten wählen, Eingabetaste öffnet, Escape schließt',
    openFailed: (name: string) => `Die Konversation mit ${name} konnte nicht geöffnet werden`,
  },
  en: {
    title: 'Search and jump',
    search: 'Where to? Person, conversation, consult or view',
    results: 'Results',
    kinds: { conversation: 'Conversation', person: 'Person', consult: 'Consult', view: 'View', action: 'Action' },
    nothing: 'Nothing found',
    found: (count: number) => (count === 1 ? '1 result' : `${count} results`),
    searching: 'Asking the directory …',
    incomplete: 'The directory does not answer completely: people with whom you have not written yet are missing.',
    keys: 'Arrow keys choose, Enter opens, Escape closes',
    openFailed: (name: string) => `The conversation with ${name} could not be opened`,
  },
})
