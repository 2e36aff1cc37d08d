import { createSignal, Show } from 'solid-js'
import type { PermissionConfig } from '#shared/permissions/permission-config.ts'
import { errorCodeOf } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { permissionWords } from '../i18n/words/permissions.ts'
import { Skeleton, toast } from '../ui/index.ts'
import { PermissionEditor } from './PermissionEditor.tsx'
import styles from './permissions.module.css'
import { usePermissions } from './use-permissions.ts'

/** Who may write to me; what is already there stays. */
export const OwnPermissions = () => {
  const w = useWords(permissionWords)
  const errors = useWords(errorWords)
  const permissions = usePermissions()
  const [isBusy, setBusy] = createSignal(false)

  const save = async (next: PermissionConfig) => {
    setBusy(true)
    try {
      await permissions.change(() => next)
    } catch (error) {
      toast({ tone: 'danger', title: w().notChanged, text: errors()[errorCodeOf(error)].action })
    } finally {
      setBusy(false)
    }
  }

  return (
    <Show when={permissions.config()} fallback={<Skeleton width="100%" height="14rem" />}>
      {(config) => (
        <>
          <PermissionEditor of="person" config={config()} isBusy={isBusy()} onChange={save} />
          <p class={styles['muted']}>{w().always}</p>
        </>
      )}
    </Show>
  )
}
