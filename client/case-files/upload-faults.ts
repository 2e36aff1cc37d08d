import { codeOfStatus, type ErrorCode } from '#shared/errors.ts'
import { ApiError } from '../clinic-api/index.ts'
import { WorkerFault } from '../workers/worker-calls.ts'
import type { UploadFault } from './upload-state.ts'

/** What another try in a moment may change. */
const passing: readonly ErrorCode[] = [
  'internal',
  'rate-limited',
  'partner-unreachable',
  'store-unreachable',
  'not-signed-in',
]

/**
 * Why an upload does not go on. `silent`: nobody answers, it waits as long as it takes · `passing`: refused in a way
 * that may pass · `final`: not without the person.
 */
export type StopKind = 'silent' | 'passing' | 'final'

const kindOf = (code: ErrorCode): StopKind => {
  if (code === 'homeserver-unreachable') return 'silent'
  return passing.includes(code) ? 'passing' : 'final'
}

export class UploadStopped extends Error {
  override name = 'UploadStopped'
  readonly fault: UploadFault
  readonly kind: StopKind
  constructor(fault: UploadFault, kind: StopKind) {
    super(fault)
    this.fault = fault
    this.kind = kind
  }

  /** No answer came: no network, or the service is being started. */
  static unanswered = (): UploadStopped => new UploadStopped('internal', 'silent')

  static refused = (status: number, code: ErrorCode | null): UploadStopped => {
    // A gateway whose service is away, or a service whose homeserver is.
    if (status >= 502 && status <= 504) return new UploadStopped(code ?? 'internal', 'silent')
    const known = code ?? codeOfStatus(status)
    // The service knows another offset than we do, for instance after it was cut off: the next try asks for it.
    const isBehind = status === 409 || status === 423
    return new UploadStopped(known, isBehind ? 'passing' : kindOf(known))
  }

  static from = (error: unknown): UploadStopped => {
    if (error instanceof UploadStopped) return error
    if (error instanceof ApiError) return new UploadStopped(error.code, kindOf(error.code))
    if (error instanceof WorkerFault && error.fault === 'FileChanged') return new UploadStopped('file-changed', 'final')
    return new UploadStopped('internal', 'final')
  }
}
