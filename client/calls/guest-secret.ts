const secretBytes = 32

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes)).replaceAll('=', '')

/** As `shared/calls/guests.ts` takes it. */
export const newSecret = (): string =>
  toBase64(crypto.getRandomValues(new Uint8Array(secretBytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')

export const hashText = async (text: string): Promise<string> =>
  toBase64(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))))
