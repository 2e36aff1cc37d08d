import * as v from 'valibot'
import { consultBundle } from '#shared/fhir/consult-bundle.ts'
import type { ConsultRecord } from '#shared/fhir/consult-record.ts'
import { transactionOf } from '#shared/fhir/transaction.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import type { HandoverOutput, HandoverStep } from '#shared/record/api.ts'
import { type ClinicApi, unwrap } from '../clinic-api/index.ts'
import { faultOf, HandoverFailed, type HandoverFault, wordsOf } from './handover-fault.ts'

const timeoutMs = 60_000

/** Where it lies now, and how much of it was not there before. */
export type HandedOver = { place: string; added: number; known: number }

const transactionResponse = v.object({
  resourceType: v.literal('Bundle'),
  type: v.literal('transaction-response'),
  entry: v.array(v.object({ response: v.object({ status: v.string(), location: v.optional(v.string()) }) })),
})
/** As other servers write it, the address of a version of a resource, from the base or whole. */
const placeOf = (base: string, location: string): string => {
  const whole = URL.canParse(location) ? location : `${base}/${location.replace(/^\//, '')}`
  return whole.replace(/\/_history\/[^/]*$/, '')
}

const send = async (
  { url, withCredentials, signInUrl }: HandoverOutput,
  consult: ConsultRecord,
  signal: AbortSignal,
): Promise<HandedOver> => {
  const failed = (fault: HandoverFault, said: string | null = null) => new HandoverFailed(fault, said, signInUrl)
  const transaction = transactionOf(consultBundle(consult))
  let answer: Response
  let body: unknown
  try {
    answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/fhir+json', accept: 'application/fhir+json' },
      body: JSON.stringify(transaction),
      credentials: withCredentials ? 'include' : 'omit',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    })
    body = await answer.json().catch(() => null)
  } catch {
    signal.throwIfAborted()
    throw failed('silent')
  }
  if (!answer.ok) throw failed(faultOf(answer.status), wordsOf(body))
  const parsed = v.safeParse(transactionResponse, body)
  if (!parsed.success || parsed.output.entry.length !== transaction.entry.length) throw failed('not-fhir')
  const statuses = parsed.output.entry.map(({ response }) => response.status)
  const order = transaction.entry.findIndex(({ resource }) => resource.resourceType === 'ServiceRequest')
  const added = statuses.filter((status) => status.startsWith('201')).length
  return {
    place: placeOf(url, parsed.output.entry[order]?.response.location ?? ''),
    added,
    known: statuses.length - added,
  }
}

/**
 * Brings a consult to the FHIR server of the own clinic, from this browser and by no other way. Pressed again, nothing is
 * there twice. Throws `HandoverFailed`, or `ApiError` when the own service did not let it begin.
 */
export const handToRecord = async (
  api: ClinicApi,
  roomId: RoomId,
  build: () => Promise<ConsultRecord>,
  signal: AbortSignal,
): Promise<HandedOver> => {
  const enter = (step: HandoverStep) => unwrap(api.own.api.record.handovers.$post({ json: { roomId, step } }))
  const consult = await build()
  const where = await enter('begun')
  try {
    const handed = await send(where, consult, signal)
    await enter('handed-over').catch(() => undefined)
    return handed
  } catch (error) {
    await enter('not-handed-over').catch(() => undefined)
    throw error
  }
}
