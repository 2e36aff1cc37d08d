import Hospital from 'lucide-solid/icons/hospital'
import X from 'lucide-solid/icons/x'
import { createSignal, For, Show } from 'solid-js'
import type { ServerName, UserId } from '#shared/matrix/ids.ts'
import { serverOf } from '#shared/matrix/ids.ts'
import {
  type DefaultSetting,
  dropServer,
  dropUser,
  exceptServer,
  exceptUser,
  isServerExcepted,
  isUserExcepted,
  type PermissionConfig,
  withSetting,
} from '#shared/permissions/permission-config.ts'
import { useClinicApi } from '../clinic-api/index.ts'
import { PersonSearch } from '../directory/index.ts'
import { useWords } from '../i18n/index.ts'
import { permissionWords } from '../i18n/words/permissions.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useClinicName } from '../partners/index.ts'
import { Avatar, Button, ChoiceGroup, Dialog, IconButton, Select } from '../ui/index.ts'
import styles from './permissions.module.css'

type Props = {
  config: PermissionConfig
  /** Resolves when it is saved, or was not. */
  onChange(next: PermissionConfig): Promise<void>
  /** Of a person or of a clinic, whose exceptions are clinics only. */
  of: 'person' | 'clinic'
  isBusy: boolean
}

/** Everybody or nobody, and who is excepted from it. */
export const PermissionEditor = (props: Props) => {
  const w = useWords(permissionWords)
  const session = useSession()
  const api = useClinicApi()
  const clinicName = useClinicName()
  /** Chosen, and neither confirmed nor saved yet. */
  const [wanted, setWanted] = createSignal<DefaultSetting | null>(null)
  const [isAsking, setAsking] = createSignal(false)

  const isOpen = () => props.config.defaultSetting === 'allow all'
  const servers = () => Object.keys(props.config.serverExceptions) as ServerName[]
  const users = () => Object.keys(props.config.userExceptions) as UserId[]
  const count = () => servers().length + users().length
  const addable = () =>
    [session.serverName, ...api.partners().map(({ serverName }) => serverName)]
      .filter((server) => !isServerExcepted(props.config, server))
      .map((server) => ({ value: server, label: clinicName(server) }))

  const change = async (setting: DefaultSetting) => {
    setAsking(false)
    await props.onChange(withSetting(props.config, setting))
    setWanted(null)
  }
  const choose = (setting: DefaultSetting) => {
    setWanted(setting)
    if (count() > 0) setAsking(true)
    else void change(setting)
  }
  const keep = () => {
    setAsking(false)
    setWanted(null)
  }

  return (
    <div class={styles['editor']} aria-busy={props.isBusy}>
      <ChoiceGroup
        legend={props.of === 'person' ? w().who : w().whoClinic}
        stacked
        value={wanted() ?? props.config.defaultSetting}
        choices={[
          { value: 'allow all', label: w().allowAll, hint: w().allowAllHint, disabled: props.isBusy },
          { value: 'block all', label: w().blockAll, hint: w().blockAllHint, disabled: props.isBusy },
        ]}
        onChange={choose}
      />
      <section class={styles['group']} aria-labelledby={`exceptions-${props.of}`}>
        <h2 id={`exceptions-${props.of}`} class={styles['heading']}>
          {isOpen() ? w().blockedOnes : w().allowedOnes}
        </h2>
        <Show
          when={count() > 0}
          fallback={<p class={styles['muted']}>{isOpen() ? w().nobodyBlocked : w().nobodyAllowed}</p>}
        >
          <ul class={styles['list']}>
            <For each={servers()}>
              {(server) => (
                <li class={styles['entry']}>
                  <span class={styles['sign']}>
                    <Hospital size={18} aria-hidden="true" />
                  </span>
                  <span class={styles['who']}>
                    {clinicName(server)}
                    <span class={styles['muted']}>{w().wholeClinic}</span>
                  </span>
                  <IconButton
                    label={w().drop(clinicName(server))}
                    icon={X}
                    disabled={props.isBusy}
                    onClick={() => void props.onChange(dropServer(props.config, server))}
                  />
                </li>
              )}
            </For>
            <For each={users()}>
              {(user) => (
                <li class={styles['entry']}>
                  <Avatar name={session.nameOf(user)} />
                  <span class={styles['who']} title={user}>
                    {session.nameOf(user)}
                    <span class={styles['muted']}>{clinicName(serverOf(user))}</span>
                  </span>
                  <IconButton
                    label={w().drop(session.nameOf(user))}
                    icon={X}
                    disabled={props.isBusy}
                    onClick={() => void props.onChange(dropUser(props.config, user))}
                  />
                </li>
              )}
            </For>
          </ul>
        </Show>
        <div class={styles['add']}>
          <Show when={addable().length > 0}>
            <Select
              label={isOpen() ? w().blockClinic : w().allowClinic}
              placeholder={w().chooseClinic}
              value=""
              options={addable()}
              disabled={props.isBusy}
              onChange={(server) => void props.onChange(exceptServer(props.config, server as ServerName))}
            />
          </Show>
          <Show when={props.of === 'person'}>
            <PersonSearch
              label={isOpen() ? w().blockPerson : w().allowPerson}
              choose={isOpen() ? w().block : w().allow}
              isLeftOut={(user) => user === session.userId || isUserExcepted(props.config, user)}
              onChoose={({ userId }) => void props.onChange(exceptUser(props.config, userId))}
            />
          </Show>
        </div>
      </section>
      <Dialog open={isAsking()} onOpenChange={keep} title={w().changeTitle} description={w().changeText(count())}>
        <div class={styles['actions']}>
          <Button onClick={keep}>{w().cancel}</Button>
          <Button variant="primary" onClick={() => void change(wanted() ?? props.config.defaultSetting)}>
            {w().change}
          </Button>
        </div>
      </Dialog>
    </div>
  )
}
