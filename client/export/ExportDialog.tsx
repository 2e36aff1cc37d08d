import { createSignal, For, Match, onCleanup, Show, Switch } from 'solid-js'
import { type ExportFormat, exportFormats } from '#shared/export/notice.ts'
import { serverOf } from '#shared/matrix/ids.ts'
import { errorCodeOf, useClinicApi } from '../clinic-api/index.ts'
import { dayAfter, dayOf, startOfDay } from '../i18n/days.ts'
import { useFormat, useLanguage, useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { exportWords } from '../i18n/words/export.ts'
import { isFull } from '../matrix/errors.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { RoomView } from '../matrix/types.ts'
import { useClinicName } from '../partners/index.ts'
import { Banner, Button, Checkbox, Dialog, ProgressBar, Select, TextField } from '../ui/index.ts'
import { canStream, chooseTarget } from '../ui/save-target.ts'
import styles from './export.module.css'
import { conversationBlocks } from './pdf-blocks.ts'
import { type ExportOutcome, type ExportStep, runExport } from './run-export.ts'

/**
 * choosing   what, and the decision to take it out
 * running    how far; can be cancelled
 * done       what is in it, and what is not
 * failed     why, and the way back
 */
type State =
  | { status: 'choosing' }
  | { status: 'running'; step: ExportStep; stop: AbortController }
  | { status: 'done'; name: string; outcome: ExportOutcome }
  | { status: 'failed'; text: string }

const shownMissing = 5

export const ExportDialog = (props: { room: RoomView; open: boolean; onOpenChange(isOpen: boolean): void }) => {
  const w = useWords(exportWords)
  const errors = useWords(errorWords)
  const language = useLanguage()
  const formatted = useFormat()
  const session = useSession()
  const api = useClinicApi()
  const clinicName = useClinicName()
  const [state, setState] = createSignal<State>({ status: 'choosing' })
  const [format, setFormat] = createSignal<ExportFormat>('archive')
  const [hasAttachments, setAttachments] = createSignal(true)
  const [from, setFrom] = createSignal<number | null>(null)
  const [until, setUntil] = createSignal<number | null>(null)
  const [isDecided, setDecided] = createSignal(false)
  const [isMissing, setMissing] = createSignal(false)
  onCleanup(() => stop())

  const running = () => {
    const now = state()
    return now.status === 'running' ? now : null
  }
  const done = () => {
    const now = state()
    return now.status === 'done' ? now : null
  }
  const failure = () => {
    const now = state()
    return now.status === 'failed' ? now.text : null
  }
  const stop = () => running()?.stop.abort()
  const close = (isOpen: boolean) => {
    if (isOpen) return
    stop()
    setState({ status: 'choosing' })
    setDecided(false)
    props.onOpenChange(false)
  }

  const names = {
    nameOf: session.nameOf,
    clinicOf: (userId: Parameters<typeof serverOf>[0]) => clinicName(serverOf(userId)),
  }
  const moment = (iso: string) => formatted.dateTime(Date.parse(iso))
  const period = (first: string | null, last: string | null) =>
    first === null && last === null ? w().wholePeriod : [first ?? '…', last ?? '…'].join(' – ')
  const reason = (code: string) => w().reasons[code] ?? errors()[code as keyof ReturnType<typeof errors>]?.title ?? code

  const textOf = (error: unknown) => {
    if (isFull(error)) return w().noSpace
    const code = errorCodeOf(error)
    return code === 'internal' ? w().failedText : `${errors()[code].title}. ${w().failedText}`
  }
  const start = async () => {
    setMissing(!isDecided())
    if (!isDecided() || running()) return
    const now = Date.now()
    const isPdf = format() === 'pdf'
    const extension = isPdf ? '.pdf' : '.zip'
    // Carries no name: files lie in download folders that others look into.
    const name = `${w().fileName(dayOf(now))}${extension}`
    const stopping = new AbortController()
    try {
      const target = await chooseTarget({ name, mimeType: isPdf ? 'application/pdf' : 'application/zip', extension })
      if (!target) return
      const onStep = (step: ExportStep) => setState({ status: 'running', step, stop: stopping })
      const wish = {
        version: 1,
        format: format(),
        from: from(),
        until: until(),
        withAttachments: hasAttachments(),
      } as const
      const outcome = await runExport(wish, target, {
        session,
        api,
        room: props.room,
        names,
        now,
        signal: stopping.signal,
        onStep,
        async drawPdf(head, records) {
          const { drawPdf } = await import('../pdf/draw-pdf.ts')
          const words = { ...w(), periodText: period, unreadable: (code: string) => w().unreadable(reason(code)) }
          const blocks = conversationBlocks(head, records, words, {
            // Whoever reads it later does not know which day was today.
            day: (iso) => formatted.date(Date.parse(iso)),
            time: (iso) => formatted.time(Date.parse(iso)),
            moment,
            size: (bytes) => (bytes === null ? '' : formatted.size(bytes)),
          })
          return drawPdf(blocks, {
            title: w().pdfTitle,
            language: language(),
            footer: (page, pages) => `${w().unencrypted} · ${w().page(page, pages)}`,
          })
        },
      })
      setState({ status: 'done', name, outcome })
    } catch (error) {
      if (stopping.signal.aborted) setState({ status: 'choosing' })
      else setState({ status: 'failed', text: textOf(error) })
    }
  }

  return (
    <Dialog open={props.open} onOpenChange={close} title={w().title} size="large">
      <Switch>
        <Match when={state().status === 'choosing'}>
          <div class={styles['form']}>
            <Banner tone="warning" title={w().warningTitle}>
              {w().warningText}
            </Banner>
            <Select
              label={w().format}
              value={format()}
              options={exportFormats.map((value) => ({ value, label: w().formats[value] }))}
              onChange={setFormat}
            />
            <Show when={format() === 'archive'}>
              <Checkbox
                label={w().attachments}
                description={canStream() ? w().attachmentsText : `${w().attachmentsText} ${w().inMemory}`}
                checked={hasAttachments()}
                onChange={setAttachments}
              />
            </Show>
            <div class={styles['period']}>
              <TextField
                type="date"
                label={w().from}
                value={from() === null ? '' : dayOf(from() ?? 0)}
                onInput={(day) => setFrom(startOfDay(day))}
              />
              <TextField
                type="date"
                label={w().until}
                value={until() === null ? '' : dayOf((until() ?? 0) - 1)}
                onInput={(day) => setUntil(dayAfter(day))}
              />
            </div>
            <p class={styles['muted']}>{w().periodText}</p>
            <Checkbox
              label={w().decide}
              required
              checked={isDecided()}
              onChange={(isChecked) => {
                setDecided(isChecked)
                setMissing(false)
              }}
            />
            <Show when={isMissing()}>
              <p class={styles['error']} role="alert">
                {w().mustDecide}
              </p>
            </Show>
            <div class={styles['actions']}>
              <Button onClick={() => close(false)}>{w().cancel}</Button>
              <Button variant="primary" onClick={() => void start()}>
                {w().start}
              </Button>
            </div>
          </div>
        </Match>
        <Match when={running()}>
          {(now) => (
            <div class={styles['form']}>
              <Running step={now().step} />
              <div class={styles['actions']}>
                <Button autofocus onClick={stop}>
                  {w().cancel}
                </Button>
              </div>
            </div>
          )}
        </Match>
        <Match when={done()}>
          {(now) => (
            <div class={styles['form']}>
              <Banner tone="success" title={w().doneTitle}>
                {w().done(now().outcome.messages, now().outcome.attachments)} {w().doneWhere(now().name)}
              </Banner>
              <Show when={now().outcome.notIncluded.length > 0}>
                <p>{w().notIncluded(now().outcome.notIncluded.length)}</p>
                <ul class={styles['missing']}>
                  <For each={now().outcome.notIncluded.slice(0, shownMissing)}>
                    {(missing) => (
                      <li>
                        {w().what[missing.what]}, {missing.sender.name}, {moment(missing.at)}: {reason(missing.reason)}
                      </li>
                    )}
                  </For>
                </ul>
                <Show when={now().outcome.notIncluded.length > shownMissing}>
                  <p class={styles['muted']}>{w().more(now().outcome.notIncluded.length - shownMissing)}</p>
                </Show>
              </Show>
              <div class={styles['actions']}>
                <Button variant="primary" autofocus onClick={() => close(false)}>
                  {w().close}
                </Button>
              </div>
            </div>
          )}
        </Match>
        <Match when={failure()}>
          {(text) => (
            <div class={styles['form']}>
              <Banner tone="danger" title={w().failedTitle}>
                {text()}
              </Banner>
              <div class={styles['actions']}>
                <Button variant="primary" autofocus onClick={() => setState({ status: 'choosing' })}>
                  {w().retry}
                </Button>
              </div>
            </div>
          )}
        </Match>
      </Switch>
    </Dialog>
  )
}

const Running = (props: { step: ExportStep }) => {
  const w = useWords(exportWords)
  return (
    <Switch>
      <Match when={props.step.step === 'reading' ? props.step : null}>
        {(step) => <ProgressBar label={w().reading} text={w().events(step().count)} />}
      </Match>
      <Match when={props.step.step === 'attachments' ? props.step : null}>
        {(step) => (
          <ProgressBar
            label={w().attachment}
            value={(step().number - 1) / step().total}
            text={w().attachmentOf(step().number, step().total)}
          />
        )}
      </Match>
      <Match when={props.step.step === 'writing'}>
        <ProgressBar label={w().writing} />
      </Match>
    </Switch>
  )
}
