import Siren from 'lucide-solid/icons/siren'
import { Show } from 'solid-js'
import { acceptWithinMs } from '#shared/consults/priority.ts'
import { urgencies } from '#shared/urgent/alert-content.ts'
import { useWords } from '../i18n/index.ts'
import { priorityWords } from '../i18n/words/ui.ts'
import { urgentWords } from '../i18n/words/urgent.ts'
import { IconButton, Menu, priorityIcons } from '../ui/index.ts'
import { useDuration } from './duration.ts'
import type { UrgencyChoice } from './urgency-choice.ts'

/** Two presses make an ordinary message an urgent one. */
export const UrgencyMenu = (props: { choice: UrgencyChoice; disabled: boolean }) => {
  const w = useWords(urgentWords)
  const priorityName = useWords(priorityWords)
  const duration = useDuration()
  const items = () =>
    urgencies.toReversed().map((priority) => ({
      label: w().choice(priorityName()[priority], duration(acceptWithinMs[priority])),
      icon: priorityIcons[priority],
      onSelect: () => props.choice.choose(priority),
    }))
  const refusal = () => {
    const hindrance = props.choice.hindrance()
    return hindrance ? w()[hindrance] : w().choose
  }
  return (
    <Show
      when={!props.disabled && props.choice.hindrance() === null}
      fallback={<IconButton label={refusal()} icon={Siren} disabled onClick={() => {}} />}
    >
      <Menu label={w().choose} icon={Siren} items={items()} onOpenChange={(isOpen) => isOpen && props.choice.load()} />
    </Show>
  )
}
