import { toBase64 } from './hash-text.ts'

const secretBytes = 32

/** As `shared/calls/guests.ts` takes it. */
export const newSecret = (): string =>
  toBase64(crypto.getRandomValues(new Uint8Array(secretBytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
