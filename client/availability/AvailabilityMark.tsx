import { Show } from 'solid-js'
import { type NotAvailable, stillNotAvailable } from '#shared/directory/availability.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { availabilityWords } from '../i18n/words/availability.ts'
import { StatusBadge } from '../ui/index.ts'
import { useAvailabilityOf } from './availability-of.ts'
import { createNow } from './clock.ts'
import { useStateWords } from './words-of.ts'

const toneOf = ({ description }: NotAvailable) => (description === 'absent' ? 'warning' : 'neutral')

/** That somebody cannot be reached as usual, and until when; nothing while they can. */
export const AvailabilityMark = (props: { of: NotAvailable | null }) => {
  const stateWords = useStateWords()
  const now = createNow()
  return (
    <Show when={stillNotAvailable(props.of, now())}>
      {(given) => <StatusBadge tone={toneOf(given())}>{stateWords(given())}</StatusBadge>}
    </Show>
  )
}

/** The same in a word, of somebody of whom only the id is known. */
export const AvailabilityOf = (props: { userId: UserId | null }) => {
  const w = useWords(availabilityWords)
  const availability = useAvailabilityOf(() => props.userId)
  return (
    <Show when={availability()}>
      {(given) => (
        <StatusBadge tone={toneOf(given())}>{given().description === 'absent' ? w().absent : w().silent}</StatusBadge>
      )}
    </Show>
  )
}
