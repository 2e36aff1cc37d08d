import Camera from 'lucide-solid/icons/camera'
import Images from 'lucide-solid/icons/images'
import { createSignal, lazy, Show, Suspense } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { verificationWords } from '../../i18n/words/verification.ts'
import type { Verification } from '../../matrix/types.ts'
import { Banner, Button, Skeleton } from '../../ui/index.ts'
import styles from './verification.module.css'

const CodePicture = lazy(async () => ({ default: (await import('./CodePicture.tsx')).CodePicture }))
const CodeScanner = lazy(async () => ({ default: (await import('./CodeScanner.tsx')).CodeScanner }))

type Props = {
  verification: Verification
  /** Whose device it is, when it is none of one's own. */
  person: string | null
  isBusy: boolean
  act(work: () => Promise<void>): Promise<void>
  onCancel(): void
}

/** Three ways: the other camera reads our code, ours reads theirs, or people compare pictures. */
export const ReadyStep = (props: Props) => {
  const w = useWords(verificationWords)
  const [isScanning, setScanning] = createSignal(false)
  const [isForeign, setForeign] = createSignal(false)
  let isTaken = false

  const take = (bytes: Uint8ClampedArray) => {
    if (isTaken) return
    isTaken = true
    props.verification.scan(bytes).catch(() => {
      // Some other code lay in sight.
      isTaken = false
      setForeign(true)
    })
  }

  return (
    <Show
      when={props.verification.code() || props.verification.mayScan()}
      fallback={
        <p class={styles['busy']} role="status">
          {w().preparing}
        </p>
      }
    >
      <Show
        when={isScanning()}
        fallback={
          <Show when={props.verification.code()}>
            {(code) => (
              <>
                <p class={styles['text']}>{props.person === null ? w().showCode : w().showCodePerson(props.person)}</p>
                <Suspense fallback={<Skeleton height="14rem" />}>
                  <CodePicture code={code()} label={w().codeLabel} />
                </Suspense>
              </>
            )}
          </Show>
        }
      >
        <p class={styles['text']}>{w().scanText}</p>
        <Suspense fallback={<Skeleton height="14rem" />}>
          <CodeScanner onCode={take} />
        </Suspense>
        <Show when={isForeign()}>
          <div role="status">
            <Banner tone="info" title={w().foreignCode} />
          </div>
        </Show>
      </Show>
      <div class={styles['actions']}>
        <Show when={props.verification.mayScan()}>
          <Button variant="primary" icon={Camera} onClick={() => setScanning((was) => !was)}>
            {isScanning() ? w().stopScan : w().scan}
          </Button>
        </Show>
        <Button
          variant="secondary"
          icon={Images}
          busy={props.isBusy}
          onClick={() => void props.act(props.verification.compareEmoji)}
        >
          {w().useEmoji}
        </Button>
        <Button variant="secondary" onClick={props.onCancel}>
          {w().cancel}
        </Button>
      </div>
    </Show>
  )
}
