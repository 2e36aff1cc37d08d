import { AvailabilityChoice } from '../availability/index.ts'
import { OwnPermissions } from '../permissions/index.ts'
import { Absence } from './Absence.tsx'
import styles from './settings.module.css'
import { Visibility } from './Visibility.tsx'

/** Whether and by whom I can be reached. */
export const Reach = () => (
  <>
    <div class={styles['card']}>
      <AvailabilityChoice />
    </div>
    <Absence />
    <Visibility />
    <div class={styles['card']}>
      <OwnPermissions />
    </div>
  </>
)
