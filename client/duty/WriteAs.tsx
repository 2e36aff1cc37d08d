import { Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { dutyWords } from '../i18n/words/duty.ts'
import styles from './duty.module.css'
import type { DutyRoom } from './duty-room.ts'

/** For whom the next message speaks, while one is on duty. */
export const WriteAs = (props: { duty: DutyRoom }) => {
  const w = useWords(dutyWords)
  return (
    <Show when={props.duty.isOnDuty()}>
      <label class={styles['writeAs']}>
        <span>{w().writeAs}</span>
        <select
          value={props.duty.isAsRole() ? 'role' : 'self'}
          onChange={(event) => props.duty.setAsRole(event.currentTarget.value === 'role')}
        >
          <option value="role">{props.duty.roleName()}</option>
          <option value="self">{w().asMyself}</option>
        </select>
      </label>
    </Show>
  )
}
