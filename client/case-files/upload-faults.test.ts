import { describe, expect, it } from 'vitest'
import { ApiError } from '../clinic-api/index.ts'
import { WorkerFault } from '../workers/worker-calls.ts'
import { UploadStopped } from './upload-faults.ts'

describe('an upload that stops', () => {
  it.each([
    [401, 'not-signed-in', 'passing', 'not-signed-in'],
    [409, 'race-lost', 'passing', 'race-lost'],
    [413, 'quota-exceeded', 'final', 'quota-exceeded'],
    [413, null, 'final', 'too-large'],
    [403, 'not-a-member', 'final', 'not-a-member'],
    [429, null, 'passing', 'rate-limited'],
    [500, 'internal', 'passing', 'internal'],
    [502, null, 'silent', 'internal'],
    [503, 'homeserver-unreachable', 'silent', 'homeserver-unreachable'],
    [507, 'storage-full', 'final', 'storage-full'],
  ] as const)('with %i %s is %s, for %s', (status, code, kind, fault) => {
    expect(UploadStopped.refused(status, code)).toMatchObject({ kind, fault })
  })

  it('because the file is another now does not go on by itself', () => {
    expect(UploadStopped.from(new WorkerFault('FileChanged'))).toMatchObject({ kind: 'final', fault: 'file-changed' })
  })

  it('because nobody answered waits', () => {
    expect(UploadStopped.unanswered().kind).toBe('silent')
    expect(UploadStopped.from(new ApiError('homeserver-unreachable')).kind).toBe('silent')
    expect(UploadStopped.from(new ApiError('store-unreachable')).kind).toBe('passing')
  })
})
