import SendHorizontal from 'lucide-solid/icons/send-horizontal'
import { createEffect, createUniqueId, onCleanup, onMount, Show } from 'solid-js'
import { UploadList } from '../../case-files/index.ts'
import { WriteAs } from '../../duty/index.ts'
import { useWords } from '../../i18n/index.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import { messageWords } from '../../i18n/words/messages.ts'
import type { TimelineItem } from '../../matrix/types.ts'
import { useMediaTools, VoiceBar } from '../../media/index.ts'
import { Banner, IconButton, toast } from '../../ui/index.ts'
import { UrgencyStrip } from '../../urgent/index.ts'
import { useConversation } from '../conversation-context.ts'
import { mayEdit } from '../timeline/message-actions.ts'
import { AboutLine } from './AboutLine.tsx'
import { ChangedIdentities } from './ChangedIdentities.tsx'
import { ComposerTools } from './ComposerTools.tsx'
import styles from './composer.module.css'
import { formatted } from './formatted.ts'
import { messageContent } from './message-content.ts'
import { percentTooLong } from './message-length.ts'
import { NameList, optionId } from './NameList.tsx'
import { createNamingHelp } from './naming.ts'
import type { Speaking, Urgently } from './speaking.ts'
import { createTypingNews } from './typing-news.ts'
import type { Taken } from './writing.ts'

const mostHeightPx = 192

/** A finger has no Shift key: there Enter makes a new line, and the field does not open a keyboard unasked. */
const isTouch = () => window.matchMedia('(pointer: coarse)').matches

type Props = { speaking: Speaking; onSent(): void }

/** The field to write in, and what belongs to what is being written. */
export const Composer = (props: Props) => {
  const w = useWords(conversationWords)
  const words = useWords(messageWords)
  const { session, room, writing, duty, urgency } = useConversation()
  const typing = createTypingNews(room)
  const naming = createNamingHelp(session, room, writing, () => words().everybody)
  const hintId = createUniqueId()
  const namesId = createUniqueId()
  const isNaming = () => naming.offers().length > 0
  const { text } = writing
  const { voice } = useMediaTools()
  const isSpeaking = () => voice.state().kind === 'recording' || voice.state().kind === 'stopped'
  let field: HTMLTextAreaElement | undefined

  const changed = () => room.members().filter(({ identity }) => identity === 'changed')
  const isMember = () => room.summary()?.membership === 'join' || !session.isListWhole()
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

  const queue = async (taken: Taken, edited: TimelineItem | null, urgently: Promise<Urgently>) => {
    const { text, context, named, putBack } = taken
    try {
      const content = messageContent(text, { ...context, html: await formatted(text, named) })
      if (context.edits) return await props.speaking.correct(content, edited)
      await props.speaking.say(async () => content, await urgently)
      props.onSent()
    } catch {
      putBack()
      toast({ tone: 'danger', title: w().notKept, text: w().notKeptText })
    }
  }
  /** What is formatted takes a moment longer: the next message must not overtake it. */
  let last = Promise.resolve()
  const send = () => {
    if (!maySend()) return
    const edited = writing.edited()
    const taken = writing.take()
    typing.isTyping(false)
    naming.close()
    field?.focus()
    const urgently = urgency.ready()
    last = last.then(() => queue(taken, edited, urgently))
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || (field && naming.onKey(event, field))) return
    // Enter that ends the choice of a sign in an input method is no sending.
    if (event.key === 'Enter' && !event.shiftKey && !isTouch()) {
      event.preventDefault()
      send()
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
        <WriteAs duty={duty} />
        <UrgencyStrip choice={urgency} />
        <Show when={isNaming()}>
          <NameList
            id={namesId}
            offers={naming.offers()}
            at={naming.at()}
            onChoose={(offer) => field && naming.choose(offer, field)}
          />
        </Show>
        <Show when={isSpeaking()}>
          <VoiceBar />
        </Show>
        <form
          class={styles['compose']}
          hidden={isSpeaking()}
          onSubmit={(event) => {
            event.preventDefault()
            send()
          }}
        >
          <ComposerTools urgency={urgency} disabled={changed().length > 0} />
          <textarea
            ref={field}
            class={styles['field']}
            rows={1}
            value={text()}
            placeholder={w().write}
            aria-label={w().write}
            aria-describedby={hintId}
            aria-autocomplete="list"
            aria-controls={isNaming() ? namesId : undefined}
            aria-activedescendant={isNaming() ? optionId(namesId, naming.at()) : undefined}
            aria-invalid={tooLong() > 0 || undefined}
            disabled={changed().length > 0}
            onInput={(event) => {
              write(event.currentTarget.value)
              naming.look(event.currentTarget)
            }}
            onKeyDown={onKeyDown}
            onBlur={() => {
              typing.isTyping(false)
              naming.close()
            }}
          />
          <IconButton type="submit" label={w().send} icon={SendHorizontal} disabled={!maySend()} />
        </form>
        <p id={hintId} class={styles['hidden']}>
          {w().sendHint}
        </p>
        <p class={styles['hidden']} role="status">
          {isNaming() ? words().offered(naming.offers().length) : ''}
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
