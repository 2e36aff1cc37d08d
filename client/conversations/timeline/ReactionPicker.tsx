import SmilePlus from 'lucide-solid/icons/face-slightly-smiling-plus'
import { For } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { messageWords } from '../../i18n/words/messages.ts'
import type { TimelineItem } from '../../matrix/types.ts'
import { Popover, toast } from '../../ui/index.ts'
import { useConversation } from '../conversation-context.ts'
import { emojis } from './emoji.ts'
import { toggleReaction } from './message-verbs.ts'
import styles from './timeline.module.css'

const columns = 6
const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }

/** The emoji that one can answer a message with; arrows go from one to the next. */
export const ReactionPicker = (props: { item: TimelineItem }) => {
  const w = useWords(messageWords)
  const conversation = useConversation()
  let grid: HTMLDivElement | undefined
  const isOpen = () => conversation.question()?.kind === 'react' && conversation.question()?.key === props.item.key
  const setOpen = (next: boolean) => conversation.ask(next ? { kind: 'react', key: props.item.key } : null)
  const choose = (emoji: string) => {
    setOpen(false)
    toggleReaction(conversation, props.item, emoji).catch(() =>
      toast({ tone: 'danger', title: w().notKept, text: w().notKeptText }),
    )
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key]
    const buttons = [...(grid?.querySelectorAll('button') ?? [])]
    const next = step === undefined ? undefined : buttons[buttons.indexOf(event.target as HTMLButtonElement) + step]
    if (!next) return
    event.preventDefault()
    next.focus()
  }
  return (
    <Popover size="small" label={w().actions.react} icon={SmilePlus} open={isOpen()} onOpenChange={setOpen}>
      <div ref={grid} class={styles['emojis']} role="toolbar" aria-label={w().actions.react} onKeyDown={onKeyDown}>
        <For each={emojis}>
          {(emoji) => (
            <button
              type="button"
              class={styles['emoji']}
              title={w().emoji[emoji]}
              aria-label={w().emoji[emoji]}
              onClick={() => choose(emoji)}
            >
              {emoji}
            </button>
          )}
        </For>
      </div>
    </Popover>
  )
}
