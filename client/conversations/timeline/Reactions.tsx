import { For, Show } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { messageWords } from '../../i18n/words/messages.ts'
import type { Reaction, TimelineItem } from '../../matrix/types.ts'
import { toast } from '../../ui/index.ts'
import { useConversation } from '../conversation-context.ts'
import { mayWrite } from './message-actions.ts'
import { toggleReaction } from './message-verbs.ts'
import styles from './timeline.module.css'

/** Who answered with which emoji; pressed, one joins them or not any more. */
export const Reactions = (props: { item: TimelineItem }) => {
  const w = useWords(messageWords)
  const conversation = useConversation()
  const nameOf = (userId: Reaction['by'][number]) =>
    userId === conversation.session.userId ? w().you : conversation.session.nameOf(userId)
  const sentence = ({ emoji, by, isAssured }: Reaction) =>
    [w().reactedWith(emoji, by.map(nameOf)), isAssured ? '' : w().reactionNotAssured].filter(Boolean).join(' ')
  const toggle = (emoji: string) =>
    toggleReaction(conversation, props.item, emoji).catch(() =>
      toast({ tone: 'danger', title: w().notKept, text: w().notKeptText }),
    )
  const byEmoji = (emoji: string) => props.item.reactions.find((reaction) => reaction.emoji === emoji)
  return (
    <ul class={styles['reactions']} aria-label={w().reactions}>
      {/* By emoji, so that a button that has the focus stays while others join. */}
      <For each={props.item.reactions.map(({ emoji }) => emoji)}>
        {(emoji) => (
          <Show when={byEmoji(emoji)}>
            {(reaction) => (
              <li>
                <button
                  type="button"
                  class={styles['reaction']}
                  data-unassured={!reaction().isAssured || undefined}
                  title={sentence(reaction())}
                  aria-label={sentence(reaction())}
                  aria-pressed={reaction().own !== null}
                  disabled={!mayWrite(conversation)}
                  onClick={() => void toggle(emoji)}
                >
                  <span aria-hidden="true">{emoji}</span> {reaction().by.length}
                </button>
              </li>
            )}
          </Show>
        )}
      </For>
    </ul>
  )
}
