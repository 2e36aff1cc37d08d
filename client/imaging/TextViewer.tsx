import { createSignal, Match, onCleanup, Show, Switch } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { imagingWords } from '../i18n/words/imaging.ts'
import { shownBytes, textOf } from './text.ts'
import { Unreadable } from './Unreadable.tsx'
import styles from './Viewer.module.css'
import type { ViewerProps } from './viewer-props.ts'
import { Waiting } from './Waiting.tsx'

export const TextViewer = (props: ViewerProps) => {
  const w = useWords(imagingWords)
  const [text, setText] = createSignal<string>()
  const [isBroken, setBroken] = createSignal(false)
  let isOpen = true
  onCleanup(() => {
    isOpen = false
  })
  props.file
    .slice(0, shownBytes)
    .arrayBuffer()
    .then(
      (bytes) => isOpen && setText(textOf(new Uint8Array(bytes))),
      () => isOpen && setBroken(true),
    )

  return (
    <Switch fallback={<Waiting text={w().readingFile} />}>
      <Match when={isBroken()}>
        <Unreadable text={w().unreadableText} onDownload={props.onDownload} />
      </Match>
      <Match when={text() !== undefined}>
        <Show when={props.file.size > shownBytes}>
          <p class={styles['notice']}>{w().cut}</p>
        </Show>
        <section class={styles['scroller']} tabindex="0" aria-label={w().textOf(props.name)}>
          <pre class={styles['text']}>{text() || w().emptyText}</pre>
        </section>
      </Match>
    </Switch>
  )
}
