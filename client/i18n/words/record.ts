import { defineWords } from '../index.ts'

export const recordWords = defineWords({
  de: {
    handOver: 'In die Klinikakte übergeben',
    handingOver: 'Wird zusammengestellt und an das System Ihrer Klinik übergeben …',
    handedOver: 'In der Klinikakte',
    counts: (added: number, known: number) => {
      const fresh = added === 0 ? 'nichts Neues' : added === 1 ? '1 neuer Eintrag' : `${added} neue Einträge`
      if (known === 0) return `Abgelegt: ${fresh}.`
      const others = known === 1 ? '1 war schon da und ist' : `${known} waren schon da und sind`
      return `Abgelegt: ${fresh}; ${others} auf dem neuesten Stand.`
    },
    place: (where: string) => `Der Auftrag liegt dort unter ${where}.`,
    said: (words: string) => `Das System sagt: „${words}“`,
    signIn: 'Dort anmelden',
    faults: {
      silent: 'Das System Ihrer Klinik antwortet nicht',
      'sign-in': 'Das System Ihrer Klinik verlangt eine Anmeldung',
      forbidden: 'Ihr Konto darf im System Ihrer Klinik nichts ablegen',
      ambiguous: 'Die Angaben passen im System Ihrer Klinik auf mehrere Einträge',
      'too-large': 'Das Konsil ist für das System Ihrer Klinik zu groß',
      refused: 'Das System Ihrer Klinik hat das Konsil nicht angenommen',
      broken: 'Das System Ihrer Klinik hat einen Fehler gemeldet',
      'not-fhir': 'Die Antwort kommt nicht von einem FHIR-Server',
    },
    faultTexts: {
      silent:
        'Ob es angekommen ist, ist nicht bekannt. Versuchen Sie es in einer Minute erneut: Nichts wird doppelt abgelegt. Bleibt es so, melden Sie es der Administration; das System muss diese Anwendung zulassen.',
      'sign-in':
        'Nichts wurde abgelegt. Melden Sie sich dort in diesem Browser an, und übergeben Sie das Konsil dann noch einmal.',
      forbidden:
        'Nichts wurde abgelegt. Sie sind dort angemeldet, aber nicht berechtigt. Melden Sie es der Administration, oder speichern Sie das Konsil als PDF oder FHIR-Datei.',
      ambiguous:
        'Nichts wurde abgelegt, damit nichts bei der falschen Person landet. Vermutlich ist die Person dort doppelt geführt. Melden Sie es der Administration.',
      'too-large':
        'Nichts wurde abgelegt. Übergeben Sie es ohne die Konversation, oder speichern Sie das Konsil als PDF.',
      refused:
        'Nichts wurde abgelegt. Melden Sie es der Administration, oder speichern Sie das Konsil als PDF oder FHIR-Datei.',
      broken: 'Versuchen Sie es in einer Minute erneut: Nichts wird doppelt abgelegt.',
      'not-fhir':
        'Vermutlich stimmt die eingetragene Adresse nicht, oder eine Anmeldeseite hat geantwortet. Melden Sie es der Administration.',
    },
  },
  en: {
    handOver: 'Hand over to the clinic record',
    handingOver: 'Being put together and handed over to your clinic’s system …',
    handedOver: 'In the clinic record',
    counts: (added: number, known: number) => {
      const fresh = added === 0 ? 'nothing new' : added === 1 ? '1 new entry' : `${added} new entries`
      if (known === 0) return `Stored: ${fresh}.`
      const others = known === 1 ? '1 was there already and is' : `${known} were there already and are`
      return `Stored: ${fresh}; ${others} up to date.`
    },
    place: (where: string) => `The order lies there at ${where}.`,
    said: (words: string) => `The system says: “${words}”`,
    signIn: 'Sign in there',
    faults: {
      silent: 'Your clinic’s system does not answer',
      'sign-in': 'Your clinic’s system wants you to sign in',
      forbidden: 'Your account may store nothing in your clinic’s system',
      ambiguous: 'What is said fits several entries in your clinic’s system',
      'too-large': 'The consult is too large for your clinic’s system',
      refused: 'Your clinic’s system did not take the consult',
      broken: 'Your clinic’s system reported a failure',
      'not-fhir': 'The answer is not from a FHIR server',
    },
    faultTexts: {
      silent:
        'Whether it arrived is not known. Try again in a minute: nothing is stored twice. If it stays like this, tell the administration; the system must allow this application.',
      'sign-in': 'Nothing was stored. Sign in there in this browser, then hand the consult over once more.',
      forbidden:
        'Nothing was stored. You are signed in there, but not allowed to. Tell the administration, or save the consult as PDF or FHIR file.',
      ambiguous:
        'Nothing was stored, so that nothing ends up with the wrong person. The person is probably kept twice there. Tell the administration.',
      'too-large': 'Nothing was stored. Hand it over without the conversation, or save the consult as PDF.',
      refused: 'Nothing was stored. Tell the administration, or save the consult as PDF or FHIR file.',
      broken: 'Try again in a minute: nothing is stored twice.',
      'not-fhir': 'The configured address is probably wrong, or a sign-in page has answered. Tell the administration.',
    },
  },
})
