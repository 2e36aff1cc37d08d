import { Show } from 'solid-js'
import { type NotAvailable, stillNotAvailable } from '#shared/directory/availability.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { StatusBadge } from '../ui/index.ts'
import { useAvailabilityOf } from './availability-of.ts'
import { createNow } from './clock.ts'
import { useStateWords } from './words-of.ts'

const Badge = (props: { of: NotAvailable | null }) => {
  const stateWords = useStateWords()
  return (
    <Show when={props.of}>
      {(given) => (
        <StatusBadge tone={given().description === 'absent' ? 'warning' : 'neutral'}>{stateWords(given())}</StatusBadge>
      )}
    </Show>
  )
}

/** That somebody cannot be reached as usual, and until when; nothing while they can. */
export const AvailabilityMark = (props: { of: NotAvailable | null }) => {
  const now = createNow()
  return <Badge of={stillNotAvailable(props.of, now())} />
}

/** The same of somebody of whom only the name is known. */
export const AvailabilityOf = (props: { userId: UserId | null }) => {
  const availability = useAvailabilityOf(() => props.userId)
  return <Badge of={availability()} />
}
