import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup, untrack } from 'solid-js'
import {
  heard,
  isGivenTo,
  type Lead,
  led,
  nobodyLeads,
  withoutAbsent,
  withoutLead,
  withoutSilent,
} from '#shared/co-reading/leading.ts'
import { type CoReadingMessage, readMessage, writeMessage } from '#shared/co-reading/message.ts'
import type { ReadingView } from '#shared/co-reading/view.ts'
import type { Call } from '../calls/index.ts'
import type { CallMember } from '../matrix/types.ts'
import { createPace } from './pace.ts'

/** Said again so often: for who comes later, and for who was cut off. */
const againMs = 2_000

export type CoReading = {
  /** Who leads, ourselves among them; null: nobody does. */
  lead: Accessor<Lead | null>
  isOwn: Accessor<boolean>
  /** Of one who does not lead: whether what is seen here is what is shown. */
  isFollowing: Accessor<boolean>
  /** From now on all see what is seen here, beginning with `view`; null: with what is in sight anyway. */
  begin(fileId: string, view: ReadingView | null): void
  give(name: string): void
  end(): void
  leave(): void
  follow(): void
  /** What the viewer here is to show. */
  led: Accessor<ReadingView | null>
  reached(view: ReadingView): void
  /** A viewer opens, perhaps once more: it goes where we were. */
  resume(): void
  tell(view: ReadingView): void
}

type Parts = { data: Call['data']; members: Accessor<readonly CallMember[]> }

/** What is looked at together in a call. Under an owner that lives as long as one looks along. */
export const createCoReading = ({ data, members }: Parts): CoReading => {
  const [leading, setLeading] = createSignal(nobodyLeads)
  const [isFollowing, setFollowing] = createSignal(true)
  /** Where the viewer has to go before what it tells is what we lead to. */
  const [start, setStart] = createSignal<ReadingView | null>(null)
  const lead = createMemo(() => leading().lead)
  const isOwn = createMemo(() => lead()?.by === data.ownName)
  let inSight: ReadingView | null = null
  const life = Date.now()
  let sequence = 0

  const say = (message: CoReadingMessage, isReliable: boolean) =>
    void data.send(new TextEncoder().encode(writeMessage(message)), isReliable)
  const common = (term: number) => {
    sequence += 1
    return { version: 1 as const, life, term, sequence }
  }
  const show = (isReliable: boolean) => {
    const own = untrack(lead)
    if (own?.by !== data.ownName) return
    say({ ...common(own.term), kind: 'show', fileId: own.fileId, view: inSight }, isReliable)
  }
  const pace = createPace({ onMove: () => show(false), onRest: () => show(true) })

  onCleanup(
    data.onData((from, plain) => {
      const message = readMessage(new TextDecoder().decode(plain))
      if (!message) return
      const before = leading()
      const said = { from, message, now: Date.now() }
      if (isGivenTo(before, said, data.ownName)) return begin(before.lead?.fileId ?? '', null)
      const after = heard(before, said)
      // Who begins anew is followed; who takes over, only by those who follow.
      if (!before.lead && after.lead) setFollowing(true)
      if (before.lead?.by === data.ownName && after.lead?.by !== data.ownName) setFollowing(true)
      setLeading(after)
    }),
  )
  // Whoever could not open what we seal may now.
  onCleanup(data.onKey(() => show(true)))
  // Who is no member of the call leads nobody; who comes sees at once what is shown.
  createEffect(
    on(members, (present) => {
      setLeading((before) =>
        withoutAbsent(before, new Set([data.ownName, ...present.map(({ livekitIdentity }) => livekitIdentity)])),
      )
      show(true)
    }),
  )
  const timer = setInterval(() => {
    if (isOwn()) return show(true)
    const after = withoutSilent(leading(), Date.now())
    if (after === leading()) return
    // That it is over was not said: what is open here stays open.
    setFollowing(false)
    setLeading(after)
  }, againMs)
  onCleanup(() => clearInterval(timer))

  const begin = (fileId: string, view: ReadingView | null) => {
    const before = untrack(leading)
    // Whoever takes over has it open: what they see counts.
    if (view || before.lead?.fileId !== fileId) inSight = view
    setStart(view)
    setLeading(led(before, { by: data.ownName, fileId, view, heardAt: Date.now() }))
    show(true)
  }
  const end = () => {
    const own = untrack(lead)
    if (own?.by !== data.ownName) return
    say({ ...common(own.term), kind: 'end' }, true)
    setLeading(withoutLead)
  }
  onCleanup(end)

  return {
    lead,
    isOwn,
    isFollowing,
    begin,
    give(to) {
      const own = untrack(lead)
      if (own?.by === data.ownName) say({ ...common(own.term), kind: 'give', to }, true)
    },
    end,
    leave: () => setFollowing(false),
    follow: () => setFollowing(true),
    led: () => (isOwn() ? start() : isFollowing() ? (lead()?.view ?? null) : null),
    reached: (view) => setStart((before) => (before === view ? null : before)),
    resume() {
      if (untrack(isOwn)) setStart((before) => before ?? inSight)
    },
    tell(view) {
      if (untrack(start)) return
      inSight = view
      if (untrack(isOwn)) pace.moved()
    },
  }
}
