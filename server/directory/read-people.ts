import * as v from 'valibot'
import { type PeopleOutput, type PractitionerRole, peopleOutput } from '#shared/directory/api.ts'
import { type ServerName, serverOf, type UserId } from '#shared/matrix/ids.ts'
import { ok, type Result } from '#shared/result.ts'
import { standingOfServer } from '../auth/standing-of-server.ts'
import type { Context, Person } from '../context.ts'
import { includes } from '../partners/queries.ts'
import { personView } from './directory-view.ts'
import { peopleByIds } from './queries.ts'

const partnerTimeoutMs = 2_000
/** Whether somebody can be reached changes at any time. */
const keptMs = 10_000
const maxKept = 20_000

type Parts = Pick<Context, 'config' | 'db' | 'federation' | 'now'>
/** `null`: the partner does not publish this person. */
type Kept = { person: PractitionerRole | null; until: number }
const keptOf = new WeakMap<Context['db'], Map<UserId, Kept>>()

const askPartner = async (
  { federation }: Parts,
  server: ServerName,
  ids: readonly UserId[],
): Promise<Map<UserId, PractitionerRole> | null> => {
  const query = new URLSearchParams(ids.map((id): [string, string] => ['userId', id]))
  try {
    const path = `/api/directory/people?${query}`
    const answer = await federation.callPartner<unknown>(server, 'GET', path, undefined, partnerTimeoutMs)
    const { people } = v.parse(peopleOutput, answer)
    return new Map(people.filter(({ userId }) => serverOf(userId) === server).map((person) => [person.userId, person]))
  } catch {
    return null
  }
}

/** People of one partner; null when it does not answer and we do not know all of them. */
const readPartners = async (context: Parts, server: ServerName, ids: readonly UserId[]) => {
  const kept = keptOf.get(context.db) ?? new Map<UserId, Kept>()
  keptOf.set(context.db, kept)
  const missing = ids.filter((id) => (kept.get(id)?.until ?? 0) <= context.now())
  const asked = missing.length === 0 ? new Map() : await askPartner(context, server, missing)
  if (kept.size > maxKept) kept.clear()
  if (asked) for (const id of missing) kept.set(id, { person: asked.get(id) ?? null, until: context.now() + keptMs })
  return { isComplete: asked !== null, people: ids.flatMap((id) => kept.get(id)?.person ?? []) }
}

/** Name, title, specialty and availability of the people of a room. Partners are told of our own people only. */
export const readPeople = async (
  context: Parts,
  caller: Pick<Person, 'serverName'>,
  ids: readonly UserId[],
): Promise<Result<PeopleOutput, never>> => {
  const own = ids.filter((id) => standingOfServer(context, serverOf(id)) === 'own')
  const people = peopleByIds(context.db, own).map((row) => personView(context.db, row, context.now()))
  if (standingOfServer(context, caller.serverName) !== 'own') return ok({ people, unreachable: [] })

  const byServer = Map.groupBy(new Set(ids), serverOf)
  const partners = [...byServer].filter(
    ([server]) => standingOfServer(context, server) === 'partner' && includes(context.db, server, 'directory'),
  )
  const answers = await Promise.all(
    partners.map(async ([server, theirs]) => ({ server, ...(await readPartners(context, server, theirs)) })),
  )
  return ok({
    people: [...people, ...answers.flatMap((answer) => answer.people)],
    unreachable: answers.filter(({ isComplete }) => !isComplete).map(({ server }) => server),
  })
}
