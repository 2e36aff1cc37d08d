import { createMemo, For, Match, Show, Switch } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { useWords } from '../../i18n/index.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import { useConversation } from '../conversation-context.ts'
import { PlainText } from './PlainText.tsx'
import { parseRichText, type RichNode } from './rich-text.ts'
import styles from './timeline.module.css'

/** A formatted text, drawn node by node; as plain text when it cannot be read. */
export const RichText = (props: { html: string; text: string }) => {
  const nodes = createMemo(() => parseRichText(props.html))
  return (
    <Show when={nodes()} fallback={<PlainText text={props.text} />}>
      {(parsed) => (
        <div class={styles['rich']}>
          <Nodes nodes={parsed()} />
        </div>
      )}
    </Show>
  )
}

const Nodes = (props: { nodes: readonly RichNode[] }) => <For each={props.nodes}>{(node) => <Node node={node} />}</For>

const Node = (props: { node: RichNode }) => {
  const link = () => (props.node.kind === 'link' ? props.node : null)
  const mention = () => (props.node.kind === 'mention' ? props.node : null)
  const element = () => (props.node.kind === 'element' ? props.node : null)
  return (
    <Switch fallback={<PlainText text={props.node.kind === 'text' ? props.node.text : ''} />}>
      <Match when={element()}>
        {(node) => (
          <Dynamic component={node().name}>
            {node().children.length > 0 ? <Nodes nodes={node().children} /> : undefined}
          </Dynamic>
        )}
      </Match>
      <Match when={mention()}>{(node) => <Mention userId={node().userId} text={node().text} />}</Match>
      <Match when={link()}>{(node) => <Link href={node().href}>{node().children}</Link>}</Match>
    </Switch>
  )
}

const Mention = (props: { userId: string; text: string }) => {
  const { session } = useConversation()
  return (
    <span class={styles['mention']} data-own={props.userId === session.userId || undefined} title={props.userId}>
      {props.text}
    </span>
  )
}

const textIn = (nodes: readonly RichNode[]): string =>
  nodes.map((node) => (node.kind === 'text' || node.kind === 'mention' ? node.text : textIn(node.children))).join('')

/** With the site that it leads to, which its words may not tell. */
const Link = (props: { href: string; children: RichNode[] }) => {
  const w = useWords(conversationWords)
  const host = () => new URL(props.href).host
  return (
    <>
      <a href={props.href} target="_blank" rel="noopener noreferrer" title={w().linkHint}>
        {textIn(props.children)}
      </a>
      <Show when={!textIn(props.children).includes(host())}>
        <span class={styles['muted']}> ({host()})</span>
      </Show>
    </>
  )
}
