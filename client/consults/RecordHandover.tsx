import FolderInput from 'lucide-solid/icons/folder-input'
import { createResource, createSignal, Match, onCleanup, Show, Switch } from 'solid-js'
import type { ConsultRecord } from '#shared/fhir/consult-record.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { errorCodeOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { recordWords } from '../i18n/words/record.ts'
import { useSession } from '../matrix/session-context.tsx'
import { answerOf, Banner, Button } from '../ui/index.ts'
import styles from './consults.module.css'
import { type HandedOver, handToRecord } from './hand-to-record.ts'
import { HandoverFailed } from './handover-fault.ts'

type State =
  | { kind: 'idle' }
  | { kind: 'reading' }
  | { kind: 'done'; handed: HandedOver }
  | { kind: 'failed'; title: string; text: string; signInUrl: string | null }

/** Into the record of the own clinic, where it takes consults; nothing where it does not. */
export const RecordHandover = (props: { roomId: RoomId; build: () => Promise<ConsultRecord> }) => {
  const w = useWords(recordWords)
  const errors = useWords(errorWords)
  const api = useClinicApi()
  const session = useSession()
  const [settings] = createResource(
    () => session.connection() === 'live',
    () => unwrap(api.own.api.record.$get()).catch(() => null),
  )
  const [state, setState] = createSignal<State>({ kind: 'idle' })
  const ended = new AbortController()
  onCleanup(() => ended.abort())
  const isBusy = () => state().kind === 'reading'

  const handOver = async () => {
    if (isBusy()) return
    setState({ kind: 'reading' })
    try {
      setState({ kind: 'done', handed: await handToRecord(api, props.roomId, props.build, ended.signal) })
    } catch (error) {
      if (ended.signal.aborted) return
      if (!(error instanceof HandoverFailed)) {
        const { title, action } = errors()[errorCodeOf(error)]
        return setState({ kind: 'failed', title, text: action, signInUrl: null })
      }
      const { fault, said, signInUrl } = error
      const text = [w().faultTexts[fault], said && w().said(said)].filter(Boolean).join(' ')
      setState({ kind: 'failed', title: w().faults[fault], text, signInUrl: fault === 'sign-in' ? signInUrl : null })
    }
  }
  const done = () => {
    const now = state()
    return now.kind === 'done' ? now.handed : null
  }
  const failure = () => {
    const now = state()
    return now.kind === 'failed' ? now : null
  }

  return (
    <Show when={answerOf(settings)?.isConfigured}>
      <Button variant="secondary" icon={FolderInput} busy={isBusy()} onClick={() => void handOver()}>
        {w().handOver}
      </Button>
      <div class={styles['outcome']} role="status">
        <Switch>
          <Match when={isBusy()}>
            <p>{w().handingOver}</p>
          </Match>
          <Match when={done()}>
            {(handed) => (
              <Banner tone="success" title={w().handedOver}>
                {w().counts(handed().added, handed().known)} {w().place(handed().place)}
              </Banner>
            )}
          </Match>
          <Match when={failure()}>
            {(said) => (
              <Banner
                tone="danger"
                title={said().title}
                action={
                  <Show when={said().signInUrl}>
                    {(address) => (
                      <a href={address()} target="_blank" rel="noopener noreferrer">
                        {w().signIn}
                      </a>
                    )}
                  </Show>
                }
              >
                {said().text}
              </Banner>
            )}
          </Match>
        </Switch>
      </div>
    </Show>
  )
}
