import { OwnPermissions } from '../permissions/index.ts'
import styles from './settings.module.css'

/** Whether and by whom I can be reached. */
export const Reach = () => (
  <div class={styles['card']}>
    <OwnPermissions />
  </div>
)
