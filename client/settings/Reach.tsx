import { AvailabilityChoice } from '../availability/index.ts'
import { OwnPermissions } from '../permissions/index.ts'
import { Absence } from './Absence.tsx'
import styles from './settings.module.css'

/** Whether and by whom I can be reached. */
export const Reach = () => (
  <>
    <div class={styles['card']}>
      <AvailabilityChoice />
    </div>
    <Absence />
    <div class={styles['card']}>
      <OwnPermissions />
    </div>
  </>
)
