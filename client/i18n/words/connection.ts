import type { ConnectionFault, ConnectionStep } from '#shared/partners/connection.ts'
import { defineWords } from '../index.ts'

type Steps = Record<ConnectionStep, string>
/** What is wrong, and what to do about it. */
type Faults = Record<ConnectionFault, { title: string; action: string }>

export const connectionWords = defineWords({
  de: {
    test: 'Verbindung testen',
    testAgain: 'Erneut testen',
    title: (name: string) => `Verbindung zu ${name}`,
    description: 'Geht den Weg zur anderen Klinik Schritt für Schritt. Gesendet wird dabei nichts von Personen.',
    allGood: 'Alle Schritte sind in Ordnung.',
    reachable: 'Erreichbar',
    delay: (ms: string) => `Antwort nach ${ms} ms`,
    certificateUntil: (date: string) => `Zertifikat bis ${date}`,
    certificateSoon: (date: string) => `Zertifikat endet bald: ${date}`,
    testedAt: 'Geprüft:',
    lastError: 'Letzter Fehler:',
    clockDifference: (seconds: string) => `Abweichung der Uhren: ${seconds} s`,
    verdicts: { good: 'in Ordnung', fault: 'Fehler', 'not-tried': 'nicht geprüft' },
    steps: {
      'own-gateway': 'Eigenes Gateway',
      name: 'Name',
      port: 'Port',
      tls: 'Verschlüsselte Verbindung (TLS)',
      certificate: 'Zertifikat',
      gateway: 'Gateway der Partnerklinik',
      federation: 'Nachrichtenserver',
      service: 'Klinikdienst',
      clock: 'Uhr',
    } satisfies Steps,
    faults: {
      'gateway-down': {
        title: 'Das eigene Gateway antwortet nicht',
        action: 'Starten Sie das Gateway dieser Klinik; ohne es erreicht sie keine andere.',
      },
      'gateway-refuses': {
        title: 'Das eigene Gateway lässt die Anfrage nicht durch',
        action: 'Prüfen Sie, ob Gateway und Klinikdienst dieselbe Konfiguration haben, und starten Sie beide neu.',
      },
      'name-unknown': {
        title: 'Der Name ist nicht bekannt',
        action: 'Prüfen Sie die Schreibweise und ob der Namensdienst (DNS) dieser Klinik den Namen auflöst.',
      },
      'name-internal': {
        title: 'Der Name führt in das eigene Netz',
        action:
          'Das Gateway verbindet nur zu öffentlichen Adressen. Bitten Sie die Partnerklinik, ihren Eintrag im Namensdienst zu prüfen.',
      },
      'port-closed': {
        title: 'Unter der Adresse nimmt niemand an',
        action: 'Bitten Sie die Partnerklinik zu prüfen, ob ihr Gateway läuft und der Port zu ihm führt.',
      },
      'port-silent': {
        title: 'Unter der Adresse antwortet niemand',
        action:
          'Meist verwirft eine Firewall die Verbindung: hier beim Ausgang oder bei der Partnerklinik beim Eingang.',
      },
      'no-tls': {
        title: 'Es kommt keine verschlüsselte Verbindung zustande',
        action:
          'Unter dieser Adresse antwortet nichts oder etwas anderes als ein Gateway, oder ein Gerät dazwischen greift ein. Fragen Sie die Technik der Partnerklinik, ob ihr Gateway läuft.',
      },
      'certificate-ended': {
        title: 'Das Zertifikat der Partnerklinik ist abgelaufen',
        action: 'Bitten Sie die Partnerklinik, es zu erneuern.',
      },
      'certificate-not-begun': {
        title: 'Das Zertifikat der Partnerklinik gilt noch nicht',
        action: 'Prüfen Sie die Uhr dieses Servers; geht sie richtig, muss die Partnerklinik ihr Zertifikat prüfen.',
      },
      'certificate-other-name': {
        title: 'Das Zertifikat gilt für einen anderen Namen',
        action: 'Bitten Sie die Partnerklinik um ein Zertifikat für ihren Servernamen.',
      },
      'certificate-untrusted': {
        title: 'Dem Aussteller des Zertifikats wird nicht vertraut',
        action:
          'Die Partnerklinik braucht ein Zertifikat einer anerkannten Stelle, oder deren Stelle muss hier als „caFile“ eingetragen sein.',
      },
      'no-gateway': {
        title: 'Dort antwortet kein Gateway',
        action:
          'Die Adresse führt zu einem anderen Programm. Bitten Sie die Partnerklinik zu prüfen, wohin Port 443 führt.',
      },
      'homeserver-down': {
        title: 'Der Nachrichtenserver der Partnerklinik antwortet nicht',
        action: 'Nachrichten warten hier und kommen später an. Bitten Sie die Partnerklinik, ihn zu starten.',
      },
      'keys-invalid': {
        title: 'Die Schlüssel des Nachrichtenservers sind nicht gültig',
        action:
          'Unter diesem Namen antwortet ein anderer Server. Rufen Sie die Partnerklinik an, bevor Sie weitermachen.',
      },
      'keys-changed': {
        title: 'Der Nachrichtenserver hat andere Schlüssel als beim Annehmen',
        action:
          'Rufen Sie die Partnerklinik an und vergleichen Sie den Fingerabdruck. Beenden Sie die Partnerschaft, wenn er nicht stimmt.',
      },
      'own-homeserver-down': {
        title: 'Der eigene Nachrichtenserver antwortet nicht',
        action: 'Starten Sie den Nachrichtenserver (Synapse) dieser Klinik.',
      },
      'not-federated': {
        title: 'Die Nachrichtenserver erreichen einander nicht',
        action:
          'Der eigene wurde abgewiesen oder bekam keine Antwort. Prüfen Sie, ob Port 8448 offen ist und ob beide Seiten die Partnerschaft als aktiv sehen.',
      },
      'service-down': {
        title: 'Der Klinikdienst der Partnerklinik antwortet nicht',
        action:
          'Nachrichten gehen weiter; Verzeichnis, Konsile und Dateien nicht. Bitten Sie die Partnerklinik, ihn zu starten.',
      },
      'other-service': {
        title: 'Dort antwortet der Dienst einer anderen Klinik',
        action: 'Prüfen Sie den Servernamen, und bitten Sie die Partnerklinik, ihre Konfiguration zu prüfen.',
      },
      'they-suspended': {
        title: 'Die Partnerklinik hat die Verbindung ausgesetzt',
        action: 'Rufen Sie dort an; nur sie kann wieder zulassen.',
      },
      'they-do-not-know-us': {
        title: 'Die Partnerklinik führt diese Klinik nicht als Partner',
        action: 'Bieten Sie die Partnerschaft erneut an, und bitten Sie die Partnerklinik, anzunehmen.',
      },
      'no-way-back': {
        title: 'Die Partnerklinik erreicht diese Klinik nicht',
        action: 'Der Hinweg geht, der Rückweg nicht. Prüfen Sie, ob das eigene Gateway von außen erreichbar ist.',
      },
      'not-signed-in': {
        title: 'Der Klinikdienst der Partnerklinik erkennt diese Klinik nicht an',
        action: 'Prüfen Sie die Uhren beider Server, und versuchen Sie es in einer Minute erneut.',
      },
      'clock-off': {
        title: 'Die Uhren gehen verschieden',
        action: 'Lassen Sie beide Server ihre Zeit aus dem Netz nehmen (chrony, systemd-timesyncd).',
      },
    } satisfies Faults,
  },
  en: {
    test: 'Test the connection',
    testAgain: 'Test again',
    title: (name: string) => `Connection to ${name}`,
    description: 'Goes the way to the other clinic step by step. Nothing about people is sent.',
    allGood: 'All steps are in order.',
    reachable: 'Reachable',
    delay: (ms: string) => `Answer after ${ms} ms`,
    certificateUntil: (date: string) => `Certificate until ${date}`,
    certificateSoon: (date: string) => `Certificate ends soon: ${date}`,
    testedAt: 'Tested:',
    lastError: 'Last error:',
    clockDifference: (seconds: string) => `Difference of the clocks: ${seconds} s`,
    verdicts: { good: 'in order', fault: 'fault', 'not-tried': 'not tested' },
    steps: {
      'own-gateway': 'Own gateway',
      name: 'Name',
      port: 'Port',
      tls: 'Encrypted connection (TLS)',
      certificate: 'Certificate',
      gateway: 'Gateway of the partner clinic',
      federation: 'Message server',
      service: 'Clinic service',
      clock: 'Clock',
    } satisfies Steps,
    faults: {
      'gateway-down': {
        title: 'The own gateway does not answer',
        action: 'Start the gateway of this clinic; without it the clinic reaches no other.',
      },
      'gateway-refuses': {
        title: 'The own gateway does not let the request through',
        action: 'Check that gateway and clinic service have the same configuration, and restart both.',
      },
      'name-unknown': {
        title: 'The name is not known',
        action: 'Check the spelling, and whether the name service (DNS) of this clinic resolves the name.',
      },
      'name-internal': {
        title: 'The name leads into the own network',
        action:
          'The gateway connects to public addresses only. Ask the partner clinic to check its entry in the name service.',
      },
      'port-closed': {
        title: 'Nobody accepts at the address',
        action: 'Ask the partner clinic to check that its gateway runs and that the port leads to it.',
      },
      'port-silent': {
        title: 'Nobody answers at the address',
        action: 'Mostly a firewall drops the connection: here on the way out, or at the partner clinic on the way in.',
      },
      'no-tls': {
        title: 'No encrypted connection comes about',
        action:
          'Nothing answers at this address, or something other than a gateway, or a device in between interferes. Ask the technical contact of the partner clinic whether its gateway runs.',
      },
      'certificate-ended': {
        title: 'The certificate of the partner clinic has expired',
        action: 'Ask the partner clinic to renew it.',
      },
      'certificate-not-begun': {
        title: 'The certificate of the partner clinic is not valid yet',
        action: 'Check the clock of this server; if it is right, the partner clinic must check its certificate.',
      },
      'certificate-other-name': {
        title: 'The certificate is for another name',
        action: 'Ask the partner clinic for a certificate for its server name.',
      },
      'certificate-untrusted': {
        title: 'The issuer of the certificate is not trusted',
        action:
          'The partner clinic needs a certificate of a recognised authority, or its authority must be entered here as “caFile”.',
      },
      'no-gateway': {
        title: 'No gateway answers there',
        action: 'The address leads to another program. Ask the partner clinic to check where port 443 leads.',
      },
      'homeserver-down': {
        title: 'The message server of the partner clinic does not answer',
        action: 'Messages wait here and arrive later. Ask the partner clinic to start it.',
      },
      'keys-invalid': {
        title: 'The keys of the message server are not valid',
        action: 'Another server answers under this name. Telephone the partner clinic before you go on.',
      },
      'keys-changed': {
        title: 'The message server has other keys than when the partnership was accepted',
        action: 'Telephone the partner clinic and compare the fingerprint. End the partnership if it is not right.',
      },
      'own-homeserver-down': {
        title: 'The own message server does not answer',
        action: 'Start the message server (Synapse) of this clinic.',
      },
      'not-federated': {
        title: 'The message servers do not reach each other',
        action:
          'Ours was refused or had no answer. Check that port 8448 is open and that both sides see the partnership as active.',
      },
      'service-down': {
        title: 'The clinic service of the partner clinic does not answer',
        action: 'Messages go on; directory, consults and files do not. Ask the partner clinic to start it.',
      },
      'other-service': {
        title: 'The service of another clinic answers there',
        action: 'Check the server name, and ask the partner clinic to check its configuration.',
      },
      'they-suspended': {
        title: 'The partner clinic has suspended the connection',
        action: 'Telephone there; only it can allow it again.',
      },
      'they-do-not-know-us': {
        title: 'The partner clinic does not list this clinic as a partner',
        action: 'Offer the partnership again, and ask the partner clinic to accept.',
      },
      'no-way-back': {
        title: 'The partner clinic does not reach this clinic',
        action: 'The way there works, the way back does not. Check that the own gateway can be reached from outside.',
      },
      'not-signed-in': {
        title: 'The clinic service of the partner clinic does not recognise this clinic',
        action: 'Check the clocks of both servers, and try again in a minute.',
      },
      'clock-off': {
        title: 'The clocks differ',
        action: 'Let both servers take their time from the network (chrony, systemd-timesyncd).',
      },
    } satisfies Faults,
  },
})
