import { useWords } from '../i18n/index.ts'
import { permissionWords } from '../i18n/words/permissions.ts'
import { OwnPermissions } from '../permissions/index.ts'
import styles from './settings.module.css'

/** Whether and by whom I can be reached. */
export const Reach = () => {
  const w = useWords(permissionWords)
  return (
    <section class={styles['card']} aria-labelledby="permissions">
      <h2 id="permissions" class={styles['heading']}>
        {w().title}
      </h2>
      <OwnPermissions />
    </section>
  )
}
