import { type Accessor, createEffect, createSignal } from 'solid-js'
import * as v from 'valibot'
import { acceptWithinMs } from '#shared/consults/priority.ts'
import type { HealthcareService } from '#shared/directory/api.ts'
import { type RoomId, type ServerName, serverOf, serviceAccountOf, type UserId } from '#shared/matrix/ids.ts'
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

/** Who can stand in the chain: somebody's cover, or a department on duty. */
export type ChainOption = { link: ChainLink; name: string; serverName: ServerName }
/** Those that belong to the people to whom one writes, and all others. */
export type ChainOptions = { suggested: ChainOption[]; others: ChainOption[] }

/** Whether consults are agreed with a clinic. */
type MayAsk = (server: ServerName) => boolean

const minuteMs = 60_000
export const answerTimes = [2, 5, 15, 30, 60, 120, 240].map((minutes) => minutes * minuteMs)

const mostSuggested = 3
const suggestWithinMs = 3_000

export const keyOf = (link: ChainLink): string =>
  link.kind === 'person' ? link.userId : `${link.id} ${link.serverName}`

/** Whose answer is wanted: everybody else in the conversation, but for the accounts of services. */
export const receiversOf = (members: readonly RoomMember[], me: UserId): UserId[] =>
  members
    .filter(({ userId, serverName }) => userId !== me && userId !== serviceAccountOf(serverName))
    .map(({ userId }) => userId)

const optionOf = ({ id, name, serverName }: HealthcareService): ChainOption => ({
  link: { kind: 'service', id, serverName },
  name,
  serverName,
})

const readOptions = async (api: ClinicApi, people: UserId[], mayAsk: MayAsk): Promise<ChainOptions> => {
  const entriesOf = async (userId: UserId[]) =>
    userId.length === 0 ? [] : (await unwrap(api.own.api.directory.people.$get({ query: { userId } }))).people
  const [entries, { services }] = await Promise.all([
    entriesOf(people),
    unwrap(api.own.api.directory.search.$get({ query: { q: '' } })),
  ])
  const covers = entries.flatMap(({ notAvailable }) => notAvailable?.cover ?? []).filter((id) => !people.includes(id))
  const deputies = (await entriesOf(covers)).map(
    ({ userId, name }): ChainOption => ({ link: { kind: 'person', userId }, name, serverName: serverOf(userId) }),
  )
  const homes = new Set(entries.map(({ serviceId, userId }) => `${serviceId} ${serverOf(userId)}`))
  // Who is on duty elsewhere is called as for a consult.
  const isCallable = ({ onCallCount, serverName }: HealthcareService) => onCallCount > 0 && mayAsk(serverName)
  const onDuty = services.filter(isCallable).map(optionOf)
  const departments = onDuty.filter(({ link }) => homes.has(keyOf(link))).slice(0, mostSuggested)
  return { suggested: [...deputies, ...departments], others: onDuty.filter((one) => !departments.includes(one)) }
}

/** How urgently what is being written in a room must be answered, and who is called when nobody does. */
export type UrgencyChoice = {
  chosen: Accessor<Chosen | null>
  options: Accessor<ChainOptions | 'loading' | 'unknown'>
  /** Why nothing here can be urgent; null: it can. */
  hindrance: Accessor<'messagesOff' | 'nobodyElse' | 'tooMany' | null>
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
  /** It goes now, and the directory has not said who comes after those in the conversation. */
  onWithoutChain: () => void,
  mayAsk: MayAsk,
): UrgencyChoice => {
  const name = `urgency ${roomId}`
  const kept = v.safeParse(chosen, session.drafts.read(name))
  const [current, setCurrent] = createSignal<Chosen | null>(kept.success ? kept.output : null)
  const [options, setOptions] = createSignal<ChainOptions | 'loading' | 'unknown'>('loading')
  let loading: Promise<ChainOptions | null> | undefined
  const receivers = () => receiversOf(members(), session.userId)
  // A consult keeps its conversation without messages; who is alerted depends on them.
  const inForce = () => (api.has('messaging') ? current() : null)
  createEffect(() => session.drafts.keep(name, current()))

  const load = (): Promise<ChainOptions | null> => {
    loading ??= readOptions(api, receivers(), mayAsk).then(
      (found) => {
        setOptions(found)
        return found
      },
      () => {
        loading = undefined
        setOptions('unknown')
        return null
      },
    )
    return loading
  }
  const change = (news: Partial<Chosen>) => setCurrent((before) => before && { ...before, ...news })
  const suggested = async (): Promise<ChainLink[]> => {
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), suggestWithinMs))
    const found = await Promise.race([load(), late])
    if (!found) onWithoutChain()
    return found?.suggested.map(({ link }) => link) ?? []
  }
  if (current()) void load()

  return {
    chosen: inForce,
    options,
    hindrance: () => {
      if (!api.has('messaging')) return 'messagesOff'
      if (receivers().length === 0) return 'nobodyElse'
      return receivers().length > mostCalled ? 'tooMany' : null
    },
    load: () => void load(),
    choose(priority) {
      // Who is on duty, and who is away, may have changed since the last urgent message here.
      if (!current()) loading = undefined
      void load()
      setCurrent((before) => ({ priority, answerWithin: acceptWithinMs[priority], chain: before?.chain ?? null }))
    },
    answerIn: (ms) => change({ answerWithin: ms }),
    setChain: (chain) => change({ chain }),
    drop: () => setCurrent(null),
    async ready() {
      const now = inForce()
      return now && { ...now, to: receivers(), chain: now.chain ?? (await suggested()) }
    },
  }
}
