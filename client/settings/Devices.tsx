import { Key } from '@solid-primitives/keyed'
import { createResource, createSignal, Show } from 'solid-js'
import { errorCodeOf } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { settingsWords } from '../i18n/words/settings.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { Device } from '../matrix/types.ts'
import { Button, LoadFailure, Skeleton, StatusBadge, TimeAgo, toast } from '../ui/index.ts'
import { RecoveryKey } from './RecoveryKey.tsx'
import { SignOutDeviceDialog } from './SignOutDeviceDialog.tsx'
import styles from './settings.module.css'

/** Where I am signed in, which of them are confirmed, and how to end one. */
export const Devices = () => {
  const w = useWords(settingsWords)
  const session = useSession()
  const [read, { refetch }] = createResource(async () => {
    await session.devices.refresh()
    return true
  })
  const list = () => session.devices.list()
  const current = () => list().filter(({ isCurrent }) => isCurrent)
  const others = () => list().filter(({ isCurrent }) => !isCurrent)
  const [leaving, setLeaving] = createSignal<Device | null>(null)

  return (
    <>
      <p class={styles['muted']}>{w().devicesText}</p>
      <Show when={read.error}>
        {(error) => <LoadFailure code={errorCodeOf(error())} onRetry={() => void refetch()} />}
      </Show>
      <Show
        when={list().length > 0}
        fallback={
          <Show when={!read.error}>
            <Skeleton width="100%" height="12rem" />
          </Show>
        }
      >
        <h2 class={styles['heading']}>{w().thisDevice}</h2>
        <ul class={styles['list']}>
          <Key each={current()} by="deviceId">
            {(device) => <DeviceRow device={device()} onSignOut={setLeaving} />}
          </Key>
        </ul>
        <h2 class={styles['heading']}>{w().otherDevices}</h2>
        <Show when={others().length > 0} fallback={<p class={styles['muted']}>{w().noOtherDevices}</p>}>
          <ul class={styles['list']}>
            <Key each={others()} by="deviceId">
              {(device) => <DeviceRow device={device()} onSignOut={setLeaving} />}
            </Key>
          </ul>
        </Show>
      </Show>
      {/* Only a confirmed device holds what a new key would open. */}
      <Show when={session.encryption.status() === 'ready'}>
        <RecoveryKey />
      </Show>
      <Show when={leaving()} keyed>
        {(device) => <SignOutDeviceDialog device={device} onClose={() => setLeaving(null)} />}
      </Show>
    </>
  )
}

const DeviceRow = (props: { device: Device; onSignOut(device: Device): void }) => {
  const w = useWords(settingsWords)
  const errors = useWords(errorWords)
  const session = useSession()
  const [isAsking, setAsking] = createSignal(false)
  // Only a confirmed device can vouch for another one.
  const canVerify = () => !props.device.isCurrent && !props.device.isVerified && session.encryption.status() === 'ready'

  const nameOf = () => (props.device.name === props.device.deviceId ? w().unnamedDevice : props.device.name)

  const verify = async () => {
    setAsking(true)
    try {
      await session.encryption.requestVerification(props.device.deviceId)
    } catch (error) {
      toast({ tone: 'danger', title: w().verifyFailed, text: errors()[errorCodeOf(error)].action })
    } finally {
      setAsking(false)
    }
  }

  return (
    <li class={styles['device']}>
      <div class={styles['deviceText']}>
        <h3 class={styles['heading']}>{nameOf()}</h3>
        <div class={styles['deviceFacts']}>
          <StatusBadge tone={props.device.isVerified ? 'success' : 'warning'}>
            {props.device.isVerified ? w().verified : w().notVerified}
          </StatusBadge>
          <Show when={!props.device.isCurrent && props.device.lastSeenAt}>
            {(at) => (
              <span>
                {w().lastSeen} <TimeAgo at={at()} />
              </span>
            )}
          </Show>
          <span class={styles['id']}>{props.device.deviceId}</span>
        </div>
      </div>
      <Show when={!props.device.isCurrent}>
        <div class={styles['actions']}>
          <Show when={canVerify()}>
            <Button variant="primary" busy={isAsking()} onClick={() => void verify()}>
              {w().verify}
            </Button>
          </Show>
          <Button variant="secondary" onClick={() => props.onSignOut(props.device)}>
            {w().signOutDevice}
          </Button>
        </div>
      </Show>
    </li>
  )
}
