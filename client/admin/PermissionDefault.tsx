import { createResource, createSignal, Show } from 'solid-js'
import { configOfDefault, localServer, type PermissionConfig } from '#shared/permissions/permission-config.ts'
import { apiErrorOf, errorCodeOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { permissionWords } from '../i18n/words/permissions.ts'
import { useSession } from '../matrix/session-context.tsx'
import { PermissionEditor } from '../permissions/index.ts'
import { answerOf, Skeleton, toast } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { Failure } from './Failure.tsx'

/** Who may write to people of this clinic who have decided nothing themselves. */
export const PermissionDefault = () => {
  const w = useWords(permissionWords)
  const errors = useWords(errorWords)
  const session = useSession()
  const api = useClinicApi()
  const [isBusy, setBusy] = createSignal(false)
  const [given, { mutate, refetch }] = createResource(() => unwrap(api.own.api.permissions.default.$get()))

  const save = async ({ defaultSetting, serverExceptions }: PermissionConfig) => {
    setBusy(true)
    const names = Object.keys(serverExceptions).map((name) => (name === session.serverName ? localServer : name))
    const json = { defaultSetting, serverExceptions: Object.fromEntries(names.map((name) => [name, {}])) }
    try {
      mutate(await unwrap(api.own.api.permissions.default.$put({ json })))
      toast({ tone: 'success', title: w().defaultSaved })
    } catch (error) {
      toast({ tone: 'danger', title: w().notChanged, text: errors()[errorCodeOf(error)].action })
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <p class={styles['muted']}>{w().defaultText}</p>
      <Show when={given.error}>
        {(error) => <Failure error={apiErrorOf(error())} onRetry={() => void refetch()} />}
      </Show>
      <Show
        when={answerOf(given)}
        fallback={
          <Show when={!given.error}>
            <Skeleton width="100%" height="14rem" />
          </Show>
        }
      >
        {(known) => (
          <PermissionEditor
            of="clinic"
            config={configOfDefault(known(), session.serverName)}
            isBusy={isBusy()}
            onChange={save}
          />
        )}
      </Show>
    </>
  )
}
