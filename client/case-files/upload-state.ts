import type { ErrorCode } from '#shared/errors.ts'
import type { RoomId } from '#shared/matrix/ids.ts'

/** Why an upload cannot go on by itself. */
export type UploadFault = ErrorCode | 'file-changed'

/**
 * The life of one upload:
 *
 * | state      | shown                               | on entry                                                       |
 * | ---------- | ----------------------------------- | -------------------------------------------------------------- |
 * | queued     | waits its turn                      | the plan with its key is kept, sealed, on this device          |
 * | preparing  | is checked                          | what was sent before is read again: it must be the same file   |
 * | uploading  | bytes, rate, time left              | chunks are encrypted and sent as the service takes them        |
 * | waiting    | for what, and that it goes on       | next try soon, or when the browser is online again             |
 * | completing | is checked at the clinic            | the hash is kept, then the service compares and stores         |
 * | announcing | is being sent into the conversation | the encrypted event is in the outbox, the plan is forgotten    |
 * | paused     | paused, with a way to go on         | the request is cut; what the service has stays there           |
 * | off        | until when it stays so              | the clinic has switched case files off: queued when they are on |
 * | needs-file | "choose the file again"             | after a reload the browser no longer has the file              |
 * | failed     | the reason and what to do           | kept until the person decides: again, or not at all            |
 *
 * queued → preparing → uploading ⇄ waiting → completing → announcing → gone, the event shows the file.
 * From all but announcing: paused, or cancelled, which removes it here and at the service.
 */
export type UploadState =
  | { kind: 'queued' }
  | { kind: 'preparing' }
  | { kind: 'uploading' }
  | { kind: 'waiting'; isForStore: boolean }
  | { kind: 'completing' }
  | { kind: 'announcing' }
  | { kind: 'paused' }
  | { kind: 'off' }
  | { kind: 'needs-file' }
  | { kind: 'failed'; fault: UploadFault }

export type UploadEntry = {
  id: string
  roomId: RoomId
  name: string
  mimeType: string
  sizeBytes: number
  isStudy: boolean
  state: UploadState
  /** Of the ciphertext, as the service has taken them. */
  sentBytes: number
  /** Bytes per second over the last seconds; null while that says nothing. */
  rate: number | null
}

export const isActive = ({ kind }: UploadState): boolean =>
  kind === 'preparing' || kind === 'uploading' || kind === 'waiting' || kind === 'completing'

/** The person may stop it and go on later. */
export const mayPause = ({ kind }: UploadState): boolean =>
  kind === 'queued' || kind === 'preparing' || kind === 'uploading' || kind === 'waiting'

export const mayCancel = ({ kind }: UploadState): boolean => kind !== 'announcing' && kind !== 'completing'
