import type { NameFault } from '#shared/conversations/group-name.ts'
import { defineWords } from '../index.ts'

const faultsDe: Record<NameFault, string> = {
  empty: 'Geben Sie der Gruppe einen Namen.',
  'too-long': 'Bitte höchstens 60 Zeichen.',
  'birth-date': 'Der Name ist nicht verschlüsselt: bitte kein Datum, das ein Geburtsdatum sein könnte.',
  number: 'Der Name ist nicht verschlüsselt: bitte keine Fall- oder Versichertennummer.',
  patient: 'Der Name ist nicht verschlüsselt: bitte nichts, was eine Patientin oder einen Patienten benennt.',
  person: 'Das sieht nach dem Namen einer Person aus. Der Gruppenname ist nicht verschlüsselt: bitte neutral benennen.',
}
const faultsEn: Record<NameFault, string> = {
  empty: 'Give the group a name.',
  'too-long': 'At most 60 characters, please.',
  'birth-date': 'The name is not encrypted: please no date that could be a date of birth.',
  number: 'The name is not encrypted: please no case or insurance number.',
  patient: 'The name is not encrypted: please nothing that names a patient.',
  person: 'This looks like the name of a person. The name of a group is not encrypted: please call it neutrally.',
}

export const groupWords = defineWords({
  de: {
    newTitle: 'Neue Gruppe',
    name: 'Name der Gruppe',
    nameHint: 'Wozu sie dient, zum Beispiel „Frühdienst Kardiologie“. Der Name ist nicht verschlüsselt.',
    nameFaults: faultsDe,
    addPerson: 'Personen suchen',
    choose: 'Auswählen',
    chosen: 'Ausgewählt',
    nobodyChosen: 'Noch niemand ausgewählt',
    unchoose: (name: string) => `${name} nicht einladen`,
    whatTheySeeTitle: 'Was Eingeladene sehen',
    whatTheySee:
      'Den Namen der Gruppe, wer dabei ist und alles, was ab ihrer Einladung geschrieben wird. Früheres nicht.',
    create: 'Gruppe eröffnen',
    createFailed: 'Die Gruppe wurde nicht eröffnet',
    cancel: 'Abbrechen',

    add: 'Personen einladen',
    invite: 'Einladen',
    inviteFailed: 'Einladen ist nicht gelungen',
    notInvitedTitle: (names: string[]) => `Nicht eingeladen: ${names.join(', ')}`,
    withThird: 'Weitere Person dazuholen',
    withThirdText:
      'Eine Konversation zu zweit bleibt zu zweit. Für weitere Personen wird eine neue Gruppe eröffnet; was hier steht, sehen sie nicht.',

    rename: 'Umbenennen',
    renameFailed: 'Umbenennen ist nicht gelungen',
    save: 'Speichern',
    personActions: (name: string) => `Aktionen für ${name}`,
    moderator: 'Moderation',
    makeModerator: 'Zur Moderation machen',
    endModerator: 'Moderation beenden',
    remove: 'Aus der Gruppe entfernen',
    removeTitle: (name: string) => `${name} entfernen?`,
    removeText:
      'Die Person liest nichts mehr, was ab jetzt geschrieben wird. Was sie schon gelesen hat, bleibt bei ihr.',
    removeConfirm: 'Entfernen',
    changeFailed: 'Das ist nicht gelungen',
    verify: 'Identität prüfen',
    verifyFailed: 'Die Prüfung konnte nicht beginnen',
    lastModeratorText:
      'Sie sind die einzige Person, die einladen und entfernen kann. Machen Sie vorher jemanden zur Moderation, sonst kann es danach niemand mehr.',
    departmentText:
      'Diese Konversation gehört zu Ihrer Abteilung. Wer ihr angehört, ist automatisch dabei; die Administration pflegt das im Verzeichnis.',
  },
  en: {
    newTitle: 'New group',
    name: 'Name of the group',
    nameHint: 'What it is for, such as “Early shift cardiology”. The name is not encrypted.',
    nameFaults: faultsEn,
    addPerson: 'Search people',
    choose: 'Choose',
    chosen: 'Chosen',
    nobodyChosen: 'Nobody chosen yet',
    unchoose: (name: string) => `Do not invite ${name}`,
    whatTheySeeTitle: 'What those invited see',
    whatTheySee:
      'The name of the group, who is in it and all that is written from their invitation on. Not what was before.',
    create: 'Open the group',
    createFailed: 'The group was not opened',
    cancel: 'Cancel',

    add: 'Invite people',
    invite: 'Invite',
    inviteFailed: 'Inviting did not work',
    notInvitedTitle: (names: string[]) => `Not invited: ${names.join(', ')}`,
    withThird: 'Bring in another person',
    withThirdText:
      'A conversation of two stays one of two. For further people a new group is opened; what stands here they do not see.',

    rename: 'Rename',
    renameFailed: 'Renaming did not work',
    save: 'Save',
    personActions: (name: string) => `Actions for ${name}`,
    moderator: 'Moderator',
    makeModerator: 'Make a moderator',
    endModerator: 'No longer a moderator',
    remove: 'Remove from the group',
    removeTitle: (name: string) => `Remove ${name}?`,
    removeText: 'They read nothing that is written from now on. What they have read stays with them.',
    removeConfirm: 'Remove',
    changeFailed: 'This did not work',
    verify: 'Check identity',
    verifyFailed: 'The check could not begin',
    lastModeratorText:
      'You are the only person who can invite and remove. Make somebody a moderator first, or nobody can any more.',
    departmentText:
      'This conversation belongs to your department. Whoever belongs to it is in it automatically; the administration keeps that in the directory.',
  },
})
