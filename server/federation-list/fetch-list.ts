import { createHash } from 'node:crypto'
import { compactVerify, importSPKI } from 'jose'
import * as v from 'valibot'
import { type FederationList, federationList, type ListFault } from '#shared/federation-list/list.ts'
import type { ServerName } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { whileReachable } from '../partners/apply-policy.ts'
import { askOn, isOpen, openLine } from '../partners/partner-line.ts'

/** By which an operator may sign. */
const algorithms = ['ES256', 'ES384', 'EdDSA']

export type FetchedList = { list: FederationList; contentHash: string }

/** Whether a text is a list that the holder of this key signed. */
export const readList = async (jws: string, publicKey: string): Promise<Result<FetchedList, ListFault>> => {
  let payload: Uint8Array
  try {
    const algorithm = String(JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString()).alg)
    payload = (await compactVerify(jws, await importSPKI(publicKey, algorithm), { algorithms })).payload
  } catch {
    return refused('wrong-signature')
  }
  try {
    const list = v.parse(federationList, JSON.parse(new TextDecoder().decode(payload)))
    return ok({ list, contentHash: createHash('sha256').update(payload).digest('hex') })
  } catch {
    return refused('not-a-list')
  }
}

export type FetchList = (url: string) => Promise<string | null>

/** Through the own gateway, as everything that leaves the clinic; null when nobody answers. */
export const fetchListOf =
  (context: Context): FetchList =>
  async (url) => {
    const { host, hostname, pathname, search } = new URL(url)
    try {
      return await whileReachable(context, hostname as ServerName, async () => {
        const line = await openLine(context.config, host, context.now())
        if (!isOpen(line)) return null
        const answer = await askOn(line, host, `${pathname}${search}`)
        return answer.status === 200 ? answer.text.trim() : null
      })
    } catch {
      return null
    }
  }
