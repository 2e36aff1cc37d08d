import { defineWords } from '../index.ts'

/** The page that a link of an invitation opens. */
export const invitationWords = defineWords({
  de: {
    pageTitle: 'Konto einrichten',
    looking: 'Der Link wird geprüft …',
    welcome: (name: string) => `Guten Tag, ${name}`,
    text: (clinic: string) =>
      `${clinic} hat ein Konto für Sie. Legen Sie Ihr Passwort fest; außer Ihnen kennt es niemand. Danach entsteht auf diesem Gerät Ihr Wiederherstellungsschlüssel.`,
    userName: 'Ihr Benutzername',
    password: 'Ihr neues Passwort',
    passwordHint: (least: number) => `Mindestens ${least} Zeichen. Ein Satz, den Sie sich merken, ist gut.`,
    tooShort: (least: number) => `Das Passwort braucht mindestens ${least} Zeichen.`,
    again: 'Das Passwort noch einmal',
    notSame: 'Die beiden Eingaben sind nicht gleich.',
    begin: 'Festlegen und anmelden',
    busy: 'Ihr Konto wird geöffnet …',
    brokenTitle: 'Der Link ist nicht vollständig',
    brokenText:
      'Öffnen Sie ihn noch einmal, so wie Sie ihn bekommen haben, oder bitten Sie Ihre Klinik-IT um einen neuen.',
    overTitle: 'Dieser Link gilt nicht mehr',
    overText:
      'Er wurde schon benutzt, ersetzt oder ist zu alt. Haben Sie Ihr Passwort festgelegt, melden Sie sich damit an; sonst bitten Sie Ihre Klinik-IT um einen neuen Link.',
    toSignIn: 'Zur Anmeldung',
    failedTitle: 'Die Klinik antwortet nicht',
    failedText: 'Es wurde nichts geändert. Prüfen Sie das Netz dieses Geräts, und versuchen Sie es noch einmal.',
    retry: 'Noch einmal',
    setTitle: 'Ihr Passwort ist festgelegt',
    setText: 'Die Anmeldung auf diesem Gerät ist nicht gelungen. Melden Sie sich mit Ihrem neuen Passwort an.',
    takenTitle: 'In diesem Browser ist schon jemand angemeldet',
    takenText:
      'Melden Sie sich dort ab, oder öffnen Sie den Link in einem anderen Browser oder auf Ihrem eigenen Gerät.',
  },
  en: {
    pageTitle: 'Set up your account',
    looking: 'Checking the link …',
    welcome: (name: string) => `Welcome, ${name}`,
    text: (clinic: string) =>
      `${clinic} has an account for you. Set your password; nobody but you knows it. After that your recovery key is made on this device.`,
    userName: 'Your user name',
    password: 'Your new password',
    passwordHint: (least: number) => `At least ${least} characters. A sentence that you remember is good.`,
    tooShort: (least: number) => `The password needs at least ${least} characters.`,
    again: 'The password once more',
    notSame: 'The two are not the same.',
    begin: 'Set and sign in',
    busy: 'Opening your account …',
    brokenTitle: 'The link is not complete',
    brokenText: 'Open it once more, just as you got it, or ask your clinic’s IT for a new one.',
    overTitle: 'This link is no longer valid',
    overText:
      'It was used, replaced or is too old. If you have set your password, sign in with it; if not, ask your clinic’s IT for a new link.',
    toSignIn: 'To sign-in',
    failedTitle: 'The clinic does not answer',
    failedText: 'Nothing was changed. Check the network of this device, and try once more.',
    retry: 'Once more',
    setTitle: 'Your password is set',
    setText: 'Signing in on this device failed. Sign in with your new password.',
    takenTitle: 'Somebody is already signed in in this browser',
    takenText: 'Sign out there, or open the link in another browser or on your own device.',
  },
})
