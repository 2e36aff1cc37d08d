import { acceptWithinMs } from '#shared/consults/priority.ts'
import { type Urgency, urgencies } from '#shared/urgent/alert-content.ts'
import { useWords } from '../i18n/index.ts'
import { priorityWords } from '../i18n/words/ui.ts'
import { urgentWords } from '../i18n/words/urgent.ts'
import { Select } from '../ui/index.ts'
import { useDuration } from './duration.ts'
import type { UrgencyChoice } from './urgency-choice.ts'

/** The same choice as the menu's, in a dialog, where it stands among the other fields. */
export const UrgencySelect = (props: { choice: UrgencyChoice }) => {
  const w = useWords(urgentWords)
  const priorityName = useWords(priorityWords)
  const duration = useDuration()
  const options = () => [
    { value: 'routine' as const, label: w().remove },
    ...urgencies.toReversed().map((value) => ({
      value,
      label: w().choice(priorityName()[value], duration(acceptWithinMs[value])),
    })),
  ]
  const choose = (value: Urgency | 'routine') =>
    value === 'routine' ? props.choice.drop() : props.choice.choose(value)
  return (
    <Select
      label={w().urgency}
      disabled={props.choice.hindrance() !== null}
      value={props.choice.chosen()?.priority ?? 'routine'}
      options={options()}
      onChange={choose}
    />
  )
}
