import { createEffect, createSignal, For, Match, on, Show, Switch } from 'solid-js'
import { errorCodeOf } from '../../clinic-api/index.ts'
import { useWords } from '../../i18n/index.ts'
import { appWords } from '../../i18n/words/app.ts'
import { errorWords } from '../../i18n/words/errors.ts'
import { verificationWords } from '../../i18n/words/verification.ts'
import { useSession } from '../../matrix/session-context.tsx'
import type { Verification } from '../../matrix/types.ts'
import { Banner, Button, Dialog } from '../../ui/index.ts'
import styles from '../start.module.css'
import { ReadyStep } from './ReadyStep.tsx'

/** Comparing with another device or person, wherever one is in the application. */
export const VerificationDialog = () => {
  const session = useSession()
  return (
    <Show when={session.encryption.verification()} keyed>
      {(verification) => <Comparison verification={verification} />}
    </Show>
  )
}

const Comparison = (props: { verification: Verification }) => {
  const w = useWords(appWords)
  const words = useWords(verificationWords)
  const errors = useWords(errorWords)
  const session = useSession()
  const [isBusy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>(null)
  const isAccepted = () => !props.verification.isIncoming || props.verification.phase() !== 'requested'

  createEffect(
    on(
      () => props.verification.phase(),
      () => setError(null),
    ),
  )
  const act = async (work: () => Promise<void>) => {
    setBusy(true)
    setError(null)
    try {
      await work()
    } catch (thrown) {
      setError(thrown)
    } finally {
      setBusy(false)
    }
  }
  const isOver = () => props.verification.phase() === 'done' || props.verification.phase() === 'cancelled'
  const close = () => {
    if (!isOver()) props.verification.cancel().catch(() => undefined)
    session.encryption.dismissVerification()
  }

  /** Between two devices of one's own nobody else needs to be asked. */
  const person = () => {
    const { otherUserId } = props.verification
    return otherUserId === session.userId ? null : session.nameOf(otherUserId)
  }
  const texts = () => {
    const name = person()
    return name === null
      ? {
          title: w().verifyTitle,
          waiting: w().verifyWaiting,
          confirming: w().verifyConfirming,
          doneTitle: w().verifyDoneTitle,
          doneText: w().verifyDoneText,
        }
      : {
          title: w().verifyPersonTitle,
          waiting: w().verifyPersonWaiting(name),
          confirming: w().verifyPersonConfirming(name),
          doneTitle: w().verifyPersonDoneTitle,
          doneText: w().verifyPersonDoneText(name),
        }
  }
  const asked = () => {
    const { otherDeviceId } = props.verification
    const name = person()
    if (name !== null) return w().verifyIncomingPerson(name)
    const device = session.devices.list().find(({ deviceId }) => deviceId === otherDeviceId)
    return w().verifyIncoming(device ? `„${device.name}“` : w().verifyAnyDevice)
  }

  /** Whether both devices show the same. */
  const Answer = (answer: { yes: string; no: string }) => (
    <div class={styles['actions']}>
      <Button variant="primary" busy={isBusy()} onClick={() => void act(() => props.verification.confirm())}>
        {answer.yes}
      </Button>
      <Button variant="danger" onClick={() => props.verification.mismatch()}>
        {answer.no}
      </Button>
    </div>
  )

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && close()} title={texts().title}>
      <div class={styles['form']}>
        <Show when={error()}>
          {(thrown) => (
            <div role="alert">
              <Banner tone="danger" title={w().verifyFailed}>
                {errors()[errorCodeOf(thrown())].action}
              </Banner>
            </div>
          )}
        </Show>
        <Switch>
          <Match when={!isAccepted()}>
            <p class={styles['text']}>{asked()}</p>
            <div class={styles['actions']}>
              <Button variant="primary" busy={isBusy()} onClick={() => void act(() => props.verification.accept())}>
                {w().verifyAccept}
              </Button>
              <Button variant="secondary" onClick={close}>
                {w().verifyRefuse}
              </Button>
            </div>
          </Match>
          <Match when={props.verification.phase() === 'requested'}>
            <p class={styles['busy']} role="status">
              {texts().waiting}
            </p>
            <div class={styles['actions']}>
              <Button variant="secondary" onClick={close}>
                {w().cancel}
              </Button>
            </div>
          </Match>
          <Match when={props.verification.phase() === 'ready'}>
            <ReadyStep
              verification={props.verification}
              person={person()}
              isBusy={isBusy()}
              act={act}
              onCancel={close}
            />
          </Match>
          <Match when={props.verification.phase() === 'scanned'}>
            <p class={styles['text']} role="status">
              {words().scanned}
            </p>
            <Answer yes={words().scannedYes} no={words().scannedNo} />
          </Match>
          <Match when={props.verification.phase() === 'comparing'}>
            <p class={styles['text']}>{w().verifyCompare}</p>
            <ol class={styles['emoji']}>
              <For each={props.verification.emoji()}>
                {({ symbol, name }) => (
                  <li>
                    <span class={styles['symbol']} aria-hidden="true">
                      {symbol}
                    </span>
                    <span>{name}</span>
                  </li>
                )}
              </For>
            </ol>
            <Answer yes={w().verifyMatch} no={w().verifyMismatch} />
          </Match>
          <Match when={props.verification.phase() === 'confirming'}>
            <p class={styles['busy']} role="status">
              {texts().confirming}
            </p>
          </Match>
          <Match when={props.verification.phase() === 'done'}>
            <div role="status">
              <Banner tone="success" title={texts().doneTitle}>
                {texts().doneText}
              </Banner>
            </div>
            <div class={styles['actions']}>
              <Button variant="primary" onClick={close}>
                {w().close}
              </Button>
            </div>
          </Match>
          <Match when={props.verification.cancelled()}>
            {(reason) => (
              <>
                <div role="alert">
                  <Banner tone={reason() === 'mismatch' ? 'danger' : 'warning'} title={w().verifyCancelledTitle}>
                    {w().verifyCancelledTexts[reason()]}
                  </Banner>
                </div>
                <div class={styles['actions']}>
                  <Button variant="primary" onClick={close}>
                    {w().close}
                  </Button>
                </div>
              </>
            )}
          </Match>
        </Switch>
      </div>
    </Dialog>
  )
}
