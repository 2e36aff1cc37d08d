import { useNavigate } from '@solidjs/router'
import { createEffect, createMemo, createSignal, onCleanup, Show } from 'solid-js'
import * as v from 'valibot'
import { useWords } from '../i18n/index.ts'
import { appWords } from '../i18n/words/app.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Banner, Button } from '../ui/index.ts'

/** Whoever has just signed in confirms their device meanwhile. */
const patienceMs = 60_000
/** Beside what is written; sealed, and gone at sign-out. */
const place = 'own devices'
const deviceIds = v.fallback(v.array(v.string()), [])

/** Somebody signed in with the account of this person and confirmed it nowhere. */
export const UnknownDevice = () => {
  const w = useWords(appWords)
  const session = useSession()
  const navigate = useNavigate()
  const [isLate, setLate] = createSignal(false)
  const mine = () => v.parse(deviceIds, session.drafts.follow(place))
  const unknown = createMemo(() =>
    // A device that is not confirmed itself can say nothing of others.
    session.encryption.status() === 'ready'
      ? session.devices.unconfirmed().filter(({ deviceId }) => !mine().includes(deviceId))
      : [],
  )
  createEffect(() => {
    setLate(false)
    if (unknown().length === 0) return
    const timer = setTimeout(() => setLate(true), patienceMs)
    onCleanup(() => clearTimeout(timer))
  })
  return (
    <Show when={isLate() && unknown()[0]}>
      {(device) => (
        <Banner
          tone="warning"
          title={w().unknownDeviceTitle(device().name)}
          action={
            <>
              <Button size="small" onClick={() => navigate('/settings/devices')}>
                {w().unknownDeviceLook}
              </Button>
              <Button size="small" onClick={() => session.drafts.keep(place, [...mine(), device().deviceId])}>
                {w().unknownDeviceMine}
              </Button>
            </>
          }
        >
          {w().unknownDeviceText}
        </Banner>
      )}
    </Show>
  )
}
