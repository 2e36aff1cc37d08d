import { defineWords } from '../index.ts'

export const permissionWords = defineWords({
  de: {
    who: 'Wer darf Ihnen schreiben?',
    whoClinic: 'Wer darf Personen dieser Klinik schreiben?',
    allowAll: 'Alle',
    allowAllHint: 'Personen Ihrer Klinik und aller Partnerkliniken, außer denen, die blockiert sind.',
    blockAll: 'Niemand',
    blockAllHint: 'Nur Kliniken und Personen, die unten zugelassen sind.',
    blockedOnes: 'Blockiert',
    allowedOnes: 'Zugelassen',
    nobodyBlocked: 'Niemand ist blockiert.',
    nobodyAllowed: 'Niemand ist zugelassen.',
    wholeClinic: 'Die ganze Klinik',
    drop: (name: string) => `${name} von der Liste nehmen`,
    chooseClinic: 'Klinik wählen',
    blockClinic: 'Klinik blockieren',
    allowClinic: 'Klinik zulassen',
    blockPerson: 'Person blockieren',
    allowPerson: 'Person zulassen',
    allow: 'Zulassen',
    changeTitle: 'Einstellung wechseln?',
    changeText: (count: number) =>
      count === 1
        ? 'Die Ausnahme auf Ihrer Liste gilt dann nicht mehr.'
        : `Die ${count} Ausnahmen auf Ihrer Liste gelten dann nicht mehr.`,
    change: 'Wechseln',
    always: 'Konversationen, in denen Sie schon sind, bleiben bestehen. Konsile an Ihren Dienst erreichen Sie immer.',

    block: 'Blockieren',
    unblock: 'Nicht mehr blockieren',
    clinicBlocked: (clinic: string) => `${clinic} ist blockiert`,
    blockTitle: (name: string) => `${name} blockieren?`,
    blockText: (name: string) => `${name} kann Ihnen nicht mehr schreiben und Sie in keine Gruppe mehr einladen.`,
    blockLeaves:
      'Ihre gemeinsame Konversation wird für Sie beendet, Anfragen an Sie werden abgelehnt. Was darin steht, sehen Sie danach nicht mehr.',
    blockKeeps:
      'In Gruppen und Konsilen, an denen Sie beide beteiligt sind, lesen Sie weiter alles: dort geht es um Patienten.',
    blockClosesClinic: (clinic: string) =>
      `${clinic} ist dann nicht mehr als Ganzes zugelassen; wer Ihnen von dort schon schreibt, darf es weiterhin.`,
    blocked: (name: string) => `${name} ist blockiert`,
    unblocked: (name: string) => `${name} darf Ihnen schreiben`,
    staysText: 'Eine Konversation konnte nicht beendet werden. Verlassen Sie sie, sobald die Verbindung wieder steht.',
    undo: 'Rückgängig',
    notChanged: 'Die Einstellung wurde nicht geändert',
    cancel: 'Abbrechen',

    defaultTitle: 'Wer schreiben darf',
    defaultText:
      'Gilt für Konten, die sich zum ersten Mal anmelden. Wer danach selbst etwas einstellt, behält es; Konsile erreichen den Dienst immer.',
    defaultSaved: 'Die Vorgabe ist gespeichert',
  },
  en: {
    who: 'Who may write to you?',
    whoClinic: 'Who may write to people of this clinic?',
    allowAll: 'Everybody',
    allowAllHint: 'People of your clinic and of all partner clinics, except those who are blocked.',
    blockAll: 'Nobody',
    blockAllHint: 'Only clinics and people who are allowed below.',
    blockedOnes: 'Blocked',
    allowedOnes: 'Allowed',
    nobodyBlocked: 'Nobody is blocked.',
    nobodyAllowed: 'Nobody is allowed.',
    wholeClinic: 'The whole clinic',
    drop: (name: string) => `Take ${name} off the list`,
    chooseClinic: 'Choose a clinic',
    blockClinic: 'Block a clinic',
    allowClinic: 'Allow a clinic',
    blockPerson: 'Block a person',
    allowPerson: 'Allow a person',
    allow: 'Allow',
    changeTitle: 'Change the setting?',
    changeText: (count: number) =>
      count === 1
        ? 'The exception on your list will no longer hold.'
        : `The ${count} exceptions on your list will no longer hold.`,
    change: 'Change',
    always: 'Conversations that you are in already stay. Consults to your duty always reach you.',

    block: 'Block',
    unblock: 'Unblock',
    clinicBlocked: (clinic: string) => `${clinic} is blocked`,
    blockTitle: (name: string) => `Block ${name}?`,
    blockText: (name: string) => `${name} can no longer write to you, nor invite you to a group.`,
    blockLeaves:
      'Your conversation with each other ends for you, requests to you are declined. You will no longer see what it holds.',
    blockKeeps: 'In groups and consults that you are both in, you go on reading everything: they are about patients.',
    blockClosesClinic: (clinic: string) =>
      `${clinic} is then no longer allowed as a whole; those of it who write to you already still may.`,
    blocked: (name: string) => `${name} is blocked`,
    unblocked: (name: string) => `${name} may write to you`,
    staysText: 'A conversation could not be ended. Leave it as soon as the connection is back.',
    undo: 'Undo',
    notChanged: 'The setting was not changed',
    cancel: 'Cancel',

    defaultTitle: 'Who may write',
    defaultText:
      'Holds for accounts that sign in for the first time. Whoever then decides for themselves keeps that; consults always reach those on duty.',
    defaultSaved: 'The default is saved',
  },
})
