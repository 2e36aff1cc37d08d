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
  'birth-date': 'The name is not encrypted: please leave out dates that could be a date of birth.',
  number: 'The name is not encrypted: please leave out case and insurance numbers.',
  patient: 'The name is not encrypted: please leave out whatever names a patient.',
  person: 'This looks like a person’s name. The name of a group is not encrypted: please choose a neutral one.',
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
    takesNoMessages: 'Dort sind Nachrichten abgeschaltet.',
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
    heirTitle: (name: string) => `Die Moderation geht an ${name}`,
    heirText:
      'Sie sind die einzige Person, die einladen und entfernen kann. Soll es jemand anderes können, machen Sie vorher diese Person zur Moderation.',
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
    takesNoMessages: 'Messages are switched off there.',
    nobodyChosen: 'Nobody chosen yet',
    unchoose: (name: string) => `Do not invite ${name}`,
    whatTheySeeTitle: 'What those invited see',
    whatTheySee:
      'The name of the group, who is in it, and everything written after they were invited. Nothing from before.',
    create: 'Create group',
    createFailed: 'The group was not created',
    cancel: 'Cancel',

    add: 'Invite people',
    invite: 'Invite',
    inviteFailed: 'The invitation was not sent',
    notInvitedTitle: (names: string[]) => `Not invited: ${names.join(', ')}`,
    withThird: 'Bring in another person',
    withThirdText:
      'A conversation of two stays between the two of you. For more people a new group is created; they do not see what was written here.',

    rename: 'Rename',
    renameFailed: 'The group was not renamed',
    save: 'Save',
    personActions: (name: string) => `Actions for ${name}`,
    moderator: 'Moderator',
    makeModerator: 'Make a moderator',
    endModerator: 'No longer a moderator',
    remove: 'Remove from the group',
    removeTitle: (name: string) => `Remove ${name}?`,
    removeText: 'They read nothing that is written from now on. What they have read stays with them.',
    removeConfirm: 'Remove',
    changeFailed: 'This was not changed',
    verify: 'Check identity',
    verifyFailed: 'The check could not begin',
    heirTitle: (name: string) => `${name} becomes the moderator`,
    heirText:
      'You are the only one who can invite and remove people. If it should be somebody else, make them a moderator first.',
    departmentText:
      'This conversation belongs to your department. Whoever belongs to it is in it automatically; the administration keeps that in the directory.',
  },
})
