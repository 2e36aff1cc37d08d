import { AsyncLocalStorage } from 'node:async_hooks'
import { Agent } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Authorization, axios, Client, crypto, type Order } from 'acme-client'
import * as v from 'valibot'
import { trustedAuthorities } from '../trusted-authorities.ts'
import type { AcmeSettings } from './acme-settings.ts'
import type { Challenges } from './challenges.ts'
import { problemIn, retryAfter, type Step } from './problem.ts'

/** The door to the ACME client: what a node asks of a certificate authority. */

const timeoutMs = 30_000
const pollMs = 1_000
const patienceMs = 90_000

/** It answers, and not as an authority does; `message` says what. */
export class NoAuthority extends Error {
  override name = 'NoAuthority'
}

class Refusal extends Error {
  readonly document: unknown
  readonly notBefore: Date | null
  constructor(document: unknown, notBefore: Date | null) {
    super('the authority refuses')
    this.document = document
    this.notBefore = notBefore
  }
}

// The client has one way out for the whole process: what a request may trust, and when it is given up, comes along here.
const way = new AsyncLocalStorage<{ httpsAgent: Agent; signal?: AbortSignal }>()

const trusting = <T>(caFile: string | null, work: () => Promise<T>, signal?: AbortSignal): Promise<T> =>
  way.run({ httpsAgent: new Agent({ ca: trustedAuthorities(caFile) }), ...(signal ? { signal } : {}) }, work)

// The client's own repeats would sleep for as long as a rate limit lasts, and lose why a server is not reached.
axios.interceptors.request.clear()
axios.interceptors.response.clear()
axios.interceptors.request.use((request) => Object.assign(request, way.getStore()))
axios.interceptors.response.use((answer) => {
  const problem = problemIn(answer.data, { step: 'order' })
  // A nonce that was used up is no refusal: the client takes the next one.
  if (answer.status < 400 || problem?.type === 'badNonce') return answer
  if (problem) throw new Refusal(answer.data, retryAfter(answer.headers['retry-after'], new Date()))
  throw new NoAuthority(`it answered ${answer.status}`)
})
axios.defaults.timeout = timeoutMs

const during = async <T>(step: Step, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw problemIn(error.document, { step, notBefore: error.notBefore })
  }
}

const directorySchema = v.object({
  newAccount: v.string(),
  newOrder: v.string(),
  meta: v.optional(
    v.object({ termsOfService: v.optional(v.string()), externalAccountRequired: v.optional(v.boolean(), false) }),
    {},
  ),
})

export type Directory = { terms: string | null; wantsExternalAccount: boolean }

const askDirectory = async (directoryUrl: string): Promise<Directory> => {
  const { data } = await axios.get(directoryUrl, { validateStatus: null })
  const read = v.safeParse(directorySchema, data)
  if (!read.success) throw new NoAuthority('its answer is no directory of ACME')
  const { termsOfService, externalAccountRequired } = read.output.meta
  return { terms: termsOfService ?? null, wantsExternalAccount: externalAccountRequired }
}

/** What an authority asks for before it knows somebody. Throws `NoAuthority`, or what keeps it from being reached. */
export const readDirectory = (directoryUrl: string, caFile: string | null): Promise<Directory> =>
  trusting(caFile, () => askDirectory(directoryUrl))

export const newKey = async (): Promise<string> => String(await crypto.createPrivateEcdsaKey('P-256'))

const isUnknown = (error: unknown) =>
  error instanceof Refusal && problemIn(error.document, { step: 'account' })?.type === 'accountDoesNotExist'

/** By the account's key: so whoever was interrupted after it was made finds it again. */
const openAccount = async (client: Client, { email, agreesToTerms }: AcmeSettings) => {
  const contact = [`mailto:${email}`]
  try {
    await client.createAccount({ onlyReturnExisting: true })
    await client.updateAccount({ contact })
  } catch (error) {
    if (!isUnknown(error)) throw error
    await client.createAccount({ contact, termsOfServiceAgreed: agreesToTerms })
  }
}

const faultIn = ({ identifier, challenges }: Authorization) =>
  challenges.flatMap(({ error }) => problemIn(error, { step: 'validation', about: identifier.value }) ?? [])

const becomes = async (client: Client, order: Order, step: Step, signal: AbortSignal): Promise<Order> => {
  const until = Date.now() + patienceMs
  const before = order.status
  let seen = order
  while (seen.status === before || seen.status === 'processing') {
    if (Date.now() > until) throw new NoAuthority(`it has not decided within ${patienceMs / 1000} seconds`)
    await sleep(pollMs, undefined, { signal })
    seen = await client.getOrder(seen)
  }
  if (seen.status !== 'invalid') return seen
  const [fault] = (await client.getAuthorizations(seen)).flatMap(faultIn)
  throw fault ?? problemIn(seen.error, { step }) ?? new NoAuthority('it refuses without a reason')
}

const prove = async (client: Client, authorization: Authorization, challenges: Challenges) => {
  if (authorization.status === 'valid') return
  const challenge = authorization.challenges.find(({ type }) => type === 'http-01')
  if (!challenge) throw new NoAuthority(`it does not offer HTTP-01 for ${authorization.identifier.value}`)
  challenges.answer(challenge.token, await client.getChallengeKeyAuthorization(challenge))
  await client.completeChallenge(challenge)
}

type Wish = {
  settings: AcmeSettings
  names: readonly string[]
  accountKey: string
  /** The key of the external account, as the authority has given it; null without one. */
  externalKey: string | null
  caFile: string | null
}

const order = async (
  { settings, names, accountKey, externalKey }: Wish,
  challenges: Challenges,
  signal: AbortSignal,
) => {
  const { directoryUrl, externalAccount } = settings
  await askDirectory(directoryUrl)
  const client = new Client({
    directoryUrl,
    accountKey,
    ...(externalAccount && externalKey
      ? { externalAccountBinding: { kid: externalAccount.kid, hmacKey: externalKey } }
      : {}),
  })
  await during('account', () => openAccount(client, settings))
  const asked = await during('order', () =>
    client.createOrder({ identifiers: names.map((value) => ({ type: 'dns', value })) }),
  )
  const proven = await during('validation', async () => {
    const authorizations = await client.getAuthorizations(asked)
    await Promise.all(authorizations.map((authorization) => prove(client, authorization, challenges)))
    return asked.status === 'pending' ? becomes(client, asked, 'validation', signal) : asked
  })
  return during('order', async () => {
    const [key, request] = await crypto.createCsr({ altNames: [...names] }, await newKey())
    const finalized = await client.finalizeOrder(proven, request)
    const ready = finalized.status === 'valid' ? finalized : await becomes(client, finalized, 'order', signal)
    return { certificate: await client.getCertificate(ready), key: String(key) }
  })
}

/** Certificate with its chain, and its key, which is a new one each time. Throws `AcmeProblem`, or as `readDirectory`. */
export const orderCertificate = (
  wish: Wish,
  challenges: Challenges,
  signal: AbortSignal,
): Promise<{ certificate: string; key: string }> => trusting(wish.caFile, () => order(wish, challenges, signal), signal)
