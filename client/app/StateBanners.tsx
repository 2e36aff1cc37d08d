import { createSignal, onCleanup, onMount, Show, useContext } from 'solid-js'
import { useActiveCall } from '../calls/index.ts'
import { useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { appWords } from '../i18n/words/app.ts'
import { useSession } from '../matrix/session-context.tsx'
import { UnlockLaterContext } from '../matrix/unlock-later.ts'
import { Banner, Button } from '../ui/index.ts'
import { createNewerVersion } from './newer-version.ts'
import { UnknownDevice } from './UnknownDevice.tsx'

/** What is not as it should be, wherever one is, with the way out. */
export const StateBanners = () => {
  const w = useWords(appWords)
  const session = useSession()
  const unlockLater = useContext(UnlockLaterContext)
  const isUnverified = () => session.encryption.status() === 'locked' && unlockLater.isLater()
  const hasNewPartner = createNewPartner()
  const newer = createNewerVersion()
  const activeCall = useActiveCall(session)

  return (
    <>
      <Show when={session.connection() === 'offline'}>
        <Banner tone="warning" title={w().offlineTitle}>
          {w().offlineText}
        </Banner>
      </Show>
      <Show when={isUnverified()}>
        <Banner
          tone="warning"
          title={w().unverifiedTitle}
          action={
            <Button variant="primary" size="small" onClick={() => unlockLater.unlockNow()}>
              {w().verifyNow}
            </Button>
          }
        >
          {w().unverifiedText}
        </Banner>
      </Show>
      <UnknownDevice />
      <Show when={hasNewPartner()}>
        <Banner
          tone="info"
          title={w().newPartnerTitle}
          action={
            <Button variant="primary" size="small" onClick={() => location.reload()}>
              {w().reload}
            </Button>
          }
        >
          {w().newPartnerText}
        </Banner>
      </Show>
      {/* Loading anew would end the call; drafts and uploads outlive it. */}
      <Show when={newer.isThere() && !activeCall()}>
        <Banner
          tone="info"
          title={w().newerTitle}
          action={
            <Button variant="secondary" size="small" onClick={() => newer.take()}>
              {w().reload}
            </Button>
          }
        >
          {w().newerText}
        </Banner>
      </Show>
    </>
  )
}

/** The page's policy names the partners of the moment when it was loaded; the browser refuses later ones. */
const createNewPartner = () => {
  const api = useClinicApi()
  const [has, setHas] = createSignal(false)
  const onViolation = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) => {
    if (effectiveDirective !== 'connect-src' || !URL.canParse(blockedURI)) return
    const { host } = new URL(blockedURI)
    const isPartner = api
      .partners()
      .some(
        ({ status, url, livekitUrl }) =>
          status === 'active' &&
          [url, livekitUrl].some((known) => known && URL.canParse(known) && new URL(known).host === host),
      )
    if (isPartner) setHas(true)
  }
  onMount(() => document.addEventListener('securitypolicyviolation', onViolation))
  onCleanup(() => document.removeEventListener('securitypolicyviolation', onViolation))
  return has
}
