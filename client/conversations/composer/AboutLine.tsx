import X from 'lucide-solid/icons/x'
import { type JSX, Match, Switch } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { messageWords } from '../../i18n/words/messages.ts'
import { IconButton } from '../../ui/index.ts'
import { useConversation } from '../conversation-context.ts'
import { Quote } from '../Quote.tsx'
import styles from './composer.module.css'

/** What the text in the field is about: the message that it answers or changes. */
export const AboutLine = () => {
  const w = useWords(messageWords)
  const { writing } = useConversation()
  return (
    <Switch>
      <Match when={writing.edited()}>
        {(item) => (
          <Line title={w().editing} close={w().dropEdit} onClose={writing.drop}>
            <Quote quoted={item()} />
          </Line>
        )}
      </Match>
      <Match when={writing.answered()}>
        {(answered) => (
          <Line title={w().answers(answered().item?.senderName ?? '')} close={w().dropReply} onClose={writing.drop}>
            <Quote quoted={answered().item} />
          </Line>
        )}
      </Match>
    </Switch>
  )
}

/** One thing that belongs to what is being written, with the way to take it off. */
const Line = (props: { title: string; close: string; onClose(): void; children: JSX.Element }) => (
  <section class={styles['about']} aria-label={props.title}>
    <div class={styles['aboutText']}>
      <span class={styles['hidden']}>{props.title}</span>
      {props.children}
    </div>
    <IconButton size="small" label={props.close} icon={X} onClick={() => props.onClose()} />
  </section>
)
