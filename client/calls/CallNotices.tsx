import { Match, Show, Switch } from 'solid-js'
import { createClock } from '../alerts/index.ts'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useClinicName } from '../partners/index.ts'
import { Banner, Button } from '../ui/index.ts'
import styles from './CallView.module.css'
import type { Call } from './join-call.ts'
import { keepDevices } from './kept-devices.ts'
import { mediaFaultText } from './media-fault-words.ts'
import { blurFailed, type Effect } from './own-effects.ts'
import { ownRingOf } from './ringing-rules.ts'
import { useNames } from './use-names.ts'
import { WaitingNotice } from './WaitingNotice.tsx'

/** Above the pictures: who waits, and what does not work just now. */
export const CallNotices = (props: { call: Call; isAlone: boolean; onWrite(): void }) => {
  const w = useWords(callWords)
  const clinicName = useClinicName()
  const refusedText = (code: string) => {
    switch (code) {
      case 'joined-elsewhere':
        return w().joinedElsewhere
      case 'not-a-member':
        return w().notAMember
      case 'call-locked':
        return w().isLocked
      case 'call-removed':
        return w().wasRemoved
      default:
        return w().cannotJoin
    }
  }
  const refused = () => {
    const own = props.call.own()
    return own.kind === 'refused' ? own.code : null
  }
  const setEffect = (effect: Effect, isOn: boolean) => {
    keepDevices({ [effect]: isOn })
    return props.call.setEffect(effect, isOn)
  }
  /** Also of a camera that is off because it could not be blurred. */
  const unblur = async () => {
    await setEffect('blur', false)
    if (props.call.mediaFault()?.name === blurFailed) await props.call.toggle('camera')
  }
  const Unblur = () => (
    <Button variant="secondary" onClick={() => void unblur()}>
      {w().unblur}
    </Button>
  )
  return (
    <div class={styles['notices']} role="status">
      <WaitingNotice call={props.call} />
      <Show when={props.call.own().kind === 'connecting' || props.call.membership() === 'joining'}>
        <p class={styles['notice']}>{w().joining}</p>
      </Show>
      <Show when={props.call.own().kind === 'reconnecting'}>
        <Banner tone="warning" title={w().reconnecting} />
      </Show>
      <Show when={refused()}>{(code) => <Banner tone="danger" title={refusedText(code())} />}</Show>
      <Show when={props.call.membership() === 'lost'}>
        <Banner tone="warning" title={w().lost} />
      </Show>
      <Show when={props.call.membership() === 'failed'}>
        <Banner tone="danger" title={w().membershipFailed} />
      </Show>
      <Show when={props.call.unreached().length > 0}>
        <Banner tone="info" title={w().unreached(props.call.unreached().map((server) => clinicName(server)))} />
      </Show>
      <Show when={props.call.refusedKeys() > 0}>
        <Banner tone="warning" title={w().refusedKeys} />
      </Show>
      <Show when={props.call.mediaFault()}>
        {(fault) => (
          <Banner
            tone="warning"
            title={mediaFaultText(w(), fault().kind, fault().name)}
            action={
              <Show when={fault().name === blurFailed}>
                <Unblur />
              </Show>
            }
          />
        )}
      </Show>
      <Show when={props.call.effects.failed()}>
        {(effect) => (
          <Banner
            tone="warning"
            title={w().effectFailed[effect()]}
            action={
              <>
                <Button variant="secondary" onClick={() => void setEffect(effect(), true)}>
                  {w().tryAgain}
                </Button>
                <Button variant="quiet" onClick={() => void setEffect(effect(), false)}>
                  {w().goWithout}
                </Button>
              </>
            }
          />
        )}
      </Show>
      <Show when={props.call.effects.isStrained()}>
        <Banner tone="warning" title={w().blurStrains} action={<Unblur />} />
      </Show>
      <Show when={props.call.wasMuted()}>
        <Banner tone="info" title={w().wasMuted} />
      </Show>
      <Show when={props.call.isSoundBlocked()}>
        <Banner
          tone="warning"
          title={w().soundBlocked}
          action={
            <Button variant="primary" onClick={() => void props.call.startSound()}>
              {w().startSound}
            </Button>
          }
        />
      </Show>
      <Show when={props.call.membership() === 'joined' && props.isAlone}>
        <OwnRing call={props.call} onWrite={props.onWrite} />
      </Show>
    </div>
  )
}

/** To who is alone: that it rings at the others, who declines, and that nobody has come. */
const OwnRing = (props: { call: Call; onWrite(): void }) => {
  const w = useWords(callWords)
  const session = useSession()
  const room = session.rtc(props.call.roomId)
  const nameOf = useNames(props.call.roomId)
  const now = createClock()
  const ring = () =>
    ownRingOf(props.call.roomId, {
      ownId: session.userId,
      rings: session.rings(),
      now: now(),
      answered: props.call.company()?.answered ?? null,
    })
  const Again = () => (
    <>
      <Button variant="primary" onClick={() => void room.ringAgain().catch(() => {})}>
        {w().ringAgain}
      </Button>
      <Button variant="quiet" onClick={() => props.onWrite()}>
        {w().writeInstead}
      </Button>
    </>
  )
  const declinedBy = () => {
    const told = ring()
    return told?.kind === 'declined' ? told.by.map((person) => nameOf(person)) : null
  }
  return (
    <Switch fallback={<p class={styles['notice']}>{w().alone}</p>}>
      <Match when={ring()?.kind === 'ringing'}>
        <p class={styles['notice']}>{w().ringsAtOthers}</p>
      </Match>
      <Match when={declinedBy()}>
        {(names) => <Banner tone="info" title={w().declined(names())} action={<Again />} />}
      </Match>
      <Match when={!ring() && props.call.company()}>
        <Banner tone="info" title={w().aloneAgain} action={<Again />} />
      </Match>
      <Match when={ring()?.kind === 'unanswered'}>
        <Banner tone="info" title={w().unanswered} action={<Again />} />
      </Match>
    </Switch>
  )
}
