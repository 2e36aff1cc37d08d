import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Key and certificate with its chain, both PEM, and the directory of the authority that they come from. */
export type Pair = { key: string; certificate: string; directoryUrl: string }

const origin = 'Authority: '

export const certificateFolderIn = (folder: string): string => {
  const place = join(folder, 'certificate')
  mkdirSync(place, { recursive: true, mode: 0o700 })
  return place
}

/** Key and chain are one file, which readers of PEM allow: whoever opens it has two that fit, at any moment. */
export const pairFileIn = (folder: string): string => join(folder, 'certificate', 'tls.pem')

/** A reader sees what was there before, or all of it: also after a power cut. */
export const replaceFile = (file: string, content: string): void => {
  writeFileSync(`${file}.new`, content, { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
}

/** What stands before the first block explains it (RFC 7468, section 5.2) and is no part of it. */
export const writePair = (folder: string, { key, certificate, directoryUrl }: Pair): void => {
  certificateFolderIn(folder)
  replaceFile(pairFileIn(folder), `${origin}${directoryUrl}\n${key.trim()}\n${certificate.trim()}\n`)
}

const block = (text: string, kind: string) =>
  text.match(new RegExp(`-----BEGIN ${kind}-----[^-]+-----END ${kind}-----`, 'g'))?.join('\n') ?? ''

/** Null: there is none. Parts that are missing are empty. */
export const readPair = (folder: string): Pair | null => {
  let text: string
  try {
    text = readFileSync(pairFileIn(folder), 'utf8')
  } catch {
    return null
  }
  return {
    key: block(text, '(?:EC |RSA )?PRIVATE KEY'),
    certificate: block(text, 'CERTIFICATE'),
    directoryUrl: text.startsWith(origin) ? text.slice(origin.length, text.indexOf('\n')) : '',
  }
}
