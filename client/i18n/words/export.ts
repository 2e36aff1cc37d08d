import { defineWords } from '../index.ts'

export const exportWords = defineWords({
  de: {
    open: 'Verlauf exportieren',
    title: 'Verlauf dieser Konversation exportieren',
    warningTitle: 'Der Export ist nicht verschlüsselt',
    warningText:
      'Er enthält Patientendaten, die jeder lesen kann, der an die Datei kommt. Legen Sie ihn nur dort ab, wo Ihre Klinik das vorsieht. Die anderen Beteiligten sehen in der Konversation, dass Sie exportiert haben.',
    format: 'Format',
    formats: {
      archive: 'Archiv (ZIP): Nachrichten als JSON, mit Anhängen',
      pdf: 'Dokument (PDF): zum Lesen und Drucken',
    },
    attachments: 'Anhänge mitnehmen',
    attachmentsText: 'Entschlüsselt, so wie sie gesendet wurden.',
    from: 'Ab',
    until: 'Bis',
    periodText: 'Ohne Angabe wird der ganze Verlauf exportiert.',
    decide: 'Ich darf diese Daten exportieren und sorge für ihren Schutz.',
    mustDecide: 'Bestätigen Sie das, bevor Sie exportieren.',
    start: 'Exportieren',
    cancel: 'Abbrechen',
    close: 'Schließen',
    inMemory:
      'Dieser Browser kann nicht direkt auf die Festplatte schreiben. Große Anhänge brauchen dann viel freien Speicher.',

    reading: 'Verlauf wird geladen',
    events: (count: number) => (count === 1 ? '1 Eintrag' : `${count} Einträge`),
    attachment: 'Anhänge werden entschlüsselt',
    attachmentOf: (number: number, total: number) => `${number} von ${total}`,
    writing: 'Datei wird geschrieben',

    doneTitle: 'Der Export ist fertig',
    done: (messages: number, attachments: number) =>
      `${messages === 1 ? '1 Eintrag' : `${messages} Einträge`}, ${attachments === 1 ? '1 Anhang' : `${attachments} Anhänge`}.`,
    doneWhere: (name: string) => `Gespeichert als „${name}“.`,
    notIncluded: (count: number) =>
      count === 1
        ? 'Das fehlt, weil es nicht gelesen werden konnte:'
        : `${count} Einträge fehlen, weil sie nicht gelesen werden konnten:`,
    more: (count: number) => `… und ${count} weitere. Alle stehen mit ihrem Grund im Export.`,
    what: { message: 'Nachricht', attachment: 'Anhang' },
    reasons: {
      'waiting-for-keys': 'der Schlüssel ist nicht angekommen',
      'before-joining': 'vor Ihrem Beitritt geschrieben',
      'no-backup': 'der Schlüssel liegt in der Sicherung, die hier nicht geöffnet ist',
      withheld: 'der Schlüssel wurde diesem Gerät nicht gegeben',
      'withheld-unconfirmed': 'dieses Gerät war nicht bestätigt und bekam den Schlüssel nicht',
      'unsigned-device': 'von einem nicht bestätigten Gerät',
      unknown: 'der Grund ist unbekannt',
      damaged: 'die Datei ist beschädigt oder verändert',
      'no-key': 'der Schlüssel zur Datei fehlt',
    } as Record<string, string>,
    failedTitle: 'Der Export ist nicht gelungen',
    failedText: 'Es wurde keine vollständige Datei geschrieben. Versuchen Sie es erneut.',
    noSpace:
      'Auf dem Laufwerk ist nicht genug Platz. Schaffen Sie Platz, oder exportieren Sie einen kürzeren Zeitraum.',
    retry: 'Zurück',

    noticeLine: (from: string | null, until: string | null) =>
      from === null && until === null
        ? 'Ganzen Verlauf unverschlüsselt exportiert'
        : `Verlauf unverschlüsselt exportiert (${[from && `ab ${from}`, until && `bis ${until}`].filter(Boolean).join(', ')})`,

    fileName: (day: string) => `konversation-${day}`,
    pdfTitle: 'Verlauf einer Konversation',
    unencrypted: 'Unverschlüsselter Export mit Patientendaten. Vor unbefugtem Zugriff schützen.',
    exportedBy: 'Exportiert von',
    exportedAt: 'Exportiert am',
    period: 'Zeitraum',
    wholePeriod: 'gesamter Verlauf',
    people: 'Beteiligte',
    notReadable: 'Nicht lesbar',
    person: (name: string, clinic: string) => `${name} (${clinic})`,
    membership: (change: string, by: string, subject: string) =>
      ({
        joined: `${subject} ist dabei.`,
        left: `${subject} hat die Konversation verlassen.`,
        invited: `${by} hat ${subject} eingeladen.`,
        removed: `${by} hat ${subject} entfernt.`,
        created: `${subject} hat die Konversation eröffnet.`,
      })[change] ?? change,
    exported: 'Hat den Verlauf exportiert.',
    deleted: (by: string | null, when: string | null) =>
      `Nachricht gelöscht${by ? ` von ${by}` : ''}${when ? `, ${when}` : ''}.`,
    unreadable: (reason: string) => `Nicht lesbar: ${reason}.`,
    file: (name: string, size: string) => `Anhang „${name}“${size ? `, ${size}` : ''}`,
    event: (type: string) => `Eintrag der Art ${type}`,
    answers: (text: string) => `Antwort auf: ${text}`,
    version: (when: string, text: string) => `Frühere Fassung, ${when}: ${text}`,
    reaction: (emoji: string, names: string) => `Reaktion ${emoji}: ${names}`,
    readBy: (names: string) => `Gelesen von ${names}`,
    confirmedBy: (name: string, when: string) => `Bestätigt von ${name}, ${when}`,
    arrivedUnencrypted: 'Unverschlüsselt angekommen: Herkunft nicht gesichert',
    page: (page: number, pages: number) => `Seite ${page} von ${pages}`,
  },
  en: {
    open: 'Export history',
    title: 'Export the history of this conversation',
    warningTitle: 'The export is not encrypted',
    warningText:
      'It contains patient data that anybody can read who gets hold of the file. Keep it only where your clinic provides for it. The other people see in the conversation that you have exported it.',
    format: 'Format',
    formats: { archive: 'Archive (ZIP): messages as JSON, with attachments', pdf: 'Document (PDF): to read and print' },
    attachments: 'Include attachments',
    attachmentsText: 'Decrypted, as they were sent.',
    from: 'From',
    until: 'Until',
    periodText: 'Left empty, the whole history is exported.',
    decide: 'I may export these data and see to their protection.',
    mustDecide: 'Confirm this before you export.',
    start: 'Export',
    cancel: 'Cancel',
    close: 'Close',
    inMemory: 'This browser cannot write to the disk directly. Large attachments then need much free memory.',

    reading: 'Loading the history',
    events: (count: number) => (count === 1 ? '1 entry' : `${count} entries`),
    attachment: 'Decrypting attachments',
    attachmentOf: (number: number, total: number) => `${number} of ${total}`,
    writing: 'Writing the file',

    doneTitle: 'The export is done',
    done: (messages: number, attachments: number) =>
      `${messages === 1 ? '1 entry' : `${messages} entries`}, ${attachments === 1 ? '1 attachment' : `${attachments} attachments`}.`,
    doneWhere: (name: string) => `Saved as “${name}”.`,
    notIncluded: (count: number) =>
      count === 1
        ? 'This is missing because it could not be read:'
        : `${count} entries are missing because they could not be read:`,
    more: (count: number) => `… and ${count} more. All of them stand in the export with their reason.`,
    what: { message: 'Message', attachment: 'Attachment' },
    reasons: {
      'waiting-for-keys': 'its key has not arrived',
      'before-joining': 'written before you joined',
      'no-backup': 'its key is in the backup, which is not opened here',
      withheld: 'the key was not given to this device',
      'withheld-unconfirmed': 'this device was not confirmed and did not get the key',
      'unsigned-device': 'from a device that is not confirmed',
      unknown: 'the reason is unknown',
      damaged: 'the file is damaged or was changed',
      'no-key': 'the key to the file is missing',
    } as Record<string, string>,
    failedTitle: 'The export did not work',
    failedText: 'No complete file was written. Try again.',
    noSpace: 'There is not enough space on the drive. Free some, or export a shorter period.',
    retry: 'Back',

    noticeLine: (from: string | null, until: string | null) =>
      from === null && until === null
        ? 'Whole history exported, unencrypted'
        : `History exported, unencrypted (${[from && `from ${from}`, until && `until ${until}`].filter(Boolean).join(', ')})`,

    fileName: (day: string) => `conversation-${day}`,
    pdfTitle: 'History of a conversation',
    unencrypted: 'Unencrypted export with patient data. Protect against unauthorised access.',
    exportedBy: 'Exported by',
    exportedAt: 'Exported on',
    period: 'Period',
    wholePeriod: 'whole history',
    people: 'People',
    notReadable: 'Not readable',
    person: (name: string, clinic: string) => `${name} (${clinic})`,
    membership: (change: string, by: string, subject: string) =>
      ({
        joined: `${subject} is here.`,
        left: `${subject} has left the conversation.`,
        invited: `${by} invited ${subject}.`,
        removed: `${by} removed ${subject}.`,
        created: `${subject} opened the conversation.`,
      })[change] ?? change,
    exported: 'Has exported the history.',
    deleted: (by: string | null, when: string | null) =>
      `Message deleted${by ? ` by ${by}` : ''}${when ? `, ${when}` : ''}.`,
    unreadable: (reason: string) => `Not readable: ${reason}.`,
    file: (name: string, size: string) => `Attachment “${name}”${size ? `, ${size}` : ''}`,
    event: (type: string) => `Entry of kind ${type}`,
    answers: (text: string) => `In reply to: ${text}`,
    version: (when: string, text: string) => `Earlier version, ${when}: ${text}`,
    reaction: (emoji: string, names: string) => `Reaction ${emoji}: ${names}`,
    readBy: (names: string) => `Read by ${names}`,
    confirmedBy: (name: string, when: string) => `Confirmed by ${name}, ${when}`,
    arrivedUnencrypted: 'Arrived unencrypted: origin not assured',
    page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  },
})
