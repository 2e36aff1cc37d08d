import { type Accessor, createEffect, createSignal } from 'solid-js'
import * as v from 'valibot'
import { acceptWithinMs } from '#shared/consults/priority.ts'
import type { HealthcareService } from '#shared/directory/api.ts'
import { type RoomId, serverOf, serviceAccountOf, type UserId } from '#shared/matrix/ids.ts'
import { mostCalled } from '#shared/urgent/alert.ts'
import { answerWithin, type Urgency, urgencies } from '#shared/urgent/alert-content.ts'
import { type AlertInput, type ChainLink, chainLink } from '#shared/urgent/api.ts'
import { type ClinicApi, unwrap } from '../clinic-api/index.ts'
import type { RoomMember, Session } from '../matrix/types.ts'

const chosen = v.object({
  priority: v.picklist(urgencies),
  answerWithin,
  /** Null: what is suggested. */
  chain: v.nullable(v.array(chainLink)),
})
type Chosen = v.InferOutput<typeof chosen>

/** Departments on duty: those of the people to whom one writes, and all others. */
export type Departments = { suggested: HealthcareService[]; others: HealthcareService[] }

const minuteMs = 60_000
export const answerTimes = [2, 5, 15, 30, 60, 120, 240].map((minutes) => minutes * minuteMs)

const mostSuggested = 3
const suggestWithinMs = 3_000

export const linkOf = ({ id, serverName }: Pick<HealthcareService, 'id' | 'serverName'>): ChainLink => ({
  kind: 'service',
  id,
  serverName,
})
export const isSameLink = (a: ChainLink, b: ChainLink): boolean =>
  a.kind === 'service' && b.kind === 'service' ? a.id === b.id && a.serverName === b.serverName : false

/** Whose answer is wanted: everybody else in the conversation, but for the accounts of services. */
export const receiversOf = (members: readonly RoomMember[], me: UserId): UserId[] =>
  members
    .filter(({ userId, serverName }) => userId !== me && userId !== serviceAccountOf(serverName))
    .map(({ userId }) => userId)

const readDepartments = async (api: ClinicApi, people: UserId[]): Promise<Departments> => {
  const [directory, { services }] = await Promise.all([
    unwrap(api.own.api.directory.people.$get({ query: { userId: people } })),
    unwrap(api.own.api.directory.search.$get({ query: { q: '' } })),
  ])
  const homes = new Set(directory.people.map(({ serviceId, userId }) => `${serviceId} ${serverOf(userId)}`))
  const onDuty = services.filter(({ onCallCount }) => onCallCount > 0)
  const isHome = ({ id, serverName }: HealthcareService) => homes.has(`${id} ${serverName}`)
  const suggested = onDuty.filter(isHome).slice(0, mostSuggested)
  return { suggested, others: onDuty.filter((one) => !suggested.includes(one)) }
}

/** How urgently what is being written in a room must be answered, and who is called when nobody does. */
export type UrgencyChoice = {
  chosen: Accessor<Chosen | null>
  departments: Accessor<Departments | 'loading' | 'unknown'>
  /** Null: too many people, or nobody. */
  mayChoose: Accessor<boolean>
  load(): void
  choose(priority: Urgency): void
  answerIn(ms: number): void
  setChain(chain: ChainLink[]): void
  drop(): void
  /** What goes with the message; null when it is an ordinary one. */
  ready(): Promise<Pick<AlertInput, 'priority' | 'answerWithin' | 'to' | 'chain'> | null>
}

/** Call under a Solid owner. Kept as a draft, beside the text that it is about. */
export const createUrgencyChoice = (
  session: Pick<Session, 'drafts' | 'userId'>,
  api: ClinicApi,
  roomId: RoomId,
  members: Accessor<RoomMember[]>,
): UrgencyChoice => {
  const name = `urgency ${roomId}`
  const kept = v.safeParse(chosen, session.drafts.read(name))
  const [current, setCurrent] = createSignal<Chosen | null>(kept.success ? kept.output : null)
  const [departments, setDepartments] = createSignal<Departments | 'loading' | 'unknown'>('loading')
  let loading: Promise<Departments | null> | undefined
  const receivers = () => receiversOf(members(), session.userId)
  createEffect(() => session.drafts.keep(name, current()))

  const load = (): Promise<Departments | null> => {
    loading ??= readDepartments(api, receivers()).then(
      (found) => {
        setDepartments(found)
        return found
      },
      () => {
        loading = undefined
        setDepartments('unknown')
        return null
      },
    )
    return loading
  }
  const change = (news: Partial<Chosen>) => setCurrent((before) => before && { ...before, ...news })
  const suggested = async (): Promise<ChainLink[]> => {
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), suggestWithinMs))
    return (await Promise.race([load(), late]))?.suggested.map(linkOf) ?? []
  }
  if (current()) void load()

  return {
    chosen: current,
    departments,
    mayChoose: () => receivers().length > 0 && receivers().length <= mostCalled,
    load: () => void load(),
    choose(priority) {
      void load()
      setCurrent((before) => ({ priority, answerWithin: acceptWithinMs[priority], chain: before?.chain ?? null }))
    },
    answerIn: (ms) => change({ answerWithin: ms }),
    setChain: (chain) => change({ chain }),
    drop: () => setCurrent(null),
    async ready() {
      const now = current()
      return now && { ...now, to: receivers(), chain: now.chain ?? (await suggested()) }
    },
  }
}
