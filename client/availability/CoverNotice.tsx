import { useNavigate } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import type { NotAvailable } from '#shared/directory/availability.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { errorCodeOf } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { availabilityWords } from '../i18n/words/availability.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Banner, Button, toast } from '../ui/index.ts'
import styles from './availability.module.css'
import type { CoverSending } from './send-to-cover.ts'
import { useUntil } from './words-of.ts'

/** Says before one writes that somebody is not there, until when and who is instead, or does not read it. */
export const CoverNotice = (props: { sending: CoverSending }) => (
  <>
    <Show when={props.sending.without()}>
      {(user) => (
        <div class={styles['notice']}>
          <Without userId={user()} />
        </div>
      )}
    </Show>
    <Show when={props.sending.absent()}>
      {(absent) => (
        <div class={styles['notice']}>
          <Notice sending={props.sending} userId={absent().userId} state={absent().state} />
        </div>
      )}
    </Show>
  </>
)

const Without = (props: { userId: UserId }) => {
  const w = useWords(availabilityWords)
  const session = useSession()
  return (
    <Banner tone="warning" title={w().isWithoutMessages(session.nameOf(props.userId))}>
      {w().isWithoutMessagesText}
    </Banner>
  )
}

const Notice = (props: { sending: CoverSending; userId: UserId; state: NotAvailable }) => {
  const w = useWords(availabilityWords)
  const session = useSession()
  const until = useUntil()
  const name = () => session.nameOf(props.userId)
  const cover = () => (props.state.cover === session.userId ? null : props.state.cover)
  const isApart = () => {
    const named = cover()
    return named !== null && !props.sending.mayReach(named)
  }
  const isAbsent = () => props.state.description === 'absent'

  const text = () => {
    if (!isAbsent()) return w().isSilentText
    if (props.state.cover === session.userId) return w().youCover
    const named = cover()
    if (!named) return w().noCoverText
    if (isApart()) return w().coverApartText(session.nameOf(named))
    if (!props.state.isForwarding) return w().coverText(session.nameOf(named))
    return props.sending.isWanted()
      ? w().forwardedText(session.nameOf(named))
      : w().notForwardedText(session.nameOf(named))
  }

  return (
    <Banner
      tone={isAbsent() ? 'warning' : 'info'}
      title={isAbsent() ? w().isAbsent(name(), until(props.state)) : w().isSilent(name(), until(props.state))}
      action={
        <Show when={isAbsent() && !isApart() && cover()}>
          {(named) => (
            <span class={styles['actions']}>
              <Show when={props.state.isForwarding}>
                <Button size="small" onClick={() => props.sending.setWanted(!props.sending.isWanted())}>
                  {props.sending.isWanted() ? w().onlyHere : w().alsoThere}
                </Button>
              </Show>
              <WriteToCover userId={named()} />
            </span>
          )}
        </Show>
      }
    >
      {text()}
    </Banner>
  )
}

const WriteToCover = (props: { userId: UserId }) => {
  const w = useWords(availabilityWords)
  const errors = useWords(errorWords)
  const session = useSession()
  const navigate = useNavigate()
  const [isBusy, setBusy] = createSignal(false)
  const write = async () => {
    setBusy(true)
    try {
      navigate(`/messages/${encodeURIComponent(await session.openDirect(props.userId))}`)
    } catch (error) {
      const { title, action } = errors()[errorCodeOf(error)]
      const cover = session.nameOf(props.userId)
      toast({ tone: 'danger', title: w().openFailed(cover), text: `${title}. ${action}` })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button size="small" busy={isBusy()} onClick={() => void write()}>
      {w().writeToCover(session.nameOf(props.userId))}
    </Button>
  )
}
