import SendHorizontal from 'lucide-solid/icons/send-horizontal'
import { createEffect, createUniqueId, onCleanup, onMount, Show } from 'solid-js'
import { UploadList } from '../../case-files/index.ts'
import { useClinicApi } from '../../clinic-api/index.ts'
import { useWords } from '../../i18n/index.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import { Banner, IconButton, toast } from '../../ui/index.ts'
import { createUrgencyChoice, UrgencyStrip, useUrgent } from '../../urgent/index.ts'
import { useConversation } from '../conversation-context.ts'
import { mayEdit } from '../timeline/message-actions.ts'
import { AboutLine } from './AboutLine.tsx'
import { ChangedIdentities } from './ChangedIdentities.tsx'
import { ComposerTools } from './ComposerTools.tsx'
import styles from './composer.module.css'
import { messageContent } from './message-content.ts'
import { percentTooLong } from './message-length.ts'
import { createTypingNews } from './typing-news.ts'

const mostHeightPx = 192

/** A finger has no Shift key: there Enter makes a new line, and the field does not open a keyboard unasked. */
const isTouch = () => window.matchMedia('(pointer: coarse)').matches

type Props = { send(content: Record<string, unknown>): Promise<void>; onSent(): void }

/** The field to write in, and what belongs to what is being written. */
export const Composer = (props: Props) => {
  const w = useWords(conversationWords)
  const { session, room, writing } = useConversation()
  const typing = createTypingNews(room)
  const { send } = useUrgent()
  const urgency = createUrgencyChoice(session, useClinicApi(), room.roomId, room.members)
  const hintId = createUniqueId()
  const { text } = writing
  let field: HTMLTextAreaElement | undefined

  const changed = () => room.members().filter(({ identity }) => identity === 'changed')
  const isMember = () => room.summary()?.membership === 'join' || !session.isListReady()
  const tooLong = () => percentTooLong(text())
  const maySend = () => text().trim() !== '' && tooLong() === 0 && isMember() && changed().length === 0

  createEffect(() => {
    text()
    if (!field) return
    field.style.height = 'auto'
    field.style.height = `${Math.min(field.scrollHeight + 2, mostHeightPx)}px`
  })
  // After what closes: a menu gives the focus back to where it came from.
  writing.onWanted(() => requestAnimationFrame(() => field?.focus()))
  onCleanup(() => writing.onWanted(() => {}))
  onMount(() => {
    // Beside a case, the case comes first.
    if (!isTouch() && room.summary()?.kind !== 'consult') field?.focus({ preventScroll: true })
  })

  const write = (next: string) => {
    writing.setText(next)
    typing.isTyping(next.trim() !== '')
  }

  const submit = async () => {
    if (!maySend()) return
    const taken = writing.take()
    typing.isTyping(false)
    field?.focus()
    try {
      const content = messageContent(taken.text, { ...taken.context, html: null })
      const urgent = taken.context.edits ? null : await urgency.ready()
      if (urgent) {
        await send(room.roomId, content, urgent)
        urgency.drop()
      } else await props.send(content)
      if (!taken.context.edits) props.onSent()
    } catch {
      taken.putBack()
      toast({ tone: 'danger', title: w().notKept, text: w().notKeptText })
    }
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return
    // Enter that ends the choice of a sign in an input method is no sending.
    if (event.key === 'Enter' && !event.shiftKey && !isTouch()) {
      event.preventDefault()
      void submit()
    } else if (event.key === 'Escape' && (writing.edited() || writing.answered())) {
      event.preventDefault()
      writing.drop()
    } else if (event.key === 'ArrowUp' && text() === '') {
      const last = room.timeline().findLast(mayEdit)
      if (!last) return
      event.preventDefault()
      writing.edit(last)
    }
  }

  return (
    <div class={styles['composer']}>
      <ChangedIdentities members={changed()} room={room} />
      {/* A consult shows them with its files. */}
      <Show when={room.summary()?.kind !== 'consult'}>
        <UploadList roomId={room.roomId} />
      </Show>
      <Show when={isMember()} fallback={<Banner tone="info" title={w().notMember} />}>
        <AboutLine />
        <UrgencyStrip choice={urgency} />
        <form
          class={styles['compose']}
          onSubmit={(event) => {
            event.preventDefault()
            void submit()
          }}
        >
          <ComposerTools room={room} urgency={urgency} disabled={changed().length > 0} />
          <textarea
            ref={field}
            class={styles['field']}
            rows={1}
            value={text()}
            placeholder={w().write}
            aria-label={w().write}
            aria-describedby={hintId}
            aria-invalid={tooLong() > 0 || undefined}
            disabled={changed().length > 0}
            onInput={(event) => write(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            onBlur={() => typing.isTyping(false)}
          />
          <IconButton type="submit" label={w().send} icon={SendHorizontal} disabled={!maySend()} />
        </form>
        <p id={hintId} class={styles['hidden']}>
          {w().sendHint}
        </p>
        <Show when={tooLong() > 0}>
          <p role="alert" class={styles['tooLong']}>
            {w().tooLong(tooLong())}
          </p>
        </Show>
      </Show>
    </div>
  )
}
