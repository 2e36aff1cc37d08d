import Check from 'lucide-solid/icons/check'
import Copy from 'lucide-solid/icons/copy'
import Download from 'lucide-solid/icons/download'
import Printer from 'lucide-solid/icons/printer'
import { onMount, Show } from 'solid-js'
import type { UserId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { appWords } from '../i18n/words/app.ts'
import { Banner, Button, createCopy } from '../ui/index.ts'
import styles from './start.module.css'

/** The one time that the recovery key is seen. */
export const RecoveryKeyCard = (props: { recoveryKey: string; userId: UserId; onKept(): void }) => {
  const w = useWords(appWords)
  const { outcome, copy } = createCopy()
  let title: HTMLHeadingElement | undefined
  onMount(() => title?.focus())

  const save = () => {
    const url = URL.createObjectURL(
      new Blob([w().keyFileText(props.recoveryKey, props.userId)], { type: 'text/plain;charset=utf-8' }),
    )
    const link = document.createElement('a')
    link.href = url
    link.download = w().keyFileName
    link.click()
    setTimeout(() => URL.revokeObjectURL(url), 10_000)
  }

  return (
    <>
      <h1 ref={title} class={styles['title']} tabIndex={-1}>
        {w().keyTitle}
      </h1>
      <p class={styles['text']}>{w().setUpText}</p>
      <p class={styles['printed']}>{props.userId}</p>
      <output class={styles['key']} data-testid="recovery-key">
        {props.recoveryKey}
      </output>
      <Banner tone="warning" title={w().keyText} />
      <div class={styles['actions']}>
        <Button
          variant="secondary"
          icon={outcome() === 'done' ? Check : Copy}
          onClick={() => void copy(props.recoveryKey)}
        >
          {outcome() === 'done' ? w().keyCopied : w().keyCopy}
        </Button>
        <Button variant="secondary" icon={Download} onClick={save}>
          {w().keyDownload}
        </Button>
        <Button variant="secondary" icon={Printer} onClick={() => window.print()}>
          {w().keyPrint}
        </Button>
      </div>
      <p role="status" class={styles['hint']}>
        <Show when={outcome() === 'refused'} fallback={w().keyKeptHint}>
          {w().keyCopyFailed}
        </Show>
      </p>
      <Button variant="primary" onClick={() => props.onKept()}>
        {w().keyKept}
      </Button>
    </>
  )
}
