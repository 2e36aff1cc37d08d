import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CompactSign, exportPKCS8, exportSPKI, generateKeyPair, importPKCS8 } from 'jose'
import * as v from 'valibot'
import { type FederationList, federationList } from '#shared/federation-list/list.ts'
import { readList } from './fetch-list.ts'

const algorithm = 'ES256'
const keyFile = 'list-key.pem'
const publicKeyFile = 'list-key.pub.pem'
const domainsFile = 'domains.json'
/** As gematik's list is called. */
const listFile = 'federationList.jws'

/** What an operator does wrong, in a sentence for whoever runs the command. */
export class OperatorError extends Error {
  override name = 'OperatorError'
}

/** The pair of keys that a list is signed with; what is there stays, since every clinic knows it. */
export const makeKeys = async (folder: string): Promise<string> => {
  if (existsSync(join(folder, keyFile))) throw new OperatorError(`There are keys in ${folder} already.`)
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true })
  const spki = await exportSPKI(publicKey)
  writeFileSync(join(folder, keyFile), await exportPKCS8(privateKey), { mode: 0o600, flag: 'wx' })
  writeFileSync(join(folder, publicKeyFile), spki)
  return spki
}

const readText = (folder: string, file: string): string => {
  try {
    return readFileSync(join(folder, file), 'utf8')
  } catch {
    throw new OperatorError(`There is no ${file} in ${folder}.`)
  }
}

const versionBefore = async (folder: string): Promise<number> => {
  if (!existsSync(join(folder, listFile))) return 0
  const read = await readList(readText(folder, listFile).trim(), readText(folder, publicKeyFile))
  if (!read.ok) throw new OperatorError(`${listFile} in ${folder} was not signed with these keys: mend that first.`)
  return read.value.list.version
}

/** `payload` as a JWS in compact form. */
export const sign = async (payload: unknown, privateKey: string): Promise<string> =>
  new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: algorithm })
    .sign(await importPKCS8(privateKey, algorithm))

/** Signs who is in `domains.json` as the next version, and puts it where the web server of the operator gives it out. */
export const publishList = async (folder: string, validHours: number, now: number): Promise<FederationList> => {
  const iat = Math.floor(now / 1000)
  let domainList: unknown
  try {
    domainList = JSON.parse(readText(folder, domainsFile))
  } catch (error) {
    if (error instanceof OperatorError) throw error
    throw new OperatorError(`${domainsFile} is not JSON.`)
  }
  const version = (await versionBefore(folder)) + 1
  const parsed = v.safeParse(federationList, { version, iat, exp: iat + Math.round(validHours * 3600), domainList })
  if (!parsed.success) {
    const places = parsed.issues.map((issue) => v.getDotPath(issue) ?? domainsFile)
    throw new OperatorError(`${domainsFile} does not fit: ${places.join(', ')}.`)
  }
  const jws = await sign(parsed.output, readText(folder, keyFile))
  // Whoever asks meanwhile gets the one or the other, never a part.
  writeFileSync(join(folder, `${listFile}.new`), jws)
  renameSync(join(folder, `${listFile}.new`), join(folder, listFile))
  return parsed.output
}
