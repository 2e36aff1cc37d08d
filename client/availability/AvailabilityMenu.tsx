import CalendarOff from 'lucide-solid/icons/calendar-off'
import CircleUser from 'lucide-solid/icons/circle-user'
import { useWords } from '../i18n/index.ts'
import { availabilityWords } from '../i18n/words/availability.ts'
import { Avatar, Menu, type MenuItem } from '../ui/index.ts'
import styles from './availability.module.css'
import { useChoices } from './choices.ts'

/** My picture with how I can be reached; pressed, it asks how it shall be. */
export const AvailabilityMenu = (props: { name: string; onPlan(): void }) => {
  const w = useWords(availabilityWords)
  const { choices, state, store } = useChoices()
  /** What holds now is marked, also where it is none of what can be chosen: an hour that has begun, an absence. */
  const others = (): MenuItem[] =>
    store.current() && !choices().some(({ isCurrent }) => isCurrent())
      ? [
          {
            label: state(),
            checked: true,
            onSelect: () => {
              if (store.current()?.description === 'absent') props.onPlan()
            },
          },
        ]
      : []
  return (
    <Menu
      label={`${props.name}: ${w().mine(state())}`}
      icon={CircleUser}
      items={[
        ...choices().map(({ label, isCurrent, choose }) => ({ label, checked: isCurrent(), onSelect: choose })),
        ...others(),
        { label: w().plan, icon: CalendarOff, onSelect: () => props.onPlan(), beginsGroup: true },
      ]}
    >
      <span class={styles['mine']}>
        <Avatar name={props.name} />
        <span
          class={styles['sign']}
          data-state={store.own() ? (store.current()?.description ?? 'available') : 'unknown'}
        />
      </span>
    </Menu>
  )
}
