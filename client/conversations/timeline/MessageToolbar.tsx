import Ellipsis from 'lucide-solid/icons/ellipsis'
import { createMemo, For, Show } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { messageWords } from '../../i18n/words/messages.ts'
import type { TimelineItem } from '../../matrix/types.ts'
import { IconButton, Menu } from '../../ui/index.ts'
import { useConversation } from '../conversation-context.ts'
import { actionsFor, type MessageAction } from './message-actions.ts'
import { ReactionPicker } from './ReactionPicker.tsx'
import styles from './timeline.module.css'

type Props = { item: TimelineItem; isMenuOpen: boolean; onMenuOpen(isOpen: boolean): void }

/** What can be done with the message under the pointer or with the focus. */
export const MessageToolbar = (props: Props) => {
  const w = useWords(messageWords)
  const conversation = useConversation()
  const actions = createMemo(() => actionsFor(props.item, conversation))
  let chosen: MessageAction['run'] | null = null
  const runChosen = () => {
    chosen?.(props.item, conversation)
    chosen = null
  }
  const items = () =>
    actions().map(({ name, icon, tone, run }) => ({
      label: w().actions[name],
      icon,
      ...(tone ? { tone } : {}),
      onSelect: () => {
        chosen = run
      },
    }))
  return (
    <div class={styles['toolbar']} role="toolbar" aria-label={w().toolbar}>
      <Show when={actions().some(({ name }) => name === 'react')}>
        <ReactionPicker item={props.item} />
      </Show>
      <For each={actions().filter(({ isQuick }) => isQuick)}>
        {({ name, icon, run }) => (
          <IconButton
            size="small"
            label={w().actions[name]}
            icon={icon}
            onClick={() => run(props.item, conversation)}
          />
        )}
      </For>
      <Menu
        size="small"
        label={w().more}
        icon={Ellipsis}
        items={items()}
        open={props.isMenuOpen}
        onOpenChange={(isOpen) => props.onMenuOpen(isOpen)}
        onClosed={runChosen}
      />
    </div>
  )
}
