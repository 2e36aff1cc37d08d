import type { ErrorCode } from '#shared/errors.ts'
import { defineWords } from '../index.ts'

/** What happened (`title`); what it means for the case and what to do (`action`). */
export type ErrorText = { title: string; action: string }

export const errorWords = defineWords({
  de: {
    'bad-input': {
      title: 'Eine Angabe wurde nicht angenommen',
      action: 'Es wurde nichts gesendet und nichts geändert. Prüfen Sie die Angaben und senden Sie erneut.',
    },
    'not-signed-in': {
      title: 'Ihre Anmeldung ist abgelaufen',
      action: 'Der letzte Schritt wurde nicht ausgeführt. Melden Sie sich erneut an und wiederholen Sie ihn.',
    },
    'not-allowed': {
      title: 'Dazu fehlt Ihnen die Berechtigung',
      action:
        'Es wurde nichts geändert. Wenn Sie das dürfen sollten, wenden Sie sich an die Administration Ihrer Klinik.',
    },
    'confirmation-needed': {
      title: 'Bitte bestätigen Sie, dass Sie es sind',
      action:
        'Das kann nicht zurückgenommen werden oder gibt jemandem Rechte. Die Bestätigung gilt für einige Minuten.',
    },
    'confirmation-refused': {
      title: 'Das wurde nicht bestätigt',
      action: 'Das Passwort stimmt nicht, oder die Bestätigung steht noch aus. Versuchen Sie es noch einmal.',
    },
    'not-a-member': {
      title: 'Sie sind hier nicht beteiligt',
      action: 'Sie sehen diesen Fall nicht oder nicht mehr. Bitten Sie eine beteiligte Person, Sie hinzuzufügen.',
    },
    'feature-off': {
      title: 'Diese Funktion ist abgeschaltet',
      action:
        'Es wurde nichts geändert und nichts gelöscht. Die Administration der Klinik kann sie wieder einschalten; rufen Sie in dringenden Fällen an.',
    },
    'room-closed': {
      title: 'Diese Konversation ist geschlossen',
      action:
        'Die Administration der Klinik hat sie geschlossen; Ihre Nachricht wurde nicht gesendet. Was geschrieben wurde, bleibt lesbar. Rufen Sie in dringenden Fällen an.',
    },
    'room-kept': {
      title: 'Dieser Raum wird noch gebraucht',
      action:
        'Es wurde nichts geändert. Räume von Abteilungen und des Klinikdienstes bleiben; ein Konsil kann entfernt werden, wenn es beendet ist.',
    },
    'no-own-owner': {
      title: 'Niemand Ihrer Klinik darf hier etwas ändern',
      action: 'Es wurde nichts geändert. Bitten Sie die Administration der Klinik, deren Person den Raum verwaltet.',
    },
    'not-found': {
      title: 'Das gibt es nicht oder nicht mehr',
      action:
        'Vielleicht wurde es gelöscht, oder die Adresse ist unvollständig. Gehen Sie zurück und öffnen Sie es aus der Liste.',
    },
    'partner-unknown': {
      title: 'Diese Klinik ist keine Partnerklinik',
      action: 'Es wurde nichts dorthin gesendet. Die Administration Ihrer Klinik kann eine Partnerschaft anfragen.',
    },
    'partner-suspended': {
      title: 'Der Austausch mit dieser Klinik ruht',
      action:
        'Zurzeit gelangt nichts dorthin und nichts von dort zu Ihnen. Rufen Sie in dringenden Fällen an. Auskunft gibt die Administration Ihrer Klinik.',
    },
    'partner-limited': {
      title: 'Das ist mit dieser Klinik nicht vereinbart',
      action:
        'Eine der beiden Kliniken hat es für die andere nicht freigegeben. Rufen Sie in dringenden Fällen an. Auskunft gibt die Administration Ihrer Klinik.',
    },
    'partner-unreachable': {
      title: 'Die Partnerklinik antwortet nicht',
      action:
        'Dort hat noch niemand etwas von diesem Schritt erfahren. Versuchen Sie es erneut; rufen Sie in dringenden Fällen an.',
    },
    'partner-not-listed': {
      title: 'Die Föderationsliste führt diese Klinik nicht',
      action:
        'Es wurde nichts dorthin gesendet. Wer die Liste herausgibt, kann die Klinik aufnehmen; danach versuchen Sie es erneut.',
    },
    'list-refused': {
      title: 'Diese Liste wurde nicht angenommen',
      action: 'Es bleibt, wie es war. Prüfen Sie Adresse und Schlüssel mit dem Herausgeber der Liste.',
    },
    'deletion-too-late': {
      title: 'Zum Löschen ist es zu spät',
      action:
        'Nachrichten lassen sich in den ersten 24 Stunden löschen. Diese bleibt bestehen; schreiben Sie eine Richtigstellung.',
    },
    'invitation-refused': {
      title: 'Diese Person nimmt keine Nachrichten von Ihnen an',
      action:
        'Das gilt zurzeit für Sie oder für Ihre ganze Klinik; es wurde nichts zugestellt. Rufen Sie in dringenden Fällen an, oder fragen Sie die Abteilung mit einem Konsil.',
    },
    'gateway-unreachable': {
      title: 'Das Gateway der Klinik antwortet nicht',
      action:
        'Ohne das Gateway erreicht diese Klinik keine andere. Starten Sie es und sehen Sie dann nach, ob der letzte Schritt schon gilt.',
    },
    'homeserver-unreachable': {
      title: 'Der Nachrichtenserver antwortet nicht',
      action:
        'Der letzte Schritt wurde nicht bestätigt. Versuchen Sie es in einer Minute erneut; rufen Sie in dringenden Fällen an.',
    },
    'livekit-unreachable': {
      title: 'Videogespräche sind zurzeit nicht möglich',
      action:
        'Nachrichten, Konsile und Dateien gehen weiter. Versuchen Sie es in einer Minute erneut, oder telefonieren Sie.',
    },
    'store-unreachable': {
      title: 'Der Dateispeicher der Klinik antwortet nicht',
      action:
        'Nachrichten und Konsile gehen weiter; was gespeichert war, ist nicht verloren. Versuchen Sie es in einer Minute erneut, und melden Sie es der Administration, wenn es so bleibt.',
    },
    'race-lost': {
      title: 'Jemand anderes war schneller',
      action:
        'Ihr Schritt wurde nicht ausgeführt. Die Ansicht zeigt, was jetzt gilt; entscheiden Sie danach, ob noch etwas zu tun ist.',
    },
    'illegal-transition': {
      title: 'Dieser Schritt ist jetzt nicht möglich',
      action:
        'Der Stand hat sich inzwischen geändert, Ihr Schritt wurde nicht ausgeführt. Sehen Sie nach, was jetzt gilt.',
    },
    'nobody-on-call': {
      title: 'In dieser Abteilung hat gerade niemand Dienst',
      action: 'Es wurde niemand gerufen. Wählen Sie eine andere Abteilung oder Person, oder rufen Sie dort an.',
    },
    'last-on-duty': {
      title: 'Nach Ihnen hat niemand Dienst',
      action: 'Ihr Dienst läuft weiter. Übergeben Sie ihn, oder bestätigen Sie, dass er unbesetzt bleibt.',
    },
    'shift-overlaps': {
      title: 'Zwei Dienste zur selben Zeit',
      action:
        'Die Person ist in dieser Zeit schon eingeplant. Es wurde nichts geändert; ändern Sie einen der beiden Dienste.',
    },
    'call-waiting': {
      title: 'Sie sind noch nicht eingelassen',
      action: 'Warten Sie, bis man Sie hereinlässt, oder schreiben Sie in die Konversation.',
    },
    'call-locked': {
      title: 'Das Gespräch ist abgeschlossen',
      action: 'Sie sind nicht beigetreten. Schreiben Sie in die Konversation, wenn Sie dazukommen möchten.',
    },
    'call-removed': {
      title: 'Sie wurden aus dem Gespräch entfernt',
      action: 'In dieses Gespräch können Sie nicht zurück. Die Konversation bleibt Ihnen.',
    },
    'link-over': {
      title: 'Dieser Link gilt nicht mehr',
      action:
        'Er wurde schon benutzt, zurückgenommen oder ist zu alt. Bitten Sie, wer Sie eingeladen hat, um einen neuen.',
    },
    'name-taken': {
      title: 'Diesen Benutzernamen gibt es schon',
      action: 'Wählen Sie einen anderen. Auch Namen stillgelegter Konten werden nicht noch einmal vergeben.',
    },
    'too-large': {
      title: 'Die Datei ist zu groß',
      action: 'Sie wurde nicht hochgeladen. Teilen Sie sie auf, oder fragen Sie die Administration nach der Grenze.',
    },
    'quota-exceeded': {
      title: 'Der Platz Ihrer Klinik für Dateien reicht nicht',
      action:
        'Die Datei wurde nicht hochgeladen. Löschen Sie nicht mehr benötigte Dateien, oder bitten Sie die Administration um mehr Platz.',
    },
    'storage-full': {
      title: 'Der Speicher der Klinik ist voll',
      action: 'Es wurde nichts gespeichert. Melden Sie es der Administration; schicken Sie Dringendes auf anderem Weg.',
    },
    'wrong-hash': {
      title: 'Die Datei ist unterwegs beschädigt worden',
      action: 'Sie wurde verworfen, damit niemand falsche Daten sieht. Laden Sie sie noch einmal hoch.',
    },
    'report-open': {
      title: 'Ein unterschriebener Bericht stützt sich auf diese Datei',
      action:
        'Sie wurde nicht gelöscht. Sobald das Konsil von der anfragenden Seite abgeschlossen ist, kann sie gelöscht werden.',
    },
    'rate-limited': {
      title: 'Zu viele Anfragen in kurzer Zeit',
      action: 'Der letzte Schritt wurde nicht ausgeführt. Warten Sie eine Minute und versuchen Sie es erneut.',
    },
    internal: {
      title: 'Etwas ist schiefgegangen',
      action:
        'Es ist nicht sicher, ob der letzte Schritt ausgeführt wurde. Sehen Sie nach und wiederholen Sie ihn, falls nötig; rufen Sie in dringenden Fällen an.',
    },
  } satisfies Record<ErrorCode, ErrorText>,
  en: {
    'bad-input': {
      title: 'Something you entered was not accepted',
      action: 'Nothing was sent and nothing was changed. Check what you entered and send again.',
    },
    'not-signed-in': {
      title: 'Your sign-in has expired',
      action: 'The last step was not carried out. Sign in again and repeat it.',
    },
    'not-allowed': {
      title: 'You do not have permission for this',
      action: 'Nothing was changed. If you should be allowed to, ask your clinic’s administration.',
    },
    'confirmation-needed': {
      title: 'Please confirm that it is you',
      action: 'This cannot be undone, or gives somebody rights. The confirmation counts for a few minutes.',
    },
    'confirmation-refused': {
      title: 'This was not confirmed',
      action: 'The password is wrong, or the confirmation has not come yet. Try once more.',
    },
    'not-a-member': {
      title: 'You are not involved here',
      action: 'You cannot see this case, or no longer. Ask someone who is involved to add you.',
    },
    'feature-off': {
      title: 'This feature is switched off',
      action:
        'Nothing was changed and nothing was deleted. The clinic’s administration can switch it on again; in urgent cases, phone.',
    },
    'room-closed': {
      title: 'This conversation is closed',
      action:
        'The clinic’s administration has closed it; your message was not sent. What was written stays readable. In urgent cases, phone.',
    },
    'room-kept': {
      title: 'This room is still needed',
      action:
        'Nothing was changed. Rooms of departments and of the clinic service stay; a consult can be removed once it is over.',
    },
    'no-own-owner': {
      title: 'Nobody of your clinic may change anything here',
      action: 'Nothing was changed. Ask the administration of the clinic whose person manages the room.',
    },
    'not-found': {
      title: 'This does not exist, or no longer',
      action: 'It may have been deleted, or the address is incomplete. Go back and open it from the list.',
    },
    'partner-unknown': {
      title: 'This clinic is not a partner clinic',
      action: 'Nothing was sent there. Your clinic’s administration can ask for a partnership.',
    },
    'partner-suspended': {
      title: 'The exchange with this clinic is suspended',
      action:
        'At present nothing reaches them and nothing from them reaches you. In urgent cases, phone. Your clinic’s administration can tell you more.',
    },
    'partner-limited': {
      title: 'This is not agreed with that clinic',
      action:
        'One of the two clinics has not opened it to the other. In urgent cases, phone. Your clinic’s administration can tell you more.',
    },
    'partner-unreachable': {
      title: 'The partner clinic does not answer',
      action: 'Nobody there has learnt of this step yet. Try again; in urgent cases, phone.',
    },
    'partner-not-listed': {
      title: 'The federation list does not name this clinic',
      action: 'Nothing was sent there. Whoever publishes the list can add the clinic; try again after that.',
    },
    'list-refused': {
      title: 'This list was not accepted',
      action: 'Everything stays as it was. Check address and key with the publisher of the list.',
    },
    'deletion-too-late': {
      title: 'It is too late to delete this',
      action: 'Messages can be deleted during the first 24 hours. This one stays; write a correction.',
    },
    'invitation-refused': {
      title: 'This person takes no messages from you',
      action:
        'At present that holds for you or for your whole clinic; nothing was delivered. In urgent cases, phone, or ask the department for a consult.',
    },
    'gateway-unreachable': {
      title: 'The gateway of the clinic does not answer',
      action:
        'Without the gateway this clinic reaches no other. Start it, and then see whether the last step already counts.',
    },
    'homeserver-unreachable': {
      title: 'The message server does not answer',
      action: 'The last step was not confirmed. Try again in a minute; in urgent cases, phone.',
    },
    'livekit-unreachable': {
      title: 'Video calls are not possible at present',
      action: 'Messages, consults and files go on working. Try again in a minute, or use the telephone.',
    },
    'store-unreachable': {
      title: 'The clinic’s file store does not answer',
      action:
        'Messages and consults go on working; what was stored is not lost. Try again in a minute, and tell the administration if it stays like this.',
    },
    'race-lost': {
      title: 'Someone else was faster',
      action:
        'Your step was not carried out. The view shows what holds now; decide from there whether anything is left to do.',
    },
    'illegal-transition': {
      title: 'This step is not possible now',
      action: 'Things have changed in the meantime and your step was not carried out. Look at what holds now.',
    },
    'nobody-on-call': {
      title: 'Nobody in this department is on call just now',
      action: 'Nobody was called. Choose another department or person, or phone them.',
    },
    'last-on-duty': {
      title: 'Nobody is on duty after you',
      action: 'Your duty goes on. Hand it over, or confirm that it remains unattended.',
    },
    'shift-overlaps': {
      title: 'Two shifts at the same time',
      action: 'The person is already planned for that time. Nothing was changed; change one of the two shifts.',
    },
    'call-waiting': {
      title: 'You have not been let in yet',
      action: 'Wait until you are let in, or write in the conversation.',
    },
    'call-locked': {
      title: 'The call is locked',
      action: 'You have not joined. Write in the conversation if you want to.',
    },
    'call-removed': {
      title: 'You were removed from the call',
      action: 'You cannot come back into this call. The conversation stays with you.',
    },
    'link-over': {
      title: 'This link is no longer valid',
      action: 'It was used, taken back, or is too old. Ask whoever invited you for a new one.',
    },
    'name-taken': {
      title: 'This user name is taken',
      action: 'Choose another one. Names of closed accounts are not given out again either.',
    },
    'too-large': {
      title: 'The file is too large',
      action: 'It was not uploaded. Split it, or ask the administration about the limit.',
    },
    'quota-exceeded': {
      title: 'Your clinic has not enough space for files',
      action: 'The file was not uploaded. Delete files that are no longer needed, or ask the administration for more.',
    },
    'storage-full': {
      title: 'The clinic’s storage is full',
      action: 'Nothing was stored. Tell the administration; send what is urgent by another way.',
    },
    'wrong-hash': {
      title: 'The file was damaged on the way',
      action: 'It was discarded so that nobody sees wrong data. Upload it once more.',
    },
    'report-open': {
      title: 'A signed report rests on this file',
      action: 'It was not deleted. It can be as soon as who asked has closed the consult.',
    },
    'rate-limited': {
      title: 'Too many requests in a short time',
      action: 'The last step was not carried out. Wait a minute and try again.',
    },
    internal: {
      title: 'Something went wrong',
      action:
        'It is not certain whether the last step was carried out. Look, and repeat it if needed; in urgent cases, phone.',
    },
  } satisfies Record<ErrorCode, ErrorText>,
})
