import LockKeyhole from 'lucide-solid/icons/lock-keyhole'
import { createEffect, createMemo, createSignal, Match, on, onCleanup, Switch, useContext } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import type { TimelineItem, UndecryptableReason } from '../../matrix/types.ts'
import { UnlockLaterContext } from '../../matrix/unlock-later.ts'
import { Button } from '../../ui/index.ts'
import { useConversation } from '../conversation-context.ts'
import { repairOf } from './repair.ts'
import styles from './timeline.module.css'
import { lateAfterMs, reasonNow, undecryptableSentence } from './undecryptable-sentence.ts'

/** Why a message cannot be read, and the way to where that is put right. */
export const Undecryptable = (props: { item: TimelineItem; reason: UndecryptableReason }) => {
  const w = useWords(conversationWords)
  const { session, writing } = useConversation()
  const { unlockNow } = useContext(UnlockLaterContext)
  const isDeviceLocked = () => session.encryption.status() === 'locked'
  const reason = createMemo(() => reasonNow(props.reason, isDeviceLocked()))
  const [isLate, setLate] = createSignal(false)
  createEffect(
    on(reason, () => {
      setLate(false)
      const timer = setTimeout(() => setLate(true), lateAfterMs)
      onCleanup(() => clearTimeout(timer))
    }),
  )
  const repair = () => repairOf(reason(), { isOwn: props.item.isOwn, isDeviceLocked: isDeviceLocked() })
  /** As an answer that the person reads before it goes. */
  const ask = (text: string) => {
    writing.answer(props.item)
    if (writing.text() === '') writing.setText(text)
  }
  return (
    <div class={styles['undecryptable']}>
      <p class={styles['eventLine']}>
        <LockKeyhole size={16} aria-hidden="true" /> <strong>{w().undecryptable}</strong>
      </p>
      <p>{undecryptableSentence(w(), reason(), isLate())}</p>
      <Switch>
        <Match when={repair() === 'confirm-device'}>
          <Button variant="secondary" size="small" onClick={unlockNow}>
            {w().confirmDevice}
          </Button>
        </Match>
        <Match when={repair() === 'ask-again'}>
          <Button variant="quiet" size="small" onClick={() => ask(w().pleaseAgain)}>
            {w().askAgain}
          </Button>
        </Match>
        <Match when={repair() === 'ask-to-confirm'}>
          <Button variant="quiet" size="small" onClick={() => ask(w().pleaseConfirm)}>
            {w().askToConfirm}
          </Button>
        </Match>
      </Switch>
    </div>
  )
}
