import { defineWords } from '../index.ts'

export const searchWords = defineWords({
  de: {
    title: 'Suche',
    inRoom: 'In dieser Konversation suchen',
    close: 'Suche schließen',
    field: 'Nachrichten durchsuchen',
    placeholder: 'Wörter oder Teile davon',
    filters: (count: number) => (count === 0 ? 'Filter' : `Filter (${count})`),
    room: 'Konversation',
    anyRoom: 'Alle Konversationen',
    person: 'Person',
    anybody: 'Alle Personen',
    kind: 'Art',
    anyKind: 'Alles',
    kinds: {
      text: 'Text',
      image: 'Bild',
      video: 'Video',
      audio: 'Sprachnachricht',
      file: 'Datei',
      consult: 'Anfrage oder Bericht',
    },
    from: 'Ab',
    until: 'Bis',
    clear: 'Filter zurücksetzen',

    opening: 'Ihre Nachrichten werden für die Suche geöffnet …',
    introTitle: 'Alles, was Sie lesen können, lässt sich hier finden',
    introText: 'Gesucht wird nur auf diesem Gerät. Was Sie eingeben, verlässt es nicht.',
    nothingTitle: 'Nichts gefunden',
    nothingText: 'Prüfen Sie die Schreibweise, oder lassen Sie ein Wort oder einen Filter weg.',
    nothingYet: 'Es sind noch nicht alle Konversationen durchsucht; vielleicht erscheint gleich etwas.',
    found: (shown: number, total: number) =>
      total === 1 ? '1 Treffer' : shown < total ? `Die ${shown} neuesten von ${total} Treffern` : `${total} Treffer`,
    more: 'Ältere Treffer anzeigen',
    results: 'Treffer',
    you: 'Sie',
    in: (room: string) => `in „${room}“`,

    progress: (whole: number, rooms: number) =>
      whole === rooms
        ? rooms === 1
          ? 'Ihre Konversation ist vollständig durchsuchbar.'
          : `Alle ${rooms} Konversationen sind vollständig durchsuchbar.`
        : `${whole} von ${rooms} Konversationen durchsucht`,
    unreadable: (count: number) =>
      count === 1
        ? '1 Nachricht ist auf diesem Gerät nicht lesbar und wird nicht gefunden.'
        : `${count} Nachrichten sind auf diesem Gerät nicht lesbar und werden nicht gefunden.`,
    waits: {
      call: 'Geht nach dem Anruf weiter.',
      offline: 'Geht weiter, sobald die Verbindung da ist.',
      battery: 'Wartet, bis das Gerät am Strom ist.',
      metered: 'Wartet auf eine Verbindung ohne Datenlimit.',
    },
    readAnyway: 'Jetzt weitersuchen',
    fullTitle: 'Der Speicher dieses Geräts ist voll',
    fullText: 'Neue Nachrichten werden nicht mehr in die Suche aufgenommen. Schaffen Sie Platz, und laden Sie neu.',
    failedTitle: 'Die Suche lässt sich auf diesem Gerät nicht öffnen',
    failedText: 'Ihre Nachrichten sind davon nicht betroffen. Laden Sie Consilium neu, um es noch einmal zu versuchen.',
  },
  en: {
    title: 'Search',
    inRoom: 'Search in this conversation',
    close: 'Close search',
    field: 'Search messages',
    placeholder: 'Words or parts of them',
    filters: (count: number) => (count === 0 ? 'Filters' : `Filters (${count})`),
    room: 'Conversation',
    anyRoom: 'All conversations',
    person: 'Person',
    anybody: 'Everybody',
    kind: 'Kind',
    anyKind: 'Everything',
    kinds: {
      text: 'Text',
      image: 'Picture',
      video: 'Video',
      audio: 'Voice message',
      file: 'File',
      consult: 'Request or report',
    },
    from: 'From',
    until: 'Until',
    clear: 'Reset filters',

    opening: 'Your messages are being opened for the search …',
    introTitle: 'Whatever you can read can be found here',
    introText: 'The search runs on this device only. What you type does not leave it.',
    nothingTitle: 'Nothing found',
    nothingText: 'Check the spelling, or leave out a word or a filter.',
    nothingYet: 'Not all conversations have been searched yet; something may appear shortly.',
    found: (shown: number, total: number) =>
      total === 1 ? '1 result' : shown < total ? `The newest ${shown} of ${total} results` : `${total} results`,
    more: 'Show older results',
    results: 'Results',
    you: 'You',
    in: (room: string) => `in “${room}”`,

    progress: (whole: number, rooms: number) =>
      whole === rooms
        ? rooms === 1
          ? 'Your conversation can be searched completely.'
          : `All ${rooms} conversations can be searched completely.`
        : `${whole} of ${rooms} conversations searched`,
    unreadable: (count: number) =>
      count === 1
        ? '1 message cannot be read on this device and is not found.'
        : `${count} messages cannot be read on this device and are not found.`,
    waits: {
      call: 'Goes on after the call.',
      offline: 'Goes on as soon as there is a connection.',
      battery: 'Waits until the device is plugged in.',
      metered: 'Waits for a connection without a data limit.',
    },
    readAnyway: 'Go on now',
    fullTitle: 'The storage of this device is full',
    fullText: 'New messages are no longer added to the search. Free some space and reload.',
    failedTitle: 'The search cannot be opened on this device',
    failedText: 'Your messages are not affected. Reload Consilium to try again.',
  },
})
