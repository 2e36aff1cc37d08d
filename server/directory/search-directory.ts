import * as v from 'valibot'
import { type SearchOutput, type SearchPart, searchOutput, type searchQuery } from '#shared/directory/api.ts'
import { searchWords } from '#shared/directory/search-text.ts'
import { type ServerName, serverOf } from '#shared/matrix/ids.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { partnersWithDirectory } from '../partners/queries.ts'
import { personView, serviceView } from './directory-view.ts'
import { findPeople, findServices } from './queries.ts'

type Search = v.InferOutput<typeof searchQuery>

/** Per clinic: who has not found it among these types another letter. */
const maxPeople = 50
const maxServices = 50
const partnerTimeoutMs = 2_000

export const searchOwn = (
  { config, db, now }: Pick<Context, 'config' | 'db' | 'now'>,
  { q, specialty }: Search,
  { isForPartner, isOpened = () => true }: { isForPartner: boolean; isOpened?: (serviceId: string) => boolean },
): Result<SearchOutput, never> => {
  const words = searchWords(q)
  return ok({
    people: findPeople(db, { words, specialty, limit: maxPeople, isForPartner }).map((row) =>
      personView(db, row, now()),
    ),
    services: findServices(db, { words, specialty, limit: maxServices })
      .filter(({ id }) => isOpened(id))
      .map((row) => serviceView(db, row, config.clinic.serverName)),
    unreachable: [],
  })
}

/** A clinic speaks for its own departments and people only. */
const onlyItsOwn = (server: ServerName, { people, services }: SearchOutput) => ({
  people: people.filter(({ userId }) => serverOf(userId) === server).slice(0, maxPeople),
  services: services.filter(({ serverName }) => serverName === server).slice(0, maxServices),
})

const askPartner = async (
  { federation }: Pick<Context, 'federation'>,
  server: ServerName,
  { q, specialty }: Search,
): Promise<Pick<SearchOutput, 'people' | 'services'> | null> => {
  const query = new URLSearchParams({ q, ...(specialty ? { specialty } : {}) })
  try {
    const path = `/api/directory/local-search?${query}`
    const answer = await federation.callPartner<unknown>(server, 'GET', path, undefined, partnerTimeoutMs)
    return onlyItsOwn(server, v.parse(searchOutput, answer))
  } catch {
    return null
  }
}

/** Nobody waits longer than this for a clinic that is away. */
export const orLate = async <T>(asking: Promise<T | null>): Promise<T | null> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), partnerTimeoutMs)
  })
  return Promise.race([asking, late]).finally(() => clearTimeout(timer))
}

type Parts = Pick<Context, 'config' | 'db' | 'federation' | 'now'>

/** Tells of each clinic as soon as it answers, the own one first; ends when the last has, or is late. */
export const searchArriving = async (
  context: Parts,
  search: Search,
  tell: (part: SearchPart) => Promise<unknown>,
): Promise<void> => {
  const { serverName: ownServer } = context.config.clinic
  const partners = partnersWithDirectory(context.db)
  await tell({ state: 'asked', servers: [ownServer, ...partners] })
  const asking = partners.map(async (server) => {
    const found = await orLate(askPartner(context, server, search))
    await tell(found ? { state: 'answered', server, ...found } : { state: 'silent', server })
  })
  const own = searchOwn(context, search, { isForPartner: false })
  if (own.ok) {
    const { people, services } = own.value
    await tell({ state: 'answered', server: ownServer, people, services })
  }
  await Promise.all(asking)
}

/** The own clinic and every active partner, all at once. */
export const searchDirectory = async (context: Parts, search: Search): Promise<Result<SearchOutput, never>> => {
  const partners = partnersWithDirectory(context.db)
  const answers = await Promise.all(
    partners.map(async (server) => ({ server, found: await orLate(askPartner(context, server, search)) })),
  )
  const own = searchOwn(context, search, { isForPartner: false })
  const found = [...(own.ok ? [own.value] : []), ...answers.flatMap((answer) => answer.found ?? [])]
  return ok({
    people: found.flatMap(({ people }) => people),
    services: found.flatMap(({ services }) => services),
    unreachable: answers.filter((answer) => !answer.found).map(({ server }) => server),
  })
}
